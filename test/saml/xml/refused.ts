import { parseXml, type XmlLimits } from '../../../src/saml/xml/index.ts';

/** Why the reader refuses a text; undefined where it reads it. Any other error is passed on. */
export function refusalOf(text: string, limits?: Partial<XmlLimits>): string | undefined {
  return refusalIn(() => parseXml(text, limits));
}

/** The message of the XmlRefused that the call ends in. */
export function refusalIn(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (failure) {
    if ((failure as Error).name !== 'XmlRefused') throw failure;
    return (failure as Error).message;
  }
}

/** How long a call takes, in milliseconds. */
export function duration(call: () => unknown): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}
