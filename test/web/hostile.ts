import fc from 'fast-check';

/** Names of the tags of a document, in order: what hostile values must not be able to change. */
export const tagNames = (document: string): readonly string[] =>
  [...document.matchAll(/<(\/?[A-Za-z!][^\s>]*)/g)].map(([, name = '']) => name.toLowerCase());

/** Attribute names of all tags; a value that broke out of its quotes would add to them. */
export const attributeNames = (document: string): readonly string[] =>
  [...document.matchAll(/<[A-Za-z][^\s>]*((?:\s+[^\s"=>]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap(
    ([, list = '']) => [...list.matchAll(/\s+([^\s"=>]+)(?:="[^"]*")?/g)].map(([, name = '']) => name),
  );

/** Strings made of what breaks out of text, attributes, comments, scripts and styles. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        '</title><svg/onload=alert(1)>',
        '<!--',
        '-->',
        ']]>',
        '&lt;b&gt;',
        '&#x3c;b&#x3e;',
        '`${7*7}`',
        'javascript:alert(1)',
        '\u2028',
        '\u202e',
        '\0',
        '\r\n',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));
