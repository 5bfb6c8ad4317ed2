/** HTML as tagged templates: every value is escaped unless it is Html itself. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | readonly Html[] | undefined;

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes.get(char) ?? char);

function render(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map((one) => one.html).join('');
}

export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.reduce((text, part, index) => text + part + render(values[index]), '') };
}

export const nothing: Html = { html: '' };

/** One text in two languages: Danish first, English below it and marked as such for screen readers. */
export interface Bilingual {
  readonly da: string;
  readonly en: string;
}

export const both = (text: Bilingual): Html =>
  html`<span>${text.da}</span> <span lang="en" class="en">${text.en}</span>`;
