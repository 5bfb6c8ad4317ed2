/**
 * Random XML for oracle tests: well-formed documents within what the reader takes, and mutations that are mostly broken.
 * The same seed gives the same documents.
 */
export type Die = (sides: number) => number;

/** mulberry32: small, fast, good enough to pick with. */
export function seededDie(seed: number): Die {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

const uris = ['urn:a', 'urn:b', 'http://c.example/?x=1', 'urn:d:%C3%A6', 'https://e.example:8443/f#g'];
const prefixes = ['', 'p', 'q', 'xs', 'a1'];
const names = ['A', 'bee', 'C-d', 'e.f', '_g', 'Ær', 'ID', 'id'];
const texts = [
  ...[
    'x',
    ' ',
    '\n',
    '\t',
    '&amp;',
    '&lt;',
    '&gt;',
    '>',
    '"',
    "'",
    '&quot;',
    '&apos;',
    '&#13;',
    '&#x9;',
    '&#10;',
  ],
  ...[
    'æøå',
    '\u{1F600}',
    '\r\n',
    '\r',
    ']]',
    '<![CDATA[ <&> ]]>',
    '<![CDATA[]]>',
    'some longer text',
    '\u2028',
    '\u0085',
  ],
];

type Scope = ReadonlyMap<string, string>;

/** One well-formed document: no comment, processing instruction or DOCTYPE. */
export function randomDocument(die: Die): string {
  return prologue(die) + element(die, 3, new Map([['', '']]));
}

function prologue(die: Die): string {
  const starts = [
    '',
    '',
    '',
    '<?xml version="1.0"?>',
    "<?xml version='1.0' encoding='utf-8'?>\r\n",
    '\uFEFF',
    '\n',
  ];
  return pick(die, starts);
}

function element(die: Die, depth: number, around: Scope): string {
  const { scope, declarations } = declare(die, around);
  const usable = [...scope].filter(([p, uri]) => p === '' || uri !== '').map(([p]) => p);
  const name = qualified(pick(die, usable), pick(die, names));
  const all = shuffle(die, [...attributes(die, scope, usable), ...declarations]).join(
    pick(die, ['', '', ' ', '\n']),
  );
  if (die(6) === 0) return `<${name}${all}/>`;
  let content = '';
  for (let i = die(5); i > 0; i--)
    content += depth > 0 && die(2) ? element(die, depth - 1, scope) : pick(die, texts);
  return `<${name}${all}>${content.replaceAll(']]>', ']]&gt;').replaceAll(/(<!\[CDATA\[[^]*?)\]\]&gt;/g, '$1]]>')}</${name}${die(9) ? '' : ' '}>`;
}

function declare(die: Die, around: Scope): { scope: Scope; declarations: string[] } {
  const scope = new Map(around);
  const declarations: string[] = [];
  for (const prefix of prefixes) {
    if (die(5) !== 0) continue;
    const uri = prefix === '' && die(3) === 0 ? '' : pick(die, uris);
    scope.set(prefix, uri);
    declarations.push(prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}='${uri}'`);
  }
  return { scope, declarations };
}

function attributes(die: Die, scope: Scope, usable: readonly string[]): string[] {
  const made = new Map<string, string>();
  for (let i = die(4); i > 0; i--) {
    const prefix = pick(die, ['', ...usable.filter((p) => p !== '')]);
    const local = pick(die, names);
    const quote = pick(die, ['"', "'"]);
    made.set(
      `${prefix === '' ? '' : scope.get(prefix)} ${local}`,
      ` ${qualified(prefix, local)}=${quote}${value(die, quote)}${quote}`,
    );
  }
  if (die(12) === 0) made.set('xml lang', ' xml:lang="da"');
  return [...made.values()];
}

function value(die: Die, quote: string): string {
  const fit = texts.filter((text) => !text.includes('<') && !text.includes(quote));
  return Array.from({ length: die(4) }, () => pick(die, fit)).join('');
}

const fragments = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '=',
    ' ',
    ':',
    '<!--',
    '-->',
    '<!-- c -->',
    '<![CDATA[',
    ']]>',
    '<?x ?>',
    '<!DOCTYPE a>',
  ],
  ...[
    '&x;',
    '&#0;',
    '&#xD800;',
    '&amp',
    'xmlns=""',
    ' xmlns:p="u"',
    ' xmlns:p=""',
    ' xmlns:xml="urn:a"',
    ' xml:id="1"',
  ],
  ...[
    '\u0000',
    '\u0001',
    '\u000B',
    '\uFFFE',
    '\uD800',
    '\u00A0',
    '\u3000',
    '</a>',
    '<a>',
    '<a/>',
    '<p:a/>',
    ' x="1" x="2"',
  ],
  ...['%', '%2', '[', '#', '//', '&amp;', '?', '@'],
];

/** One to three cuts, insertions or moves in a document. */
export function mutated(die: Die, document: string): string {
  let text = document;
  for (let times = 1 + die(3); times > 0; times--) {
    const at = die(text.length + 1);
    const from = die(text.length + 1);
    switch (die(3)) {
      case 0:
        text = text.slice(0, at) + pick(die, fragments) + text.slice(at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + 1 + die(3));
        break;
      default:
        text = text.slice(0, at) + text.slice(from, from + die(20)) + text.slice(at);
    }
  }
  return text;
}

export function pick<T>(die: Die, from: readonly T[]): T {
  return from[die(from.length)] as T;
}

function shuffle<T>(die: Die, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = die(i + 1);
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}

function qualified(prefix: string, local: string): string {
  return prefix === '' ? local : `${prefix}:${local}`;
}
