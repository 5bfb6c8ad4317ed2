import { HubError } from '../../kernel/errors.ts';
import type { ErrorCode } from '../../kernel/error-table.ts';
import { attribute, childrenOf, elementChildren, textOf, type XmlElement } from '../xml/index.ts';
import { parseInstant } from './instant.ts';

/**
 * Reads one message under one error code: whatever the XML layer or a rule below refuses becomes that HubError.
 * Any other error is a fault of ours and passes through.
 */
export function reading<T>(code: ErrorCode, read: () => T): T {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof MessageRefused || (failure as Error | undefined)?.name === 'XmlRefused') {
      throw new HubError(code, (failure as Error).message, {}, failure);
    }
    throw failure;
  }
}

/** A rule of a message's shape is broken. Never holds a value of the message. */
export class MessageRefused extends Error {}

/** How often a child may stand. */
export type Occurs = 'once' | 'at most once' | 'any number';

/** What an element may hold: `prefix-free name -> how often`, all of one namespace. */
export interface Content {
  readonly ns: string;
  readonly children: Readonly<Record<string, Occurs>>;
}

/**
 * Holds an element to its list of children: nothing but these, as often as said, and no text between them
 * (security.md 2 step 5). The order is left free.
 */
export function checkContent(element: XmlElement, ...contents: readonly Content[]): void {
  for (const child of element.children) {
    if (typeof child === 'string') {
      if (child.trim() !== '') throw new MessageRefused(`text between the children of ${element.local}`);
    } else if (
      !contents.some(({ ns, children }) => child.ns === ns && Object.hasOwn(children, child.local))
    ) {
      throw new MessageRefused(`${element.local} may not hold such a child`);
    }
  }
  for (const { ns, children } of contents) {
    for (const [local, occurs] of Object.entries(children)) {
      const count = childrenOf(element, ns, local).length;
      if ((occurs === 'once' && count !== 1) || (occurs === 'at most once' && count > 1)) {
        throw new MessageRefused(`${element.local} has ${count} ${local}`);
      }
    }
  }
}

/** The root has exactly this name, and no second attribute that another reader would take for its ID (security.md W12, W15). */
export function checkRoot(element: XmlElement, ns: string, local: string): void {
  if (element.ns !== ns || element.local !== local) throw new MessageRefused(`root is not ${local}`);
  const ids = element.attributes.filter((candidate) => candidate.local.toLowerCase() === 'id');
  const [id] = ids;
  if (ids.length !== 1 || id?.local !== 'ID' || id.ns !== '')
    throw new MessageRefused(`${local} needs one ID`);
}

/** Nothing of these expanded names stands deeper than where it was looked for. */
export function checkNoneBelow(
  elements: Iterable<XmlElement>,
  forbidden: (element: XmlElement) => boolean,
  detail: string,
): void {
  for (const element of elements) if (forbidden(element)) throw new MessageRefused(detail);
}

/** The value of an attribute that must be there. */
export function required(element: XmlElement, name: string): string {
  const value = attribute(element, name);
  if (value === undefined) throw new MessageRefused(`${element.local} without ${name}`);
  return value;
}

/** Text that identifies something: exact, not empty, without control characters. */
export function identifier(element: XmlElement): string {
  return clean(textOf(element), element.local);
}

/** The same of an attribute; undefined when the attribute is absent. */
export function identifierAttribute(element: XmlElement, name: string): string | undefined {
  const value = attribute(element, name);
  return value === undefined ? undefined : clean(value, name);
}

const longestIdentifier = 2_000;

function clean(text: string, of: string): string {
  if (text === '') throw new MessageRefused(`${of} is empty`);
  if (text.length > longestIdentifier)
    throw new MessageRefused(`${of} is over ${longestIdentifier} characters`);
  if (/\p{Cc}/u.test(text)) throw new MessageRefused(`${of} holds a control character`);
  return text;
}

/** A text of type xs:anyURI that is not compared to decide trust: surrounding blanks mean nothing (XML Schema 2, 4.3.6). */
export function looseUri(element: XmlElement): string {
  return textOf(element).trim();
}

/** xs:dateTime in UTC; undefined when the attribute is absent, a refusal when it is no instant. */
export function instantAttribute(element: XmlElement, name: string): number | undefined {
  const text = attribute(element, name);
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant === undefined) throw new MessageRefused(`${name} is no UTC instant`);
  return instant;
}

export function requiredInstant(element: XmlElement, name: string): number {
  required(element, name);
  return instantAttribute(element, name) as number;
}

const booleans = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** xs:boolean; undefined when the attribute is absent. */
export function booleanAttribute(element: XmlElement, name: string): boolean | undefined {
  const text = attribute(element, name);
  if (text === undefined) return undefined;
  const value = booleans.get(text);
  if (value === undefined) throw new MessageRefused(`${name} is no boolean`);
  return value;
}

/** A whole number of 0 to 65535 (xs:unsignedShort), digits only; undefined when the attribute is absent. */
export function numberAttribute(element: XmlElement, name: string): number | undefined {
  const text = attribute(element, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new MessageRefused(`${name} is no small number`);
  return Number(text);
}

/** The first element child of this name, of an element whose content was checked. */
export function child(element: XmlElement, ns: string, local: string): XmlElement | undefined {
  return elementChildren(element).find((candidate) => candidate.ns === ns && candidate.local === local);
}
