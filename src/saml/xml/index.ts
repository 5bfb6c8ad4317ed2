/**
 * XML as the hub reads and writes it on the login path.
 *
 * Reading is strict: no DOCTYPE, processing instruction or comment, five entities, UTF-8, bounded; whatever
 * libxml2 refuses is refused here too (tested by mutation). Writing is canonical: the text that `write` gives is its
 * own exclusive C14N, so it can be signed as it stands.
 * Never: repairs a document, resolves anything, knows what a SAML message means.
 */
export { XmlRefused } from './refused.ts';
export { NS, namespaceOf, type Prefix } from './names.ts';
export { canonicalLimits, defaultLimits, type XmlLimits } from './limits.ts';
export {
  XmlElement,
  attribute,
  attributeNs,
  childrenOf,
  descendants,
  elementChildren,
  onlyChild,
  optionalChild,
  textOf,
  type XmlAttribute,
} from './element.ts';
export { parseXml, parseXmlBytes } from './parse.ts';
export { canonicalize, type CanonicalForm } from './canonicalize.ts';
export { el, raw, signaturePlace, write, writeParts, type XmlNode, type Attributes } from './write.ts';
