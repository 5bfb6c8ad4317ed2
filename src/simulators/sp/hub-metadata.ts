/** The little a service provider needs of the hub's metadata; several signing keys are fine here. */
import { Constants, Extractor, records, texts } from '../samlify.ts';

export interface HubAsIdp {
  readonly entityId: string;
  readonly ssoUrl: string;
  /** Base64 bodies, in document order. */
  readonly signingCertificates: readonly string[];
}

/** @throws Error if there is no Redirect endpoint or no signing key */
export function readHubMetadata(xml: string): HubAsIdp {
  const idp = ['EntityDescriptor', 'IDPSSODescriptor'];
  const found = Extractor.extract(xml, [
    { key: 'entityId', localPath: ['EntityDescriptor'], attributes: ['entityID'] },
    {
      key: 'sso',
      localPath: [...idp, 'SingleSignOnService'],
      attributes: ['Binding', 'Location'],
    },
    { key: 'keys', localPath: [...idp, 'KeyDescriptor'], attributes: [], context: true },
  ]);
  const entityId = texts(found['entityId'])[0];
  const redirect = records(found['sso']).find(
    (one) => one['binding'] === Constants.namespace.binding.redirect,
  );
  const signingCertificates = texts(found['keys'])
    .filter((key) => !/<[^>]*KeyDescriptor[^>]*\suse="encryption"/.test(key))
    .flatMap(certificatesOf);
  const ssoUrl = redirect?.['location'];
  if (entityId === undefined || ssoUrl === undefined || signingCertificates.length === 0) {
    throw new Error('the hub metadata has no entityID, no Redirect endpoint or no signing key');
  }
  return { entityId, ssoUrl, signingCertificates };
}

function certificatesOf(keyDescriptor: string): readonly string[] {
  const path = ['KeyDescriptor', 'KeyInfo', 'X509Data', 'X509Certificate'];
  const found = Extractor.extract(keyDescriptor, [{ key: 'certificate', localPath: path, attributes: [] }]);
  return texts(found['certificate']).map((text) => text.replace(/\s/g, ''));
}
