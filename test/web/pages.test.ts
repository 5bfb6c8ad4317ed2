import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { errorCodes, errorTable, type ErrorCode } from '../../src/kernel/error-table.ts';
import {
  autoSubmitPage,
  chooseIdpPage,
  errorPage,
  frontPage,
  languages,
  onwardPage,
  startPage,
  texts,
  type Frame,
} from '../../src/web/index.ts';
import { attributeNames, hostileText, tagNames } from './hostile.ts';

const frame = (language: 'da' | 'en'): Frame => ({ language, demo: true, returnTo: '/login/1' });
const both = (text: string) => ({ da: text, en: text });

/** Every page with one text put into every field that can hold a partner's or a person's text. */
const pagesWith: Readonly<Record<string, (text: string, frame: Frame) => string>> = {
  'choose-idp': (text, f) =>
    chooseIdpPage(
      {
        flowId: text.toWellFormed(),
        formToken: text,
        service: both(text),
        choices: [{ id: text, name: both(text), leg: 'mitid' }],
      },
      f,
    ),
  'auto-submit': (text, f) =>
    autoSubmitPage(
      {
        action: `https://sp.example/acs?x=${encodeURIComponent(text.toWellFormed())}`,
        fields: [[text, text]],
        to: 'service',
        partner: both(text),
      },
      f,
    ),
  onward: (text, f) => onwardPage({ location: `https://idp.example/?q=${text}` }, f),
  error: (text, f) =>
    errorPage({ code: 'INTERNAL', reference: text, facts: { [`a${text}`]: text }, service: both(text) }, f),
  start: (text, f) =>
    startPage(
      {
        groups: [
          {
            title: both(text),
            links: [{ href: `http://127.0.0.2/?${text}`, title: both(text), description: both(text) }],
          },
        ],
      },
      f,
    ),
};

describe('no value can add a tag or an attribute to a page (security.md B5)', () => {
  it.each(Object.entries(pagesWith))('%s', (_name, page) => {
    const plain = page('plain', frame('da'));
    fc.assert(
      fc.property(hostileText, (text) => {
        const document = page(text, frame('da'));
        expect(tagNames(document)).toEqual(tagNames(plain));
        expect(attributeNames(document)).toEqual(attributeNames(plain));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('would notice a value that got in unescaped', () => {
    const broken = pagesWith['error']!('MARK', frame('da')).replace('MARK', '<script>alert(1)</script>');
    expect(tagNames(broken)).not.toEqual(tagNames(pagesWith['error']!('MARK', frame('da'))));
    const escaped = pagesWith['onward']!('MARK', frame('da')).replace('MARK', '" onload="x');
    expect(attributeNames(escaped)).not.toEqual(attributeNames(pagesWith['onward']!('MARK', frame('da'))));
  });
});

describe('every page', () => {
  const all = (language: 'da' | 'en'): [string, string][] => [
    ...Object.entries(pagesWith).map(([name, page]): [string, string] => [name, page('x', frame(language))]),
    ['front', frontPage(frame(language))],
  ];

  it.each([...all('da'), ...all('en')])(
    '%s: has one h1, a skip link to main, a title, no inline code',
    (_, page) => {
      expect(page).toMatch(/^<!doctype html>/);
      expect(page.match(/<h1[ >]/g)).toHaveLength(1);
      expect(page).toContain('href="#main-content"');
      expect(page).toMatch(/<main[^>]* id="main-content"/);
      expect(page).toMatch(/<title>[^<]+ – (Fælles login|Shared login)<\/title>/);
      expect(page).toContain('name="viewport" content="width=device-width, initial-scale=1"');
      expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?! src="\/static\/)/);
    },
  );

  it.each(languages)('says its language: %s', (language) => {
    for (const [, page] of all(language)) expect(page).toContain(`<html lang="${language}">`);
  });

  it('offers the other language where the page can be asked for again, and nowhere else', () => {
    expect(frontPage({ language: 'da', demo: false, returnTo: '/' })).toContain('href="/language/en?to=%2F"');
    expect(frontPage({ language: 'da', demo: false })).not.toContain('/language/');
  });

  it('says in the demonstration box that everything is made up, and nowhere else', () => {
    expect(frontPage({ language: 'da', demo: true })).toContain(texts.da.demoNotice);
    expect(frontPage({ language: 'da', demo: false })).not.toContain(texts.da.demoNotice);
  });
});

describe('the page of an error', () => {
  const page = (code: ErrorCode, language: 'da' | 'en') =>
    errorPage({ code, reference: 'AAAA-BBBB-CCCC', facts: {} }, { language, demo: false });

  it.each(errorCodes)(
    '%s: code, reference, what happened, what to do, whose turn; both languages',
    (code) => {
      for (const language of languages) {
        const text = texts[language];
        const plain = page(code, language).replaceAll('&#39;', "'").replace(/\s+/g, ' ');
        for (const wanted of [
          code,
          'AAAA-BBBB-CCCC',
          text.errors[code].title,
          text.errors[code].what,
          text.errors[code].todo,
          text.error.turns[errorTable[code].turn],
          texts[language === 'da' ? 'en' : 'da'].errors[code].what,
        ]) {
          expect(plain).toContain(wanted);
        }
      }
    },
  );

  it('folds the technical part away, and has none where there are no facts', () => {
    const facts = { acs: 'https://sp.example/other' };
    const withFacts = errorPage({ code: 'ACS_MISMATCH', reference: 'R', facts }, frame('da'));
    expect(withFacts).toMatch(/<details class="details">/);
    expect(page('ACS_MISMATCH', 'da')).not.toContain('<details');
  });

  it('names the service where the person can start again', () => {
    const service = { da: 'Skat', en: 'Tax' };
    const document = errorPage({ code: 'FLOW_EXPIRED', reference: 'R', facts: {}, service }, frame('en'));
    expect(document.replace(/<[^>]+>/g, '')).toContain('You can start again at Tax.');
  });
});

describe('texts', () => {
  const leaves = (value: object, path = ''): [string, string][] =>
    Object.entries(value).flatMap(([key, inner]): [string, string][] =>
      typeof inner === 'string' ? [[`${path}${key}`, inner]] : leaves(inner as object, `${path}${key}.`),
    );
  /** Words that are the same in both languages. */
  const same = new Set(['chooseIdp.use.after', 'chooseIdp.lead.after']);

  it.each(languages)('%s: none is empty except after a name', (language) => {
    for (const [path, text] of leaves(texts[language])) {
      if (!path.endsWith('.after')) expect([path, text.trim()]).not.toEqual([path, '']);
    }
  });

  it('have been translated: no sentence is the same in both', () => {
    const english = new Map(leaves(texts.en));
    const untranslated = leaves(texts.da).filter(
      ([path, text]) => english.get(path) === text && text.length > 3 && !same.has(path),
    );
    expect(untranslated).toEqual([]);
  });

  it('have every error code of the table, and no other', () => {
    for (const language of languages) {
      expect(Object.keys(texts[language].errors).sort()).toEqual([...errorCodes].sort());
    }
  });

  it('tell attackers nothing: from decryption to signature one text (security.md 2)', () => {
    expect(texts.en.errors.RESPONSE_REFUSED.what).not.toMatch(/decrypt|signature|key|cipher|padding/i);
    expect(texts.da.errors.RESPONSE_REFUSED.what).not.toMatch(/krypt|underskrift|nøgle/i);
  });
});
