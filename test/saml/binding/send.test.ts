/** Messages as they leave: what another reads is what was sent (SAML bindings 3.4.4, 3.5.4). */
import { verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { postForm, receivePost, receiveRedirect, sendRedirect } from '../../../src/saml/binding/index.ts';
import { codeOf, codeOfAsync } from '../../support/refusal.ts';
import { rsaKey } from '../../support/keys.ts';

const key = rsaKey('sender');
const location = 'https://idp.example/sso';

describe('HTTP-Redirect', () => {
  it('is read back as sent, and its signature holds over the query as it stands (property)', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(text, text, async (xml, relayState) => {
        const url = await sendRedirect({
          kind: 'request',
          location,
          xml: `<a>${xml}</a>`,
          relayState,
          key: key.handle,
        });
        const received = receiveRedirect(url.slice(location.length + 1));
        expect(received.xml).toBe(`<a>${xml}</a>`);
        expect(received.relayState ?? '').toBe(relayState);
        const { octets, value } = received.signature ?? { octets: '', value: Buffer.alloc(0) };
        expect(verify('sha256', Buffer.from(octets), key.publicKey, value)).toBe(true);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('keeps a query the location has', async () => {
    const url = await sendRedirect({
      kind: 'request',
      location: `${location}?leg=1`,
      xml: '<a/>',
      key: key.handle,
    });
    expect(url).toMatch(/^https:\/\/idp\.example\/sso\?leg=1&SAMLRequest=/);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://idp.example/',
    'https://u:p@idp.example/',
    'https://idp.example/#x',
    '/sso',
  ])('sends no browser to %s (A6)', async (hostile) => {
    expect(
      await codeOfAsync(() =>
        sendRedirect({ kind: 'request', location: hostile, xml: '<a/>', key: key.handle }),
      ),
    ).toBe('METADATA_LOCATION');
    expect(codeOf(() => postForm({ kind: 'response', location: hostile, xml: '<a/>' }))).toBe(
      'METADATA_LOCATION',
    );
  });
});

describe('HTTP-POST', () => {
  it('is read back as sent; RelayState byte for byte, an absent one stays absent (A13)', () => {
    for (const relayState of ['ss:mem:æ + %20&<"', undefined]) {
      const form = postForm({
        kind: 'response',
        location: 'https://sp.example/acs',
        xml: '<a>æ</a>',
        ...(relayState ? { relayState } : {}),
      });
      expect(form.action).toBe('https://sp.example/acs');
      const received = receivePost(form.fields);
      expect([received.xml, received.relayState]).toEqual(['<a>æ</a>', relayState]);
    }
  });

  it('a RelayState over 2 kB is not sent', () => {
    const form = postForm({
      kind: 'response',
      location: 'http://127.0.0.4:8080/acs',
      xml: '<a/>',
      relayState: 'x'.repeat(2049),
    });
    expect(form.fields.map(([name]) => name)).toEqual(['SAMLResponse']);
  });
});
