import { describe, expect, it } from '@jest/globals';
import { escapeHtml, html, linkTarget } from '../../src/web/html.ts';

describe('the html template', () => {
  it('escapes every string, in text and in attributes (security.md B5)', () => {
    const value = `<b title="x">'&\``;
    expect(html`<p title="${value}">${value}</p>`.toString()).toBe(
      '<p title="&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#96;">&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#96;</p>',
    );
  });

  it('keeps what html made, joins lists, and leaves out undefined and false', () => {
    const items = ['a', '<'].map((item) => html`<i>${item}</i>`);
    expect(html`<p>${items}${undefined}${false}${0}</p>`.toString()).toBe('<p><i>a</i><i>&lt;</i>0</p>');
  });

  it('takes an object that only looks like SafeHtml for nothing safe', () => {
    const forged = { toString: () => '<script>' } as never;
    expect(() => html`${forged}`.toString()).toThrow(TypeError);
  });

  it('keeps line ends of a value, and replaces what HTML can’t carry', () => {
    expect(escapeHtml('a\r\nb')).toBe('a&#13;\nb');
    expect(escapeHtml('\0\ud800')).toBe('\ufffd\ufffd');
  });
});

describe('addresses in pages', () => {
  it.each(['https://sp.example/acs?a=1', 'http://127.0.0.2:8080/', '/login/1', '/', '#main-content'])(
    'takes %s',
    (address) => expect(linkTarget(address)).toBe(address),
  );

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'intent://x',
    '//evil.example',
    '/\\evil.example',
    '/ x',
    'relative',
    '',
  ])('refuses %j', (address) => expect(() => linkTarget(address)).toThrow(TypeError));
});
