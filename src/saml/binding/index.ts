/**
 * How a SAML message travels through a browser: HTTP-Redirect and HTTP-POST (SAML bindings 3.4, 3.5).
 * Owns the text of a query, the fields of a form, base64, deflate and their limits.
 * Never parses XML and never decides whether a signature is good: it hands on the exact bytes it covers.
 */
export { receiveRedirect } from './receive-redirect.ts';
export { receivePost } from './receive-post.ts';
export { sendRedirect, type RedirectMessage } from './send-redirect.ts';
export { postForm, type PostForm, type PostMessage } from './post-form.ts';
export { limits } from './limits.ts';
export type { MessageKind, QuerySignature, Received } from './received.ts';
