/**
 * The slow path: whole XML documents that do not belong to a login (metadata, later signed documents), on
 * @xmldom/xmldom and xml-crypto.
 * Owns the door to both packages, the bounds on a document, and document signatures.
 * Gives plain read-only elements; a DOM node never leaves this folder.
 * Never sees a login message (those go through saml/xml), never resolves a name, never fetches anything.
 */
export {
  attributeOf,
  childElements,
  DocumentRefused,
  elementsNamed,
  everyElement,
  parseDocument,
  textContent,
  type DocumentAttribute,
  type DocumentElement,
} from './document.ts';
export { hasDocumentSignature, SignatureUntrusted, verifyDocumentSignature } from './signature.ts';
