/** Exclusive C14N by the letter of the recommendations; oracle-libxml2.test.ts compares it at large. */
import { describe, expect, it } from '@jest/globals';
import { canonicalize, childrenOf, descendants, parseXml } from '../../../src/saml/xml/index.ts';
import { randomDocument, seededDie } from '../../support/random-documents.ts';

const canonical = (text: string, inclusivePrefixes: readonly string[] = []) =>
  canonicalize(parseXml(text), { inclusivePrefixes });

describe('canonical form (Canonical XML 1.0, section 1.1)', () => {
  it.each([
    ['drops the declaration and what is around the root', '\uFEFF<?xml version="1.0"?>\n<a/>\n', '<a></a>'],
    ['writes start and end tags', '<a><b /></a >', '<a><b></b></a>'],
    ['takes white space out of tags and leaves it in text', '<a  x = "1"\n> \n</a>', '<a x="1"> \n</a>'],
    ['quotes values with double quotes', "<a x='\"'/>", '<a x="&quot;"></a>'],
    ['replaces CDATA and references by their text', '<a><![CDATA[<&]]>&#65;&apos;</a>', "<a>&lt;&amp;A'</a>"],
    ['escapes text', '<a>&lt;&gt;&amp;"&#13;\t</a>', '<a>&lt;&gt;&amp;"&#xD;\t</a>'],
    ['escapes values', '<a x="&lt;>&amp;&#9;&#10;&#13;"/>', '<a x="&lt;>&amp;&#x9;&#xA;&#xD;"></a>'],
    [
      'sorts attributes by namespace, then name',
      '<a xmlns:q="urn:1" xmlns:p="urn:2" p:a="1" b="2" q:z="3" a="4"/>',
      '<a xmlns:p="urn:2" xmlns:q="urn:1" a="4" b="2" q:z="3" p:a="1"></a>',
    ],
    ['keeps xml:lang and does not declare xml', '<a xml:lang="da"/>', '<a xml:lang="da"></a>'],
  ])('%s', (_title, text, expected) => {
    expect(canonical(text)).toBe(expected);
  });
});

describe('namespaces (Exclusive XML Canonicalization 1.0, section 3)', () => {
  it.each([
    [
      'leaves out what is not visibly used',
      '<a xmlns="" xmlns:p="urn:p"><b>p:x</b></a>',
      '<a><b>p:x</b></a>',
    ],
    [
      'declares where used, in siblings again',
      '<a xmlns:p="urn:p"><p:b/><p:b/></a>',
      '<a><p:b xmlns:p="urn:p"></p:b><p:b xmlns:p="urn:p"></p:b></a>',
    ],
    [
      'does not repeat what an ancestor in the output declared',
      '<p:a xmlns:p="urn:p"><b xmlns:p="urn:p" p:c="1"/></p:a>',
      '<p:a xmlns:p="urn:p"><b p:c="1"></b></p:a>',
    ],
    [
      'declares again where the prefix changed',
      '<p:a xmlns:p="urn:p"><p:b xmlns:p="urn:q"><p:c xmlns:p="urn:p"/></p:b></p:a>',
      '<p:a xmlns:p="urn:p"><p:b xmlns:p="urn:q"><p:c xmlns:p="urn:p"></p:c></p:b></p:a>',
    ],
    [
      'undeclares the default namespace only where one was in the output',
      '<a xmlns="urn:a"><b xmlns=""/></a>',
      '<a xmlns="urn:a"><b xmlns=""></b></a>',
    ],
    [
      'does not use the default namespace for attributes',
      '<p:a xmlns:p="urn:p" xmlns="urn:d" x="1"/>',
      '<p:a xmlns:p="urn:p" x="1"></p:a>',
    ],
  ])('%s', (_title, text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('a PrefixList keeps what only values use, from the root down', () => {
    const text = '<a xmlns:xs="urn:xs" xmlns:q="urn:q"><b t="xs:x"/></a>';
    expect(canonical(text, ['xs'])).toBe('<a xmlns:xs="urn:xs"><b t="xs:x"></b></a>');
    expect(canonical(text, ['nobody', 'xml'])).toBe('<a><b t="xs:x"></b></a>');
  });
  it('#default in a PrefixList is the default namespace', () => {
    expect(canonical('<p:a xmlns:p="urn:p" xmlns="urn:d"/>', ['#default'])).toBe(
      '<p:a xmlns="urn:d" xmlns:p="urn:p"></p:a>',
    );
  });
});

describe('a part of a document', () => {
  const root = parseXml('<r xmlns:p="urn:p" xmlns:xs="urn:xs"><p:a><s>1</s>x<p:b/></p:a><p:c/></r>');
  const [a] = childrenOf(root, 'urn:p', 'a');
  if (a === undefined) throw new Error('no such element');

  it('brings along what it inherits, as far as it is used or listed', () => {
    expect(canonicalize(a)).toBe('<p:a xmlns:p="urn:p"><s>1</s>x<p:b></p:b></p:a>');
    expect(canonicalize(a, { inclusivePrefixes: ['xs'] })).toBe(
      '<p:a xmlns:p="urn:p" xmlns:xs="urn:xs"><s>1</s>x<p:b></p:b></p:a>',
    );
  });
  it('leaves out exactly the element named, and nothing beside it', () => {
    const [omit] = childrenOf(a, '', 's');
    if (omit === undefined) throw new Error('no such element');
    expect(canonicalize(a, { omit })).toBe('<p:a xmlns:p="urn:p">x<p:b></p:b></p:a>');
  });
});

it('canonical form is its own canonical form, and reads as the same elements, on 2,000 documents (security.md X12)', () => {
  const die = seededDie(20260305);
  const names = (text: string) => [...descendants(parseXml(text))].map(({ ns, local }) => `${ns} ${local}`);
  for (let i = 0; i < 2_000; i++) {
    const text = randomDocument(die);
    const once = canonical(text);
    expect(canonical(once)).toBe(once);
    expect(names(once)).toEqual(names(text));
  }
});
