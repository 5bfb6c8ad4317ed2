/**
 * Signature wrapping on a Response, by text surgery: an attacker holds one genuine message, signed for himself, and wants
 * the hub to read another name. Shapes after Somorovsky et al., "On Breaking SAML" (USENIX Security 2012), XSW1 to XSW8,
 * and the later ones of security.md section 5. In each the signature stays good for whoever only looks for it.
 */
import { assertionParts, responseParts, writeResponse, nameIdFormat } from '../../src/saml/message/index.ts';
import { NS } from '../../src/saml/xml/index.ts';
import { signEnveloped } from '../../src/saml/xmlsec/index.ts';
import { rsaKey } from '../support/keys.ts';
import { assertionContent, changed, responseContent } from '../saml/samples.ts';

export const idpKey = () => rsaKey('wrapping idp');
export const attacker = 'https://data.gov.dk/model/core/eid/person/uuid/attacker';
export const victim = 'https://data.gov.dk/model/core/eid/person/uuid/victim';

const nameId = (value: string) => ({ format: nameIdFormat.persistent, value });
const genuineParts = assertionParts({ ...assertionContent, nameId: nameId(attacker) });
const forgedParts = (id: string) => assertionParts({ ...assertionContent, id, nameId: nameId(victim) });
const dsSignature = /<ds:Signature .*?<\/ds:Signature>/s;

/** The parts vectors are put together from. */
export interface Pieces {
  /** The genuine assertion, with its Signature; without it; and the Signature alone. */
  readonly signed: string;
  readonly stripped: string;
  readonly signature: string;
  /** The forged assertion, unsigned, cut where a Signature would stand. */
  readonly forged: string;
  readonly forgedHead: string;
  readonly forgedTail: string;
  /** A Response around any content. */
  readonly around: (content: string) => string;
  /** A genuine signed Response with the signed assertion in it, its own Signature, and itself without that. */
  readonly signedResponse: string;
  readonly responseSignature: string;
  readonly strippedResponse: string;
}

export async function pieces(forgedId: string): Promise<Pieces> {
  const signed = await signEnveloped(genuineParts, idpKey().handle);
  const forged = forgedParts(forgedId);
  const response = responseParts({ ...responseContent, assertion: signed });
  const signedResponse = await signEnveloped(response, idpKey().handle);
  return {
    signed,
    stripped: genuineParts.head + genuineParts.tail,
    signature: dsSignature.exec(signed)?.[0] ?? '',
    forged: forged.head + forged.tail,
    forgedHead: forged.head,
    forgedTail: forged.tail,
    around: (content) => writeResponse({ ...responseContent, assertion: content }),
    signedResponse,
    responseSignature: dsSignature.exec(signedResponse)?.[0] ?? '',
    strippedResponse: response.head + response.tail,
  };
}

export type Vector = readonly [name: string, make: (from: Pieces) => string];

const before = (text: string, tag: string, insert: string) => changed(text, tag, insert + tag);
const inObject = (content: string) => `<ds:Object xmlns:ds="${NS.ds}">${content}</ds:Object>`;
const extensions = (content: string) =>
  `<samlp:Extensions xmlns:samlp="${NS.samlp}">${content}</samlp:Extensions>`;
const intoSignature = (signature: string, content: string) => before(signature, '</ds:Signature>', content);
const forgedResponse = (p: Pieces, signature: string) =>
  changed(p.around(p.forged), /ID="[^"]*"/, 'ID="_forged_response"').replace(
    '</saml:Issuer>',
    `$&${signature}`,
  );

/** XSW1 to XSW8; the verifier that only looks for a good signature takes every one. */
export const classic: readonly Vector[] = [
  [
    'XSW1: forged Response, the genuine one in its Signature',
    (p) => forgedResponse(p, intoSignature(p.responseSignature, inObject(p.strippedResponse))),
  ],
  [
    'XSW2: forged Response, the genuine one before its Signature',
    (p) => forgedResponse(p, p.strippedResponse + p.responseSignature),
  ],
  ['XSW3: forged assertion before the genuine one', (p) => p.around(p.forged + p.signed)],
  ['XSW4: forged assertion around the genuine one', (p) => p.around(p.forgedHead + p.signed + p.forgedTail)],
  [
    'XSW5: Signature moved into the forged assertion, the genuine one behind',
    (p) => p.around(p.forgedHead + p.signature + p.forgedTail + p.stripped),
  ],
  [
    'XSW6: Signature moved, the genuine assertion inside it',
    (p) => p.around(p.forgedHead + intoSignature(p.signature, p.stripped) + p.forgedTail),
  ],
  [
    'XSW7: forged assertion in Extensions',
    (p) => before(p.around(p.signed), '<samlp:Status>', extensions(p.forged)),
  ],
  [
    'XSW8: genuine assertion in an Object of the moved Signature',
    (p) => p.around(p.forgedHead + intoSignature(p.signature, inObject(p.stripped)) + p.forgedTail),
  ],
];

const within = (element: string) => (p: Pieces) => {
  const close = `</saml:${element}>`;
  return p.around(before(p.forgedHead + p.signature + p.forgedTail, close, p.stripped));
};

/** The forged assertion under the genuine Signature, with these attributes for its ID. */
const forgedWith = (ids: string) => (p: Pieces) =>
  p.around(changed(p.forgedHead, / ID="[^"]*"/, ` ${ids}`) + p.signature + p.forgedTail);

/** The other shapes of security.md W3 to W16. */
export const later: readonly Vector[] = [
  ['W3: forged assertion behind the genuine one', (p) => p.around(p.signed + p.forged)],
  [
    'W4: genuine assertion in Advice',
    (p) =>
      p.around(
        before(
          p.forgedHead + p.signature + p.forgedTail,
          '<saml:AuthnStatement',
          `<saml:Advice>${p.stripped}</saml:Advice>`,
        ),
      ),
  ],
  ['W4: genuine assertion in SubjectConfirmationData', within('SubjectConfirmationData')],
  [
    'W4: genuine assertion in an AttributeValue',
    (p) => p.around(before(p.forgedHead + p.signature + p.forgedTail, '</saml:AttributeValue>', p.stripped)),
  ],
  [
    'W5: Signature in the forged assertion, the genuine one in front',
    (p) => p.around(p.stripped + p.forgedHead + p.signature + p.forgedTail),
  ],
  [
    'W7: genuine assertion in Extensions',
    (p) => before(p.around(p.forged), '<samlp:Status>', extensions(p.signed)),
  ],
  [
    'W7: genuine assertion in Extensions, its Signature in the forged one',
    (p) =>
      before(p.around(p.forgedHead + p.signature + p.forgedTail), '<samlp:Status>', extensions(p.stripped)),
  ],
  [
    'W9: genuine Response in Extensions',
    (p) => before(p.around(p.forged), '<samlp:Status>', extensions(p.signedResponse)),
  ],
  [
    'W9: genuine Response in StatusDetail',
    (p) =>
      before(
        p.around(p.forged),
        '</samlp:Status>',
        `<samlp:StatusDetail>${p.signedResponse}</samlp:StatusDetail>`,
      ),
  ],
  [
    'W9: genuine Response at the end',
    (p) => before(p.around(p.forged), '</samlp:Response>', p.signedResponse),
  ],
  [
    'W9: forged assertion added to the signed Response',
    (p) => before(p.signedResponse, '</samlp:Response>', p.forged),
  ],
  [
    'W9: forged assertion in front, in the signed Response',
    (p) => before(p.signedResponse, '<saml:Assertion', p.forged),
  ],
  [
    'W9: forged assertion in place of the one in the signed Response',
    (p) => changed(p.signedResponse, p.signed, p.forged),
  ],
  [
    'W9: the signed Response in a forged one',
    (p) => before(forgedResponse(p, ''), '</samlp:Response>', p.signedResponse),
  ],
  [
    'W10: the Signature of the assertion as that of the Response',
    (p) => before(p.around(p.forged + p.stripped), '<samlp:Status>', p.signature),
  ],
  ['W10: the Signature loose at the end', (p) => p.around(p.forged + p.stripped + p.signature)],
  [
    'W10: the Signature of the assertion copied onto the forged one',
    (p) => p.around(p.forgedHead + p.signature + p.forgedTail),
  ],
  [
    'W12: genuine ID as a namespaced ID of the forged one',
    forgedWith(`ID="_forged" saml:ID="${assertionContent.id}"`),
  ],
  ['W12: genuine ID as Id of the forged one', forgedWith(`Id="${assertionContent.id}" ID="_forged"`)],
  ['W12: genuine ID as xml:id of the forged one', forgedWith(`xml:id="${assertionContent.id}" ID="_forged"`)],
  [
    'W12: genuine ID as id of the Response',
    (p) =>
      changed(
        p.around(p.forgedHead + p.signature + p.forgedTail),
        '<samlp:Response',
        `<samlp:Response id="${assertionContent.id}"`,
      ),
  ],
  [
    'W13: forged assertion of another namespace beside',
    (p) =>
      p.around(
        p.signed +
          p.forged.replace(`xmlns:saml="${NS.saml}"`, 'xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion"'),
      ),
  ],
  [
    'W13: Signature of another namespace in the forged one',
    (p) => p.around(p.forgedHead + p.signature.replace(NS.ds, 'urn:x') + p.forgedTail),
  ],
  [
    'W13: genuine assertion under a prefix that means something else',
    (p) => p.around(p.signed.replace(`xmlns:saml="${NS.saml}"`, 'xmlns:saml="urn:x"')),
  ],
  ['W14: a comment in the name', (p) => p.around(changed(p.signed, attacker, `${victim}<!-- -->`))],
  [
    'W14: an instruction in the name',
    (p) => p.around(changed(p.signed, attacker, `${victim}<?x ?>${attacker}`)),
  ],
  ['W14: a DOCTYPE in front', (p) => `<!DOCTYPE Response [<!ENTITY x "${victim}">]>${p.around(p.signed)}`],
  ['W14: two roots', (p) => p.around(p.signed) + p.around(p.forged)],
  ['W14: two roots, the forged one first', (p) => p.around(p.forged) + p.around(p.signed)],
  [
    'W15: a Response that is called otherwise',
    (p) => p.around(p.signed).replaceAll('samlp:Response', 'samlp:ResponseX'),
  ],
  ['W15: a LogoutResponse', (p) => p.around(p.signed).replaceAll('samlp:Response', 'samlp:LogoutResponse')],
  [
    'W15: an ArtifactResponse around it',
    (p) =>
      `<samlp:ArtifactResponse xmlns:samlp="${NS.samlp}" ID="_a">${p.around(p.signed)}</samlp:ArtifactResponse>`,
  ],
  ['W15: a Response of another namespace', (p) => changed(p.around(p.signed), NS.samlp, 'urn:x')],
  ['W15: a bare assertion', (p) => p.signed],
  ['W16: a quote in the ID', forgedWith(`ID="x' or @ID='${assertionContent.id}"`)],
];

/** What may be wrapped inside the ciphertext, where nobody but the hub looks. */
export const inside: readonly Vector[] = [
  ['unsigned, encrypted therefore trusted (security.md E5)', (p) => p.forged],
  ['XSW3: forged and genuine as two roots', (p) => p.forged + p.signed],
  ['XSW3: genuine and forged as two roots', (p) => p.signed + p.forged],
  ['XSW4: forged around genuine', (p) => p.forgedHead + p.signed + p.forgedTail],
  [
    'XSW6: Signature moved, genuine inside it',
    (p) => p.forgedHead + intoSignature(p.signature, p.stripped) + p.forgedTail,
  ],
  [
    'XSW8: Signature moved, genuine in its Object',
    (p) => p.forgedHead + intoSignature(p.signature, inObject(p.stripped)) + p.forgedTail,
  ],
  [
    'W4: genuine in Advice',
    (p) =>
      before(
        p.forgedHead + p.signature + p.forgedTail,
        '<saml:AuthnStatement',
        `<saml:Advice>${p.stripped}</saml:Advice>`,
      ),
  ],
  [
    'W4: genuine in SubjectConfirmationData',
    (p) => before(p.forgedHead + p.signature + p.forgedTail, '</saml:SubjectConfirmationData>', p.stripped),
  ],
  ['W10: genuine Signature on the forged one', (p) => p.forgedHead + p.signature + p.forgedTail],
  ['E7: a whole Response', (p) => p.around(p.signed)],
  ['E7: a list of both', (p) => `<saml:Advice xmlns:saml="${NS.saml}">${p.forged}${p.signed}</saml:Advice>`],
  ['E7: a DOCTYPE', (p) => `<!DOCTYPE a>${p.signed}`],
  ['E7: text around', (p) => `x${p.signed}`],
  ['E7: text only', () => victim],
  ['E7: nothing', () => ''],
];
