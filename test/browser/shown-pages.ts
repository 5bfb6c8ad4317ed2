import type { Step } from '../../src/flows/login/index.ts';
import type { StartModel } from '../../src/web/index.ts';
import { choosing } from '../http/fake-journey.ts';

const service = { da: 'Den Digitale Borgerservice', en: 'The Digital Citizen Service' };

const startModel: StartModel = {
  groups: [
    {
      title: { da: 'Log på en tjeneste', en: 'Log in to a service' },
      links: [
        {
          href: 'http://127.0.0.2:8081/',
          title: { da: 'Tjeneste på OIOSAML 3.0', en: 'Service on OIOSAML 3.0' },
          description: { da: 'Modtager et UUID.', en: 'Is told a UUID.' },
        },
        {
          href: 'http://127.0.0.3:8082/',
          title: { da: 'Tjeneste på OIOSAML 2.0.9', en: 'Service on OIOSAML 2.0.9' },
          description: { da: 'Modtager PID eller CVR og RID.', en: 'Is told a PID, or CVR and RID.' },
        },
      ],
    },
  ],
};

/** Each kind of page once, with names as long as real ones. */
const steps: readonly (readonly [name: string, step: Step])[] = [
  ['choose-idp', choosing],
  [
    'choose-long-names',
    {
      kind: 'choose-idp',
      flowId: 'flow-1',
      formToken: 'token-1',
      service: {
        da: 'Arbejdsmarkedets Tillægspensions selvbetjeningsløsning',
        en: 'Labour Market Supplementary Pension self-service',
      },
      choices: [
        {
          id: 'a',
          name: { da: 'Digitaliseringsstyrelsens testidentitetsudbyder', en: 'Test identity provider' },
          leg: 'local-idp',
        },
        { id: 'b', name: { da: 'eIDAS', en: 'eIDAS' }, leg: 'eidas' },
      ],
    },
  ],
  [
    'send-form',
    {
      kind: 'send-form',
      action: 'https://elsewhere.example/acs',
      fields: [['SAMLResponse', 'PHg+']],
      to: 'service',
      partner: service,
    },
  ],
  ['onward', { kind: 'send-redirect', location: 'https://elsewhere.example/sso?SAMLRequest=x' }],
  [
    'error-person',
    { kind: 'refused', code: 'FLOW_EXPIRED', reference: '7K2Q-9XMA-4T3B', facts: {}, service },
  ],
  [
    'error-service',
    {
      kind: 'refused',
      code: 'ACS_MISMATCH',
      reference: '7K2Q-9XMA-4T3B',
      facts: {
        entityId: 'https://service.example.dk/saml/metadata',
        acs: `https://service.example.dk/${'long/'.repeat(30)}acs`,
      },
    },
  ],
];

export const shownPages = { steps: new Map(steps), startModel };
