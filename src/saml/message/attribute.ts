import {
  attribute,
  attributeNs,
  childrenOf,
  el,
  NS,
  textOf,
  type Prefix,
  type XmlElement,
  type XmlNode,
} from '../xml/index.ts';
import { present } from './present.ts';
import { checkContent, identifierAttribute, MessageRefused } from './structure.ts';
import type { Attribute } from './types.ts';

/** Limits of security.md 16; characters are UTF-16 code units. */
const mostAttributes = 100;
const longestValue = 2_000;
const longestToken = 256 * 1024;

export interface AttributeLimits {
  /** Names whose values are tokens (privileges, bootstrap token): up to 256 kB, line breaks allowed. */
  readonly tokens?: ReadonlySet<string>;
}

/**
 * Reads an AttributeStatement (SAML core 2.7.3): plain texts only. Refused are values that hold elements, control
 * characters, two Attributes of one name (one of them could be an impostor: security.md R16), EncryptedAttribute.
 * A value marked xsi:nil is left out, as OIOSAML.Java does. Throws MessageRefused.
 */
export function readAttributes(statement: XmlElement, limits: AttributeLimits): Attribute[] {
  checkContent(statement, { ns: NS.saml, children: { Attribute: 'any number' } });
  const elements = childrenOf(statement, NS.saml, 'Attribute');
  if (elements.length > mostAttributes) throw new MessageRefused(`over ${mostAttributes} attributes`);
  const attributes = elements.map((element) => readAttribute(element, limits));
  if (new Set(attributes.map(({ name }) => name)).size !== attributes.length) {
    throw new MessageRefused('two attributes of one name');
  }
  return attributes;
}

function readAttribute(element: XmlElement, limits: AttributeLimits): Attribute {
  checkContent(element, { ns: NS.saml, children: { AttributeValue: 'any number' } });
  const name = identifierAttribute(element, 'Name');
  if (name === undefined) throw new MessageRefused('Attribute without Name');
  const isToken = limits.tokens?.has(name) ?? false;
  return present({
    name,
    nameFormat: attribute(element, 'NameFormat'),
    friendlyName: attribute(element, 'FriendlyName'),
    values: childrenOf(element, NS.saml, 'AttributeValue')
      .filter((value) => !isNil(value))
      .map((value) => readValue(value, isToken)),
  });
}

function isNil(value: XmlElement): boolean {
  const nil = attributeNs(value, NS.xsi, 'nil');
  return nil === 'true' || nil === '1';
}

function readValue(value: XmlElement, isToken: boolean): string {
  const text = textOf(value);
  if (text.length > (isToken ? longestToken : longestValue))
    throw new MessageRefused('attribute value too long');
  const odd = isToken ? /[^\P{Cc}\r\n\t]/u : /\p{Cc}/u;
  if (odd.test(text)) throw new MessageRefused('control character in an attribute value');
  return text;
}

/** Prefixes that only the types of attribute values use: whatever is signed around an assertion must keep them. */
export const valuePrefixes: readonly Prefix[] = ['xs', 'xsi'];

/**
 * The AttributeStatement; every value a string and marked so, since clients look at the type (oiosaml.md 8 rows 28, 29).
 * `valuePrefixes` must be declared by the Assertion.
 */
export function attributeStatementNode(attributes: readonly Attribute[]): XmlNode {
  return el('saml:AttributeStatement', {}, attributes.map(attributeNode));
}

function attributeNode({ name, nameFormat, friendlyName, values }: Attribute): XmlNode {
  return el(
    'saml:Attribute',
    { Name: name, NameFormat: nameFormat, FriendlyName: friendlyName },
    values.map((value) => el('saml:AttributeValue', { 'xsi:type': 'xs:string' }, [value])),
  );
}
