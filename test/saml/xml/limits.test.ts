/** What one document may cost: security.md X9, X10 and section 16. */
import { describe, expect, it } from '@jest/globals';
import { canonicalize, parseXml, parseXmlBytes } from '../../../src/saml/xml/index.ts';
import { duration, refusalIn, refusalOf } from './refused.ts';

const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
const attributes = (count: number) => Array.from({ length: count }, (_, i) => ` a${i}="x"`).join('');
const declarations = (count: number) =>
  Array.from({ length: count }, (_, i) => ` xmlns:p${i}="urn:x"`).join('');

describe('limits of one document', () => {
  it.each([
    ['depth 60', nested(60), nested(61), 'nested too deep'],
    [
      '5,000 elements',
      `<a>${'<b/>'.repeat(4_999)}</a>`,
      `<a>${'<b/>'.repeat(5_000)}</a>`,
      'too many elements',
    ],
    ['60 attributes an element', `<a${attributes(60)}/>`, `<a${attributes(61)}/>`, 'too many attributes'],
    [
      '200 namespace declarations',
      `<a${declarations(200)}/>`,
      `<a${declarations(201)}/>`,
      'too many namespace declarations',
    ],
    ['500 characters of a name', `<${'a'.repeat(500)}/>`, `<${'a'.repeat(501)}/>`, 'name'],
    [
      '500 characters of a namespace',
      `<a xmlns="urn:${'a'.repeat(496)}"/>`,
      `<a xmlns="urn:${'a'.repeat(497)}"/>`,
      'namespace name',
    ],
    [
      '1,000,000 characters',
      `<a>${'x'.repeat(999_993)}</a>`,
      `<a>${'x'.repeat(999_994)}</a>`,
      'document too large',
    ],
  ])('takes %s and not one more', (_title, most, more, reason) => {
    expect(refusalOf(most)).toBeUndefined();
    expect(refusalOf(more)).toBe(reason);
  });

  it('counts the declarations of the whole document, not of one element', () => {
    const one = '<b xmlns:p="urn:x"/>';
    expect(refusalOf(`<a>${one.repeat(200)}</a>`)).toBeUndefined();
    expect(refusalOf(`<a>${one.repeat(201)}</a>`)).toBe('too many namespace declarations');
  });

  it('can be tightened by the caller, in text and in bytes', () => {
    expect(refusalOf('<a><b/></a>', { depth: 1 })).toBe('nested too deep');
    expect(refusalOf('<abc/>', { size: 5 })).toBe('document too large');
    expect(refusalIn(() => parseXmlBytes(Buffer.from('<a>12345678901</a>'), { size: 5 }))).toBe(
      'document too large',
    );
  });
});

describe('time, on the largest documents there may be', () => {
  const size = 999_000;
  it.each([
    ['open tags without end', '<a>'.repeat(size / 3)],
    ['end tags without start', '<a>' + '</a>'.repeat(size / 5)],
    ['one start tag of attributes', `<a${' b="x"'.repeat(size / 6)}/>`],
    ['one start tag of the same declaration', `<a${' xmlns:b="urn:x"'.repeat(size / 16)}/>`],
    ['a namespace name that almost fits', `<a xmlns="urn:${'a/'.repeat(size / 2 - 20)} "/>`],
    ['a name without end', '<' + 'a'.repeat(size)],
    ['white space without end', '<a' + ' '.repeat(size)],
    ['white space in a declaration', '<?xml' + ' '.repeat(size)],
    ['ampersands', `<a>${'&'.repeat(size)}</a>`],
    ['references', `<a>${'&#38;'.repeat(size / 5 - 10)}</a>`],
    ['CDATA', `<a>${'<![CDATA[x]]>'.repeat(size / 13 - 10)}</a>`],
    ['CDATA without end', `<a>${'<![CDATA['.repeat(size / 9 - 10)}</a>`],
    ['brackets', `<a>${']'.repeat(size - 10)}</a>`],
    ['carriage returns', `<a>${'\r'.repeat(size - 10)}</a>`],
    [
      '5,000 elements with 100 declarations in scope',
      `<a${declarations(100)}>${`<p9:b p5:c="1"></p9:b>`.repeat(4_900)}</a>`,
    ],
  ])('is read or refused, and canonicalised, within a second: %s', (_title, xml) => {
    const spent = duration(() => refusalIn(() => canonicalize(parseXml(xml))));
    expect(spent).toBeLessThan(1_000);
  });

  it('refuses to canonicalise to more than 4 MB, where one declaration is repeated by every element', () => {
    const uri = `urn:${'x'.repeat(490)}`;
    const many = Array.from({ length: 30 }, (_, i) => ` xmlns:p${i}="${uri}${i}"`).join('');
    const each = `<b${Array.from({ length: 30 }, (_, i) => ` p${i}:v="1"`).join('')}/>`;
    const root = parseXml(`<a${many}>${each.repeat(1_000)}</a>`);
    let reason: string | undefined;
    expect(duration(() => (reason = refusalIn(() => canonicalize(root))))).toBeLessThan(1_000);
    expect(reason).toBe('canonical form too large');
  });
});
