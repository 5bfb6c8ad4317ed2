import { HubError } from '../../kernel/errors.ts';
import { parseCvr, parseIdGroup } from '../../kernel/brands.ts';
import { nsisLevels, type NsisLevel } from '../../domain/assurance/index.ts';
import {
  createProviderRepository,
  type Dialect,
  type Leg,
  type LocalizedText,
  type Sector,
} from '../../domain/federation/index.ts';
import {
  applyImport,
  planImport,
  type IdentityProviderWords,
  type ImportPlan,
  type ServiceProviderWords,
} from '../../flows/operate/index.ts';
import {
  exitCodes,
  type Command,
  type CommandContext,
  type ExitCode,
  type ParsedOptions,
} from '../command.ts';
import { reportJson, reportText } from './import-metadata-report.ts';

/** A metadata file (security.md 16). */
const maxBytes = 5_000_000;

export const importMetadata: Command = {
  name: 'import-metadata',
  summary: "Looks at a partner's metadata file: what it says, what is wrong, what storing it would change.",
  positionals: ['FILE'],
  options: [
    { name: 'sector', choices: ['public', 'private'], value: 'S', meaning: 'service provider: its sector' },
    {
      name: 'dialect',
      choices: ['oiosaml3', 'oiosaml2'],
      value: 'D',
      meaning: 'what it speaks (an identity provider has one by its leg)',
    },
    {
      name: 'leg',
      choices: ['mitid', 'nemid', 'local-idp', 'eidas'],
      value: 'L',
      meaning: 'identity provider: the leg it serves',
    },
    { name: 'id-group', value: 'NAME', meaning: 'service providers of one group see the same identifiers' },
    {
      name: 'minimum-level',
      choices: nsisLevels,
      value: 'N',
      meaning: 'service provider: least level of every login',
    },
    {
      name: 'level-cap',
      choices: nsisLevels,
      value: 'N',
      meaning: 'identity provider: highest level believed',
    },
    { name: 'cvr', value: 'LIST', meaning: 'local IdP: CVR numbers it may speak for, separated by commas' },
    {
      name: 'name-id',
      choices: ['oces', 'pseudonym'],
      value: 'P',
      meaning: 'OIOSAML 2.0.9: NameID profile, instead of what its NameIDFormat suggests',
    },
    {
      name: 'allow-unencrypted',
      meaning: 'OIOSAML 2.0.9: accept a service without an encryption certificate',
    },
    { name: 'name-da', value: 'TEXT', meaning: 'name shown to Danish users' },
    { name: 'name-en', value: 'TEXT', meaning: 'name shown to English users' },
    { name: 'entity-id', value: 'URI', meaning: 'which entity of an EntitiesDescriptor' },
    { name: 'signer', value: 'FILE', meaning: 'certificate (PEM or DER) that must have signed the file' },
    {
      name: 'store',
      value: 'URL',
      meaning: 'embedded:FOLDER or mongodb://...; else HUB_STORE, else hub.yaml',
    },
    { name: 'plan', value: 'HASH', meaning: 'with --apply: only if the plan is still this one' },
    { name: 'apply', meaning: 'store it' },
  ],
  examples: [
    'scripts/import-metadata sp.xml --sector public --dialect oiosaml3',
    'scripts/import-metadata idp.xml --leg mitid --apply',
  ],
  run,
};

async function run(options: ParsedOptions, context: CommandContext): Promise<ExitCode> {
  const words = readWords(options);
  const text = decodeUtf8(await context.readFile(options.positionals[0] ?? '', maxBytes));
  const signer = options.value('signer');
  const signers = signer === undefined ? undefined : [toDer(await context.readFile(signer, 100_000))];
  const entityId = options.value('entity-id');
  const store = await context.openStore(options.value('store'));
  try {
    const providers = createProviderRepository(store, context.clock);
    const request = {
      text,
      words,
      ...(entityId !== undefined && { entityId }),
      ...(signers !== undefined && { signers }),
      reservedEntityIds: context.ownEntityIds(),
      now: context.clock.now(),
      newId: context.random.uuid(),
    };
    const plan = await planImport(request, providers);
    const isApplied = options.flag('apply') && plan.action !== 'refused';
    if (isApplied) {
      demandSamePlan(options.value('plan'), plan);
      if (plan.action !== 'nothing') await applyImport(plan, providers);
    }
    const report = options.flag('json') ? reportJson : reportText;
    report(plan, words.role, isApplied).forEach((line) => context.out(line));
    return exitCodeFor(plan, isApplied);
  } finally {
    await store.close();
  }
}

function exitCodeFor(plan: ImportPlan, isApplied: boolean): ExitCode {
  if (plan.action === 'refused') return exitCodes.refused;
  return plan.findings.length > 0 && !isApplied ? exitCodes.findings : exitCodes.fine;
}

function demandSamePlan(expected: string | undefined, plan: ImportPlan): void {
  if (expected === undefined || expected === plan.hash) return;
  throw new HubError('STORE_CONFLICT', `the plan is now ${plan.hash}: look again before you apply`, {
    plan: plan.hash,
  });
}

function readWords(options: ParsedOptions): ServiceProviderWords | IdentityProviderWords {
  return options.value('leg') === undefined ? serviceProviderWords(options) : identityProviderWords(options);
}

function serviceProviderWords(options: ParsedOptions): ServiceProviderWords {
  refuseOptions(options, ['level-cap', 'cvr'], 'an identity provider (--leg)');
  const idGroupText = options.value('id-group');
  const idGroup = idGroupText === undefined ? undefined : parseIdGroup(idGroupText);
  if (idGroupText !== undefined && idGroup === undefined)
    throw usage('--id-group takes letters, digits, dot, hyphen and underscore, 100 at most');
  const settings = {
    ...given('nameIdProfile', options.value('name-id') as 'oces' | 'pseudonym' | undefined),
    ...(options.flag('allow-unencrypted') && { allowUnencrypted: true }),
  };
  return {
    role: 'sp',
    ...given('sector', options.value('sector') as Sector | undefined),
    ...given('dialect', options.value('dialect') as Dialect | undefined),
    ...given('displayName', displayName(options)),
    ...given('idGroup', idGroup),
    ...given('minimumLevel', options.value('minimum-level') as NsisLevel | undefined),
    settings,
  };
}

function identityProviderWords(options: ParsedOptions): IdentityProviderWords {
  refuseOptions(options, ['sector', 'id-group', 'minimum-level', 'name-id'], 'a service provider (no --leg)');
  const cvrs = options.value('cvr')?.split(',');
  if (cvrs?.some((cvr) => parseCvr(cvr) === undefined)) throw usage('--cvr takes numbers of eight digits');
  if (options.value('leg') !== 'local-idp' && cvrs !== undefined) throw usage('--cvr is for a local IdP');
  return {
    role: 'idp',
    leg: options.value('leg') as Leg,
    ...given('dialect', options.value('dialect') as Dialect | undefined),
    ...given('displayName', displayName(options)),
    ...given('levelCap', options.value('level-cap') as NsisLevel | undefined),
    ...given('allowedCvrs', cvrs),
  };
}

function refuseOptions(options: ParsedOptions, names: readonly string[], owner: string): void {
  const wrong = names.find((name) => options.value(name) !== undefined);
  if (wrong !== undefined) throw usage(`--${wrong} is for ${owner}`);
}

function displayName(options: ParsedOptions): Partial<LocalizedText> | undefined {
  const names = { ...given('da', options.value('name-da')), ...given('en', options.value('name-en')) };
  return Object.keys(names).length === 0 ? undefined : names;
}

/** An object with the member, or without it where there is no value (exactOptionalPropertyTypes). */
function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HubError('METADATA_MALFORMED', 'the file is not UTF-8');
  }
}

function toDer(file: Buffer): string {
  const pem = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(file.toString('latin1'));
  return pem?.[1] === undefined ? file.toString('base64') : pem[1].replace(/\s+/g, '');
}

const usage = (message: string): HubError => new HubError('USAGE', message, { problem: message });
