/**
 * The document is not one the hub reads: not well-formed, forbidden, over a limit, or not of the shape asked for.
 * `message` is for the log only; callers turn it into the HubError of their own place.
 */
export class XmlRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'XmlRefused';
  }
}
