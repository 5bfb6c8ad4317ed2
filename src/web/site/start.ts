import type { LocalizedText } from '../../domain/federation/index.ts';
import { html, linkTarget } from '../html.ts';
import { layout, type Frame } from '../layout.ts';
import { texts } from '../text/index.ts';

/** What the demonstration box offers to try, in groups. */
export interface StartModel {
  readonly groups: readonly {
    readonly title: LocalizedText;
    readonly links: readonly {
      readonly href: string;
      readonly title: LocalizedText;
      readonly description: LocalizedText;
    }[];
  }[];
}

/** The demonstration box's front page: a list of what to click. */
export function startPage(model: StartModel, frame: Frame): string {
  const { language } = frame;
  const t = texts[language].start;
  return layout(
    {
      title: t.title,
      wide: true,
      main: html`<h1>${t.title}</h1>
        <p class="font-lead">${t.lead}</p>
        ${model.groups.map(
          (group, index) =>
            html`<section aria-labelledby="group-${index}">
              <h2 id="group-${index}">${group.title[language]}</h2>
              <ul class="nobullet-list hub-links">
                ${group.links.map(
                  (link) =>
                    html`<li>
                      <h3 class="h5"><a href="${linkTarget(link.href)}">${link.title[language]}</a></h3>
                      <p>${link.description[language]}</p>
                    </li> `,
                )}
              </ul>
            </section> `,
        )}`,
    },
    frame,
  );
}
