import type { StartModel } from '../../web/index.ts';

interface Parties {
  readonly mitid: { readonly url: string };
  readonly nemid: { readonly url: string };
  readonly service3: { readonly url: string };
  readonly service2: { readonly url: string };
}

/** What the demo box's front page offers to try. */
export function startPageModel({ mitid, nemid, service3, service2 }: Parties): StartModel {
  return {
    groups: [
      {
        title: { da: 'Log på ved en tjeneste', en: 'Log in at a service' },
        links: [
          {
            href: `${service3.url}/`,
            title: {
              da: 'Kommunens Selvbetjening (OIOSAML 3.0)',
              en: 'Municipal self-service (OIOSAML 3.0)',
            },
            description: {
              da: 'Vælg “Log på”, derefter MitID eller NemID og en person. Siden viser det, tjenesten modtog: et UUID, der kun gælder her.',
              en: 'Choose “Log in”, then MitID or NemID and a person. The page shows what the service received: a UUID that is valid here only.',
            },
          },
          {
            href: `${service2.url}/`,
            title: { da: 'Styrelsens Blanketter (OIOSAML 2.0.9)', en: 'Agency forms (OIOSAML 2.0.9)' },
            description: {
              da: 'Samme login, men tjenesten taler den gamle profil og modtager PID eller CVR og RID.',
              en: 'The same login, but the service speaks the old profile and receives a PID, or CVR and RID.',
            },
          },
        ],
      },
      {
        title: { da: 'Prøv også', en: 'Try as well' },
        links: [
          {
            href: `${service2.url}/login`,
            title: { da: 'Single sign-on mellem de to', en: 'Single sign-on between the two' },
            description: {
              da: 'Er du logget på det ene sted, kommer du ind her uden at blive spurgt igen.',
              en: 'If you are logged in at one, you get in here without being asked again.',
            },
          },
          {
            href: `${service3.url}/login?level=High`,
            title: { da: 'Kræv niveau Høj', en: 'Demand level High' },
            description: {
              da: 'NemID kan ikke nå Høj, så du går direkte til MitID. Et lavere login bliver afvist med en forklaring.',
              en: 'NemID cannot reach High, so you go straight to MitID. A weaker login is refused with an explanation.',
            },
          },
          {
            href: `${service3.url}/login?kind=professional`,
            title: { da: 'Kræv en medarbejder', en: 'Demand an employee' },
            description: {
              da: 'Tjenesten beder om en erhvervsidentitet; en privatperson bliver afvist.',
              en: 'The service asks for a business identity; a private person is refused.',
            },
          },
          {
            href: `${service3.url}/login?passive=1`,
            title: { da: 'Spørg uden at forstyrre', en: 'Ask without a page' },
            description: {
              da: 'Kun den, der allerede er logget på, kommer ind; ellers får tjenesten svaret NoPassive.',
              en: 'Only somebody already logged in gets in; otherwise the service is told NoPassive.',
            },
          },
        ],
      },
      {
        title: { da: 'Parterne', en: 'The parties' },
        links: [
          {
            href: `${mitid.url}/`,
            title: { da: 'MitID (simuleret)', en: 'MitID (simulated)' },
            description: {
              da: 'Testpersoner og loginmetoder.',
              en: 'Test people and means of authentication.',
            },
          },
          {
            href: `${nemid.url}/`,
            title: { da: 'NemID (simuleret)', en: 'NemID (simulated)' },
            description: {
              da: 'Den gamle løsning, med PID og RID.',
              en: 'The old solution, with PID and RID.',
            },
          },
        ],
      },
    ],
  };
}
