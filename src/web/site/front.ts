import { html } from '../html.ts';
import { layout, type Frame } from '../layout.ts';
import { texts } from '../text/index.ts';

const metadataPaths = [
  ['oiosaml3', '/metadata/oiosaml3'],
  ['oiosaml2', '/metadata/oiosaml2'],
  ['sp', '/metadata/sp'],
] as const;

/** What a real hub shows at `/`: that nobody logs in from here, and where its metadata is. */
export function frontPage(frame: Frame): string {
  const t = texts[frame.language].front;
  return layout(
    {
      title: t.title,
      main: html`<h1 class="h2">${t.title}</h1>
        <p class="font-lead hub-lead">${t.lead}</p>
        <p>${t.citizens}</p>
        <h2 class="h4">${t.developersHeading}</h2>
        <p>${t.developers}</p>
        <ul>
          ${metadataPaths.map(([face, path]) => html`<li><a href="${path}">${t.metadata[face]}</a></li> `)}
        </ul>`,
    },
    frame,
  );
}
