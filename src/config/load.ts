import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { HubError } from '../kernel/errors.ts';
import { settings, type Setting, type SettingKey } from './schema.ts';

/** The settings of one hub, checked; paths are absolute. */
export interface HubConfig {
  readonly publicUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly trustedProxies: readonly string[];
  readonly store: string;
  readonly keys: {
    readonly signingKey: string;
    readonly signingCertificate: string;
    readonly decryptionKey: string;
    readonly decryptionCertificate: string;
    readonly dataKeys: string;
    readonly allowWorldReadable: boolean;
  };
  readonly session: { readonly idleMinutes: number; readonly absoluteMinutes: number };
  readonly legacyIds: { readonly pidBlock: string; readonly ridBlock: string };
  readonly organisation: { readonly name: string; readonly technicalContact: string };
}

type Value = string | number | boolean | readonly string[];
interface Found {
  readonly value: unknown;
  readonly line: number;
}

/**
 * Reads and checks hub.yaml.
 *
 * @param file path of hub.yaml; relative paths in it are taken from its folder
 * @throws HubError CONFIG_INVALID naming file, line, key and remedy of everything that is wrong
 */
export function loadConfig(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): HubConfig {
  const found = readKeys(file);
  const problems: string[] = [];
  const values = new Map<SettingKey, Value>();
  for (const setting of settings) {
    const entry = found.get(setting.key);
    found.delete(setting.key);
    const value = valueOf(setting, entry, (remedy) =>
      problems.push(`${file}:${entry?.line ?? 1}: ${setting.key}: ${remedy}`),
    );
    if (value !== undefined) values.set(setting.key, value);
  }
  for (const [key, { line }] of found)
    problems.push(`${file}:${line}: ${key}: unknown key; remove it, or see docs/config.md`);
  problems.push(...publicUrlProblem(file, values.get('publicUrl')));
  if (problems.length > 0)
    throw new HubError('CONFIG_INVALID', problems.join('\n'), { problems: problems.join('\n') });
  return assemble(values, dirname(resolve(file)), environment);
}

function readKeys(file: string): Map<string, Found> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const problem = `${file}: cannot be read; check the path in HUB_CONFIG`;
    throw new HubError('CONFIG_INVALID', problem, { problems: problem }, cause);
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const problem = `${file}:${counter.linePos(error.pos[0]).line}: not valid YAML: ${error.message}`;
    throw new HubError('CONFIG_INVALID', problem, { problems: problem });
  }
  const keys = new Map<string, Found>();
  if (isMap(document.contents)) flatten(document.contents, '', counter, keys);
  return keys;
}

function flatten(map: YAMLMap, prefix: string, counter: LineCounter, into: Map<string, Found>): void {
  for (const { key, value } of map.items) {
    const name = prefix + String(isScalar(key) ? key.value : key);
    const start = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
    const line = counter.linePos(start).line;
    if (isMap(value) && value.items.length > 0) flatten(value, `${name}.`, counter, into);
    else if (isSeq(value)) into.set(name, { value: value.toJSON() as unknown, line });
    else into.set(name, { value: isScalar(value) ? value.value : value, line });
  }
}

function valueOf(
  setting: Setting,
  entry: Found | undefined,
  refuse: (remedy: string) => void,
): Value | undefined {
  if (entry === undefined || entry.value === null) {
    if (setting.default === undefined) refuse('missing; it has no default');
    return setting.default;
  }
  const remedy = mismatch(setting, entry.value);
  if (remedy === undefined) return entry.value as Value;
  refuse(remedy);
  return undefined;
}

/** What is wrong with a value, as a remedy; undefined = nothing. */
function mismatch({ type }: Setting, value: unknown): string | undefined {
  switch (type.kind) {
    case 'text':
      if (typeof value !== 'string' || value === '')
        return `must be text${type.form ? `: ${type.form}` : ''}`;
      return type.pattern && !type.pattern.test(value)
        ? `must be ${type.form ?? 'of the documented form'}`
        : undefined;
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= type.min && (value as number) <= type.max
        ? undefined
        : `must be a whole number from ${type.min} to ${type.max}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'choice':
      return type.of.includes(String(value)) ? undefined : `must be one of ${type.of.join(', ')}`;
    case 'list':
      return Array.isArray(value) &&
        value.every((item) => typeof item === 'string' && type.pattern.test(item))
        ? undefined
        : `must be a list of ${type.form}`;
  }
}

/** design.md 11: https in production; plain http on loopback only. */
function publicUrlProblem(file: string, value: Value | undefined): string[] {
  if (typeof value !== 'string' || value.startsWith('https://')) return [];
  if (!URL.canParse(value)) return [`${file}: publicUrl: is not a URL`];
  const { hostname } = new URL(value);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  return loopback ? [] : [`${file}: publicUrl: must be https; plain http is for loopback addresses only`];
}

function assemble(
  values: ReadonlyMap<SettingKey, Value>,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): HubConfig {
  const text = (key: SettingKey): string => String(values.get(key));
  const number = (key: SettingKey): number => Number(values.get(key));
  const path = (key: SettingKey): string => resolve(folder, text(key));
  const store = environment['HUB_STORE'] ?? text('store');
  return {
    publicUrl: text('publicUrl'),
    listen: { host: text('listen.host'), port: number('listen.port') },
    trustedProxies: values.get('trustedProxies') as readonly string[],
    store: store.startsWith('embedded:')
      ? `embedded:${resolve(folder, store.slice('embedded:'.length))}`
      : store,
    keys: {
      signingKey: path('keys.signingKey'),
      signingCertificate: path('keys.signingCertificate'),
      decryptionKey: path('keys.decryptionKey'),
      decryptionCertificate: path('keys.decryptionCertificate'),
      dataKeys: path('keys.dataKeys'),
      allowWorldReadable: values.get('keys.allowWorldReadable') === true,
    },
    session: {
      idleMinutes: number('session.idleMinutes'),
      absoluteMinutes: number('session.absoluteMinutes'),
    },
    legacyIds: { pidBlock: text('legacyIds.pidBlock'), ridBlock: text('legacyIds.ridBlock') },
    organisation: {
      name: text('organisation.name'),
      technicalContact: text('organisation.technicalContact'),
    },
  };
}
