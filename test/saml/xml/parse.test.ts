/** What the reader makes of a document, and every kind it refuses: security.md section 3. */
import { describe, expect, it } from '@jest/globals';
import {
  attribute,
  attributeNs,
  childrenOf,
  descendants,
  NS,
  onlyChild,
  optionalChild,
  parseXml,
  parseXmlBytes,
  textOf,
} from '../../../src/saml/xml/index.ts';
import { responseText } from '../samples.ts';
import { duration, refusalIn, refusalOf } from './refused.ts';

describe('reading', () => {
  it.each([
    ['entities', '<a>&amp;&lt;&gt;&quot;&apos;</a>', '&<>"\''],
    ['character references', '<a>&#229;&#xE6;&#x1F600;</a>', 'åæ\u{1F600}'],
    ['line ends as line feeds', '<a>1\r\n2\r3\n4</a>', '1\n2\n3\n4'],
    ['a carriage return that is a reference', '<a>&#13;\r\n</a>', '\r\n'],
    ['CDATA as text', '<a><![CDATA[<b>&amp;]]></a>', '<b>&amp;'],
    [
      'text and CDATA as one, never cut (security.md X7)',
      '<a>admin<![CDATA[]]>@evil.example</a>',
      'admin@evil.example',
    ],
    ['white space as it is', '<a> \t\n</a>', ' \t\n'],
    ['nothing', '<a/>', ''],
  ])('gives %s', (_title, xml, text) => {
    expect(textOf(parseXml(xml))).toBe(text);
  });

  it.each([
    ['white space in an attribute as blanks', '<a v="1\t2\n3\r\n4"/>', '1 2 3 4'],
    ['white space that is a reference as it is', '<a v="&#9;&#10;&#13;"/>', '\t\n\r'],
    ['the other quote', `<a v='"'/>`, '"'],
    ['white space around the equals sign', '<a v = "x" />', 'x'],
  ])('gives %s', (_title, xml, value) => {
    expect(attribute(parseXml(xml), 'v')).toBe(value);
  });

  it.each([
    '\uFEFF<a/>',
    '<?xml version="1.0"?><a/>',
    "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<a/>\n",
  ])('takes what may stand around the root: %j', (xml) => {
    expect(parseXml(xml).local).toBe('a');
  });

  it('resolves prefixes in the scope where they stand', () => {
    const root = parseXml(
      '<p:a xmlns:p="urn:1" xmlns="urn:d"><p:b xmlns:p="urn:2" p:x="1" x="2"/><c xmlns=""/></p:a>',
    );
    const [b, c] = [...descendants(root)].slice(1);
    expect([root.ns, b?.ns, c?.ns]).toEqual(['urn:1', 'urn:2', '']);
    expect([b && attribute(b, 'x'), b && attributeNs(b, 'urn:2', 'x')]).toEqual(['2', '1']);
    expect(b?.parent).toBe(root);
  });

  it('finds a child by its expanded name only (security.md W13)', () => {
    const xml = `<s:a xmlns:s="${NS.saml}"><Issuer xmlns="urn:x"/><s:Issuer>1</s:Issuer><s:b><s:Issuer/></s:b></s:a>`;
    const root = parseXml(xml);
    expect(childrenOf(root, NS.saml, 'Issuer').map(textOf)).toEqual(['1']);
    expect(textOf(onlyChild(root, NS.saml, 'Issuer'))).toBe('1');
    expect(optionalChild(root, NS.saml, 'Subject')).toBeUndefined();
  });

  it('refuses none and two where one belongs, and text where elements are', () => {
    const root = parseXml('<a><b/><b/>x</a>');
    expect(refusalIn(() => onlyChild(root, '', 'c'))).toBe('a has 0 c where one belongs');
    expect(refusalIn(() => onlyChild(root, '', 'b'))).toBe('a has 2 b where one belongs');
    expect(refusalIn(() => optionalChild(root, '', 'b'))).toBe('a has 2 b');
    expect(refusalIn(() => textOf(root))).toBe('a holds elements');
  });

  it('reads a fragment in the scope of the element it was encrypted in', () => {
    const around = parseXml('<r xmlns:p="urn:p"><e/></r>');
    expect(refusalOf('<p:a/>')).toBe('prefix not declared');
    expect(parseXml('<p:a/>', {}, around).ns).toBe('urn:p');
  });
});

describe('DOCTYPE, whatever is in it (security.md X1, X2, X3)', () => {
  const bomb = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
  it.each([
    ['empty', '<!DOCTYPE a><a/>'],
    ['an external entity of a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an external entity of a server', '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]><a>&x;</a>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/">%x;]><a/>'],
    ['an external subset', '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>'],
    ['a bomb', `<!DOCTYPE a [<!ENTITY e0 "ha">${bomb}]><a>&e9;</a>`],
    ['a default for ID', '<!DOCTYPE a [<!ATTLIST a ID CDATA "_x">]><a/>'],
    ['an ID type', '<!DOCTYPE a [<!ATTLIST a other ID #IMPLIED>]><a other="_x"/>'],
    ['an ID from an entity', '<!DOCTYPE a [<!ENTITY i "_x">]><a ID="&i;"/>'],
    ['after an XML declaration', '<?xml version="1.0"?>\n<!DOCTYPE a><a/>'],
    ['in lower case', '<!doctype a><a/>'],
    ['inside', '<a><!DOCTYPE a></a>'],
    ['behind', '<a/><!DOCTYPE a>'],
  ])('refuses one that is or holds %s, at once', (_title, xml) => {
    let reason: string | undefined;
    expect(duration(() => (reason = refusalOf(xml)))).toBeLessThan(200);
    expect(reason).toBe('DOCTYPE or other declaration');
  });
  it.each([
    '<a>&x;</a>',
    '<a v="&x;"/>',
    '<a>&constructor;</a>',
    '<a>&nbsp;</a>',
    '<a>&;</a>',
    '<a>&amp</a>',
  ])('refuses an entity nobody declared, without a DOCTYPE: %s', (xml) => {
    expect(refusalOf(xml)).toMatch(/unknown entity|bare ampersand/);
  });
});

describe('more than one root (security.md X4)', () => {
  it.each([
    ['two roots', '<a/><b/>', 'second root element'],
    ['two roots with white space between', '<a></a>\n<a></a>', 'second root element'],
    ['text before', 'x<a/>', 'text outside the root element'],
    ['text behind', '<a/>x', 'text outside the root element'],
    ['a reference behind', '<a/>&#32;', 'text outside the root element'],
    ['a no-break space behind', '<a/>\u00A0', 'text outside the root element'],
    ['CDATA behind', '<a/><![CDATA[x]]>', 'CDATA'],
    ['nothing at all', '', 'document ends early'],
    ['white space only', ' \n', 'document ends early'],
    ['a mark inside the declaration', '<?xml version="1.0"?>\uFEFF<a/>', 'text outside the root element'],
    ['white space before the declaration', ' <?xml version="1.0"?><a/>', 'processing instruction'],
  ])('refuses %s', (_title, xml, reason) => {
    expect(refusalOf(xml)).toBe(reason);
  });
});

describe('not well-formed (security.md X5)', () => {
  it.each([
    ...[
      '<a>',
      '</a>',
      '<a></b>',
      '<a><b></a></b>',
      '<a',
      '<a ',
      '<a/',
      '<',
      '<a></a ',
      '<a></a\u00A0>',
      '<a></ab>',
    ],
    ...['<a v=x/>', '<a v/>', '<a v="x/>', '<a v="x"w="y"/>', '<a v="<"/>', '<a v="1" v="2"/>', '<a ="x"/>'],
    ...['< a/>', '<1a/>', '<a:/>', '<:a/>', '<a:b:c xmlns:a="urn:a"/>', '<a!/>', '<-a/>', '<\u{10400}/>'],
    ...['<p:a/>', '<a p:v="x"/>', '<a xmlns:p=""/>', '<a xmlns:p="urn:p" xmlns:p="urn:q"/>', '<xmlns:a/>'],
    ...[
      '<a xmlns:p="urn:x" xmlns:q="urn:x" p:v="1" q:v="2"/>',
      '<a xmlns:xml="urn:x"/>',
      '<a xmlns:xmlns="urn:x"/>',
    ],
    ...['<a xmlns="http://www.w3.org/2000/xmlns/"/>', `<a xmlns:q="${NS.xml}"/>`, '<a xmlns="relative"/>'],
    ...[
      '<a xmlns="urn:a b"/>',
      '<a xmlns="urn:a&amp;b"/>',
      '<a xmlns="http://[::1"/>',
      '<a xmlns="urn:%zz"/>',
    ],
    ...[
      '<a>]]></a>',
      '<a>&</a>',
      '<a>& </a>',
      '<a>&#0;</a>',
      '<a>&#xFFFE;</a>',
      '<a>&#xD800;</a>',
      '<a>&#x110000;</a>',
    ],
    ...[
      '<a>&#;</a>',
      '<a>&#x;</a>',
      '<a>&#99999999;</a>',
      '<a>\u0000</a>',
      '<a>\u000B</a>',
      '<a>\uFFFF</a>',
      '<a>\uD83D</a>',
    ],
    ...['<a><![CDATA[x</a>', '<a><![cdata[x]]></a>', '<![CDATA[x]]><a/>', '<a><!x></a>', '<!><a/>'],
  ])('refuses %j', (xml) => {
    expect(refusalOf(xml)).toEqual(expect.any(String));
  });
});

describe('encodings (security.md X6)', () => {
  const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);
  it('takes UTF-8, with or without a byte order mark', () => {
    expect(textOf(parseXmlBytes(bytes('<a>æ\u{1F600}</a>', 'utf8')))).toBe('æ\u{1F600}');
    expect(textOf(parseXmlBytes(bytes('\uFEFF<a>æ</a>', 'utf8')))).toBe('æ');
  });
  it.each([
    ['UTF-16LE with its mark', bytes('\uFEFF<a/>', 'utf16le')],
    ['UTF-16BE with its mark', bytes('\uFEFF<a/>', 'utf16le').swap16()],
    ['UTF-16 without a mark', bytes('<a/>', 'utf16le')],
    ['Latin-1', bytes('<a>æ</a>', 'latin1')],
    ['an overlong form', Buffer.from([0x3c, 0x61, 0xc0, 0xaf, 0x3e])],
    [
      'a surrogate in UTF-8',
      Buffer.concat([bytes('<a>', 'utf8'), Buffer.from([0xed, 0xa0, 0x80]), bytes('</a>', 'utf8')]),
    ],
    ['UTF-7, which is text with plus signs', bytes('+ADw-a/+AD4-', 'latin1')],
  ])('refuses %s', (_title, document) => {
    expect(refusalIn(() => parseXmlBytes(document))).toEqual(expect.any(String));
  });
  it.each([
    'encoding="UTF-16"',
    'encoding="UTF-7"',
    'encoding="ISO-8859-1"',
    'encoding=""',
    'encoding=\'utf-8"',
  ])('refuses a declaration of %s', (encoding) => {
    expect(refusalOf(`<?xml version="1.0" ${encoding}?><a/>`)).toBe('XML declaration');
  });
  it.each(['1.1', '2.0', ''])('refuses XML version %j', (version) => {
    expect(refusalOf(`<?xml version="${version}"?><a/>`)).toBe('XML declaration');
  });
});

describe('comments and processing instructions (security.md X7, X8)', () => {
  it.each([
    ['a comment in text', '<a>admin<!-- -->@evil.example</a>', 'comment'],
    ['a comment before the root', '<!-- --><a/>', 'comment'],
    ['a comment behind the root', '<a/><!-- -->', 'comment'],
    ['a comment in an Issuer', responseText().replace('</saml:Issuer>', '<!---->$&'), 'comment'],
    ['an instruction in text', '<a>admin<?x ?>@evil.example</a>', 'processing instruction'],
    ['an instruction before the root', '<?xml-stylesheet href="x"?><a/>', 'XML declaration'],
    ['an instruction behind the root', '<a/><?x ?>', 'processing instruction'],
    ['a second XML declaration', '<a><?xml version="1.0"?></a>', 'processing instruction'],
  ])('refuses %s', (_title, xml, reason) => {
    expect(refusalOf(xml)).toBe(reason);
  });
  it('refuses xml:id, which only some verifiers take for an ID (security.md W12)', () => {
    expect(refusalOf('<a xml:id="x"/>')).toBe('xml:id');
    expect(refusalOf('<a xml:lang="da"/>')).toBeUndefined();
  });
});
