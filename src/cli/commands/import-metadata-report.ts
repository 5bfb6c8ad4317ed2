import type { FieldChange, ImportPlan } from '../../flows/operate/index.ts';
import { printable } from '../printable.ts';

type Role = 'sp' | 'idp';
type Metadata = ImportPlan['metadata'];
type RoleMetadata = NonNullable<Metadata['sp']> | NonNullable<Metadata['idp']>;

/** The plan as one JSON document. */
export function reportJson(plan: ImportPlan, role: Role, isApplied: boolean): string[] {
  const { metadata, findings, action, changes, hash, provider } = plan;
  const document = {
    command: 'import-metadata',
    role,
    entityId: metadata.entityId,
    read: metadata,
    findings,
    action,
    changes,
    provider: provider ?? null,
    plan: hash,
    applied: isApplied,
  };
  return [JSON.stringify(document, null, 2)];
}

/** The plan as an operator reads it: what the file says, what is wrong, what changes, what comes next. */
export function reportText(plan: ImportPlan, role: Role, isApplied: boolean): string[] {
  const { metadata } = plan;
  const descriptor = metadata[role];
  return [
    ...entityLines(metadata, role),
    ...(descriptor ? roleLines(descriptor) : []),
    ...section(
      'Findings',
      plan.findings.map(({ severity, code, text }) => `${severity.padEnd(7)}  ${code}  ${text}`),
    ),
    ...section('Changes', plan.changes.map(describeChange)),
    '',
    closingLine(plan, isApplied),
  ].map(printable);
}

function entityLines(metadata: Metadata, role: Role): string[] {
  const { entityId, validUntil, signature } = metadata;
  const validity = validUntil === undefined ? 'not limited' : `until ${instant(validUntil)}`;
  return [
    `Entity     ${entityId}`,
    `Role       ${role === 'sp' ? 'service provider' : 'identity provider'}`,
    `Validity   ${validity}`,
    `Signature  ${signature}`,
  ];
}

function roleLines(role: RoleMetadata): string[] {
  const entry = 'acs' in role ? role.acs.map(endpointLine('login')) : role.sso.map(endpointLine('login'));
  const attributes =
    'acs' in role ? role.requestedAttributes.map(requestLine) : role.attributes.map(({ name }) => name);
  return [
    ...section('Keys', role.keys.map(keyLine)),
    ...section('Endpoints', [...entry, ...role.slo.map(endpointLine('logout'))]),
    ...section('Encryption methods', role.encryptionMethods.map(methodLine)),
    ...section('NameID formats', role.nameIdFormats),
    ...section('acs' in role ? 'Requested attributes' : 'Attributes', attributes),
  ];
}

/** A heading with its lines; `none` where there is nothing, so that an absence is seen. */
function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`))];
}

function keyLine({
  use,
  keyType,
  bits,
  notBefore,
  notAfter,
  subject,
  fingerprint,
}: RoleMetadata['keys'][number]): string {
  const kind = `${keyType.toUpperCase()} ${bits}`;
  return `${use.padEnd(10)}  ${kind.padEnd(8)}  ${day(notBefore)} to ${day(notAfter)}  ${fingerprint.slice(0, 16)}  ${subject}`;
}

const endpointLine =
  (purpose: string) =>
  ({ binding, location, responseLocation, index, isDefault }: RoleMetadata['slo'][number]): string =>
    [
      purpose.padEnd(6),
      (binding.split(':').at(-1) ?? binding).padEnd(13),
      location,
      ...(responseLocation === undefined ? [] : [`answers to ${responseLocation}`]),
      ...(index === undefined ? [] : [`index ${index}`]),
      ...(isDefault === true ? ['default'] : []),
    ].join('  ');

const methodLine = ({ algorithm, digest, mgf }: RoleMetadata['encryptionMethods'][number]): string =>
  [algorithm, digest, mgf].filter((part) => part !== undefined).join('  ');

const requestLine = ({ name, isRequired }: { name: string; isRequired: boolean }): string =>
  isRequired ? `${name}  required` : name;

function describeChange({ field, from, to }: FieldChange): string {
  if (field === 'keys') return `keys: ${countOf(from)} -> ${countOf(to)} certificates${keyNames(to)}`;
  if (from === undefined) return `${field}: ${compact(to)}`;
  return `${field}: ${compact(from)} -> ${to === undefined ? 'nothing' : compact(to)}`;
}

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

function keyNames(value: unknown): string {
  const keys = (Array.isArray(value) ? value : []) as readonly { use: string; notAfter: number }[];
  return ` (${keys.map(({ use, notAfter }) => `${use} to ${day(notAfter)}`).join(', ')})`;
}

function compact(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 160 ? text : `${text.slice(0, 157)}...`;
}

function closingLine({ action, hash }: ImportPlan, isApplied: boolean): string {
  switch (action) {
    case 'refused':
      return 'Refused: nothing was stored.';
    case 'nothing':
      return 'Nothing to change: the record says the same already.';
    case 'add':
      return isApplied
        ? `Stored: a new record (plan ${hash}).`
        : `Would add a new record. Nothing was stored; --apply stores it (plan ${hash}).`;
    case 'update':
      return isApplied
        ? `Stored: the record was changed (plan ${hash}).`
        : `Would change the record. Nothing was stored; --apply stores it (plan ${hash}).`;
  }
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
const instant = (time: number): string => new Date(time).toISOString();
