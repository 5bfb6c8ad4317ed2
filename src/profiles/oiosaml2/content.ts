import { type ServiceProvider } from '../../domain/federation/index.ts';
import { type AttributeName, type Release } from '../../domain/login/index.ts';
import { HubError } from '../../kernel/errors.ts';
import { type AssertionContent, type NameId } from '../../saml/message/index.ts';
import { assertionFrame } from '../assertion-frame.ts';
import { saidValues, type WrittenAttribute } from '../attribute-table.ts';
import { type AssertionContext } from '../dialect-profile.ts';
import { attributes2 } from './attributes.ts';
import { classRefOf, toldLevel } from './level-map.ts';
import {
  assuranceLevelName,
  nameIdFormats,
  noOrganisation,
  specVersion,
  specVersionName,
  uidName,
} from './names.ts';
import { type OcesSubject, subjectName, uidOf } from './subject.ts';

/** @throws HubError LEGACY_ID_MISSING if the release of an OCES service has no PID or RID */
export function assertionContent(
  release: Release,
  sp: ServiceProvider,
  context: AssertionContext,
): AssertionContent {
  const level = toldLevel(release, sp.settings);
  const { nameId, attributes } =
    sp.settings.nameIdProfile === 'oces' ? ocesWords(release) : pseudonymWords(release);
  const words = {
    nameId,
    classRef: classRefOf(level),
    attributes: [
      attributes2.write(specVersionName, [specVersion]),
      attributes2.write(assuranceLevelName, [String(level)]),
      ...attributes,
    ],
  };
  return assertionFrame(words, release, context);
}

interface ProfileWords {
  readonly nameId: NameId;
  readonly attributes: readonly WrittenAttribute[];
}

function ocesWords(release: Release): ProfileWords {
  const subject = subjectOf(release);
  const value = subjectName(subject, release.organisation?.orgName, release.personal.fullName);
  return {
    nameId: { format: nameIdFormats.oces, value },
    attributes: [attributes2.write(uidName, [uidOf(subject)]), ...releasedAttributes(release, subject)],
  };
}

/** Opaque, and nothing beside it: this profile must not carry what names the person (oiosaml.md 2.1). */
function pseudonymWords(release: Release): ProfileWords {
  return { nameId: { format: nameIdFormats.pseudonym, value: release.pairwiseId }, attributes: [] };
}

/** Exactly one of PID and RID; CVR goes with RID. */
function subjectOf({ kind, pid, rid, organisation }: Release): OcesSubject {
  if (kind === 'person' && pid !== undefined) return { pid };
  if (kind === 'professional' && rid !== undefined && organisation) return { cvr: organisation.cvr, rid };
  throw new HubError('LEGACY_ID_MISSING', `a ${kind} without the number that an OCES service needs`);
}

/** Core attributes are there even with nothing to say, as an empty value; all others only with a value. */
const core = new Set<AttributeName>(['lastName', 'fullName', 'email']);

function releasedAttributes(release: Release, subject: OcesSubject): WrittenAttribute[] {
  const values = releasedValues(release, subject);
  return [...attributes2.wireNames].flatMap(([name, wireName]) => {
    const said = saidValues(values.get(name) ?? []);
    if (said.length > 0) return [attributes2.write(wireName, said)];
    return core.has(name) ? [attributes2.write(wireName, [''])] : [];
  });
}

function releasedValues(
  { personal, organisation, cprNumber, privileges }: Release,
  subject: OcesSubject,
): ReadonlyMap<AttributeName, readonly (string | undefined)[]> {
  const isPerson = 'pid' in subject;
  return new Map<AttributeName, readonly (string | undefined)[]>([
    ['lastName', [personal.lastName]],
    ['fullName', [personal.fullName]],
    // multi-valued in 3.0 only: the first one counts (oiosaml.md 2.4)
    ['email', [personal.email?.[0]]],
    ['cprNumber', [cprNumber]],
    ['privileges', [privileges]],
    ['orgName', [isPerson ? noOrganisation : organisation?.orgName]],
    ['pid', [isPerson ? subject.pid : undefined]],
    ['cvr', [isPerson ? undefined : subject.cvr]],
    ['rid', [isPerson ? undefined : subject.rid]],
    ['productionUnit', [organisation?.productionUnit]],
    ['seNumber', [organisation?.seNumber]],
    ['authorizedToRepresent', organisation?.authorizedToRepresent ?? []],
  ]);
}
