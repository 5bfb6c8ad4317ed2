/**
 * Pages as pure functions: a model and a frame in, a whole HTML document out. Owns the words (text/), the layout,
 * the style sheet and the one script file. Never decides anything, never reads a request, sets no header: that is http.
 * Every value reaches a page through the `html` template, which escapes it.
 */
export { assets, designSystemFolder, ownFolder } from './assets.ts';
export type { Frame } from './layout.ts';
export { texts, languages, type ErrorText, type Language, type Texts } from './text/index.ts';
export { chooseIdpPage, type ChooseIdp } from './login/choose-idp.ts';
export { autoSubmitPage, type AutoSubmit } from './login/auto-submit.ts';
export { onwardPage, type Onward } from './login/onward.ts';
export { errorPage, type ErrorModel } from './site/error.ts';
export { startPage, type StartModel } from './site/start.ts';
export { frontPage } from './site/front.ts';
