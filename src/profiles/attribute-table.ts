import { type AttributeName } from '../domain/login/index.ts';
import { HubError } from '../kernel/errors.ts';

/** An attribute as the hub's metadata announces it (metadata 2.4.3, SAML core 2.7.3.1). */
export interface AnnouncedAttribute {
  readonly name: string;
  readonly friendlyName: string;
  readonly nameFormat: string;
}

/** An attribute as an assertion carries it: one string per AttributeValue. */
export interface WrittenAttribute extends AnnouncedAttribute {
  readonly values: readonly string[];
}

/** The attributes of one dialect: wire name <-> neutral name, and how one is written. */
export interface AttributeTable {
  readonly wireNames: ReadonlyMap<AttributeName, string>;
  /** All of the dialect's attributes, those without a neutral name first. */
  readonly announced: readonly AnnouncedAttribute[];
  /** The neutral name of a wire name as metadata or an assertion spells it; undefined if the dialect has none. */
  neutralName(wireName: string): AttributeName | undefined;
  /** @throws HubError INTERNAL if the dialect has no such attribute */
  write(wireName: string, values: readonly string[]): WrittenAttribute;
}

interface TableSource {
  readonly nameFormat: string;
  /** Attributes without a neutral name: versions, levels, composed identifiers. */
  readonly always: readonly { readonly name: string; readonly friendlyName: string }[];
  readonly rows: readonly (readonly [neutral: AttributeName, name: string, friendlyName: string])[];
  /** Names that partners are known to spell in other letter case. */
  readonly anyCase?: readonly AttributeName[];
}

/** What there is to say: neither absent nor empty. */
export function saidValues(values: readonly (string | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined).filter((value) => value !== '');
}

export function attributeTable(source: TableSource): AttributeTable {
  const { nameFormat } = source;
  const announced = [
    ...source.always.map((row) => ({ ...row, nameFormat })),
    ...source.rows.map(([, name, friendlyName]) => ({ name, friendlyName, nameFormat })),
  ];
  const byName = new Map(announced.map((row) => [row.name, row]));
  const neutral = new Map(source.rows.map(([name, wire]) => [wire, name]));
  const anyCase = new Map(
    source.rows
      .filter(([name]) => source.anyCase?.includes(name))
      .map(([name, wire]) => [wire.toLowerCase(), name]),
  );
  return {
    wireNames: new Map(source.rows.map(([name, wire]) => [name, wire])),
    announced,
    neutralName: (wireName) => neutral.get(wireName) ?? anyCase.get(wireName.toLowerCase()),
    write(wireName, values) {
      const row = byName.get(wireName);
      if (!row) throw new HubError('INTERNAL', `no attribute ${wireName} in this dialect`);
      return { ...row, values };
    },
  };
}
