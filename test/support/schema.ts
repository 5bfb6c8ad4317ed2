/**
 * Validates what the hub writes against the OASIS and W3C schemas, with libxml2 (test/vectors/schemas).
 *
 * libxml2-wasm reads no files by itself. A registered input provider is asked for every schemaLocation, relative ones
 * resolved against the URL of the document that names them, so all files get one made-up base URL, and the absolute W3C
 * addresses inside the OASIS schemas lead to our copies. libxml2 passes over an import it cannot find without a word:
 * `everySchema` therefore counts what was opened.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';

const folder = fileURLToPath(new URL('../vectors/schemas/', import.meta.url));
const base = 'http://schemas.test/';
const addresses = new Map([
  ['http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd', 'xmldsig-core-schema.xsd'],
  ['http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd', 'xenc-schema.xsd'],
  ['http://www.w3.org/2001/xml.xsd', 'xml.xsd'],
]);

let validator: XsdValidator | undefined;

/**
 * Says what the schemas have against a document: undefined when it is valid, else libxml2's words.
 * Any element that the schemas of SAML assertion, protocol, metadata (with its extensions), XML-DSig and XML-Enc declare
 * may be the root. The text must be well-formed.
 */
export function schemaErrors(xml: string): string | undefined {
  validator ??= everySchema();
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return undefined;
  } catch (failure) {
    return (failure as Error).message;
  } finally {
    document.dispose();
  }
}

function everySchema(): XsdValidator {
  const files = readdirSync(folder).filter((name) => name.endsWith('.xsd'));
  const opened = new Set<string>();
  xmlRegisterInputProvider(provider(files, opened));
  const imports = files.map((name) => {
    const namespace = /targetNamespace\s*=\s*["']([^"']+)/.exec(readFileSync(folder + name, 'utf8'))?.[1];
    return `<import namespace="${namespace}" schemaLocation="${name}"/>`;
  });
  const text = `<schema xmlns="http://www.w3.org/2001/XMLSchema">${imports.join('')}</schema>`;
  const document = XmlDocument.fromString(text, { url: `${base}all.xsd` });
  const schemas = XsdValidator.fromDoc(document);
  document.dispose();
  const missing = files.filter((name) => !opened.has(name));
  if (missing.length > 0) throw new Error(`schemas that libxml2 did not load: ${missing.join(', ')}`);
  return schemas;
}

function provider(files: readonly string[], opened: Set<string>): XmlBufferInputProvider {
  const fileOf = new Map([...files.map((name) => [base + name, name] as const), ...addresses]);
  const buffers = [...fileOf].map(([url, name]) => [url, readFileSync(folder + name)] as const);
  const source = new XmlBufferInputProvider(Object.fromEntries(buffers));
  const open = source.open.bind(source);
  source.open = (url) => {
    opened.add(fileOf.get(url) ?? '');
    return open(url);
  };
  return source;
}
