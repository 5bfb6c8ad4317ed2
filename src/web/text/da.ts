import type { Texts } from './texts.ts';

export const da: Texts = {
  languageName: 'Dansk',
  languageSwitch: 'Sprog',
  hubName: 'Fælles login',
  skipLink: 'Gå til sidens indhold',
  footer: 'Fælles login giver kun det videre om dig, som tjenesten har brug for at vide.',
  demoNotice: 'Demonstration: alle personer, virksomheder og login er opdigtede.',

  chooseIdp: {
    title: 'Hvordan vil du logge på?',
    lead: { before: 'Du er ved at logge på ', after: '.' },
    legs: {
      mitid: 'Med dit MitID: app, kodeviser, kodeoplæser eller chip.',
      nemid: 'Med dit NemID: nøglekort, nøgleviser eller nøglefil.',
      'local-idp': 'Med login fra din arbejdsplads.',
      eidas: 'Med en digital identitet fra et andet europæisk land.',
    },
    use: { before: 'Log på med ', after: '' },
    cancel: 'Annullér login',
    cancelHint: 'Du kommer tilbage til tjenesten uden at være logget på.',
  },

  onward: {
    title: 'Et øjeblik',
    toService: { before: 'Du sendes nu tilbage til ', after: '.' },
    toIdentityProvider: { before: 'Du sendes nu videre for at logge på med ', after: '.' },
    elsewhere: 'Du sendes nu videre.',
    hub: 'Dit login fortsætter.',
    button: 'Fortsæt',
    noScript:
      'Tryk på “Fortsæt” for at komme videre. Din browser kører ikke scripts, så det sker ikke af sig selv.',
  },

  error: {
    titlePrefix: 'Fejl: ',
    todoHeading: 'Det kan du gøre',
    turnHeading: 'Hvem skal gøre noget',
    turns: {
      user: 'Du kan højst sandsynligt selv løse det, som der står ovenfor.',
      service: 'Tjenesten, du kom fra, skal rette fejlen. Oplys nummeret nedenfor til dens support.',
      'identity-provider':
        'Den, der driver det login du brugte (identitetsudbyderen), skal rette fejlen. Oplys nummeret nedenfor til tjenestens support.',
      operator:
        'Vi, der driver Fælles login, skal rette fejlen. Oplys nummeret nedenfor til tjenestens support.',
    },
    startAgain: { before: 'Du kan starte forfra hos ', after: '.' },
    referenceHeading: 'Hvis du kontakter support',
    referenceHint: 'De to oplysninger fortæller præcis, hvad der skete. De siger intet om dig.',
    code: 'Fejlkode',
    reference: 'Referencenummer',
    details: 'Tekniske oplysninger',
  },

  start: {
    title: 'Prøv hubben',
    lead: 'Alt kører på denne maskine. Vælg en tjeneste, log på som en af de opdigtede personer, og se, hvad tjenesten fik at vide.',
  },

  front: {
    title: 'Dette er et fælles login',
    lead: 'Du kan ikke logge på fra denne side.',
    citizens: 'Gå til den tjeneste, du vil bruge, og vælg “Log på” dér. Så bliver du selv sendt hertil.',
    developersHeading: 'Til dig, der driver en tjeneste',
    developers: 'Hubbens metadata:',
    metadata: {
      oiosaml3: 'Identitetsudbyder i OIOSAML 3.0',
      oiosaml2: 'Identitetsudbyder i OIOSAML 2.0.9',
      sp: 'Tjenesteudbyder, til identitetsudbydere',
    },
  },

  errors: {
    REQUEST_MALFORMED: {
      title: 'Vi kan ikke læse tjenestens anmodning om login',
      what: 'Tjenesten bad om et login på en måde, vi ikke forstår.',
      todo: 'Gå tilbage til tjenesten og prøv igen. Sker det igen, så sig det til tjenesten.',
    },
    REQUEST_SIGNATURE: {
      title: 'Vi kan ikke se, hvem der bad om login',
      what: 'Anmodningen om login bar ikke tjenestens gyldige underskrift, så vi ved ikke, om tjenesten har sendt den.',
      todo: 'Gå til tjenestens egen hjemmeside og start login dér. Sker det igen, så sig det til tjenesten.',
    },
    REQUEST_DESTINATION: {
      title: 'Anmodningen om login var til en anden',
      what: 'Tjenesten sendte en anmodning, der er stilet til et andet login.',
      todo: 'Gå tilbage til tjenesten og prøv igen. Sker det igen, så sig det til tjenesten.',
    },
    REQUEST_EXPIRED: {
      title: 'Anmodningen om login er for gammel',
      what: 'Der gik for lang tid, fra tjenesten bad om login, til det nåede os, eller tjenestens ur går forkert.',
      todo: 'Gå tilbage til tjenesten og start login forfra. Brug ikke et bogmærke eller tilbageknappen.',
    },
    REQUEST_REPLAYED: {
      title: 'Dette login er allerede brugt',
      what: 'Den samme anmodning om login kom to gange. Det sker med tilbageknappen, ved genindlæsning eller fra et bogmærke.',
      todo: 'Gå tilbage til tjenesten og start login forfra.',
    },
    SP_UNKNOWN: {
      title: 'Vi kender ikke denne tjeneste',
      what: 'Tjenesten, der sendte dig hertil, er ikke tilsluttet Fælles login.',
      todo: 'Se efter, om du er på den rigtige hjemmeside. Er du det, så sig det til tjenesten.',
    },
    SP_DISABLED: {
      title: 'Login til denne tjeneste er lukket',
      what: 'Vi kender tjenesten, men login til den er slået fra lige nu.',
      todo: 'Se efter nyt på tjenestens egen hjemmeside, eller kontakt tjenesten.',
    },
    ACS_MISMATCH: {
      title: 'Tjenesten bad om svar til en ukendt adresse',
      what: 'Tjenesten vil have dit login sendt til en adresse, der ikke er registreret for den. Vi sender det ikke.',
      todo: 'Gå til tjenestens egen hjemmeside og start login dér. Sker det igen, så sig det til tjenesten.',
    },
    PARTNER_CERTIFICATE_EXPIRED: {
      title: 'Tjenestens certifikat er udløbet',
      what: 'Tjenesten viser, hvem den er, med et certifikat, og det er ikke længere gyldigt.',
      todo: 'Sig det til tjenesten. Du kan ikke logge på den, før den har et nyt certifikat.',
    },

    REQUEST_CONTRADICTION: {
      title: 'Tjenestens anmodning modsiger sig selv',
      what: 'Tjenesten bad om noget, der ikke kan lade sig gøre på samme tid, for eksempel nyt login uden at vise en loginside.',
      todo: 'Sig det til tjenesten. Den skal bede om login på en anden måde.',
    },
    REQUEST_UNSUPPORTED: {
      title: 'Tjenesten bad om noget, vi ikke kan',
      what: 'Anmodningen beder om noget, som Fælles login ikke tilbyder.',
      todo: 'Sig det til tjenesten. Den skal bede om login på en anden måde.',
    },
    NAMEID_POLICY: {
      title: 'Tjenesten bad om en ukendt slags nummer',
      what: 'Tjenesten vil kende dig på en slags nummer, som vi ikke udleverer.',
      todo: 'Sig det til tjenesten. Den skal bede om login på en anden måde.',
    },
    NO_PASSIVE: {
      title: 'Du er ikke logget på endnu',
      what: 'Tjenesten bad om at logge dig på uden at vise dig noget, men du skal logge på først.',
      todo: 'Vælg “Log på” hos tjenesten.',
    },
    NO_AUTHN_CONTEXT: {
      title: 'Dit login er ikke sikkert nok til denne tjeneste',
      what: 'Tjenesten kræver et mere sikkert login end det, du brugte eller har.',
      todo: 'Start forfra og log på på en mere sikker måde, for eksempel med MitID-appen, eller kontakt tjenesten.',
    },
    AUTHN_FAILED: {
      title: 'Du blev ikke logget på',
      what: 'Login blev annulleret eller lykkedes ikke.',
      todo: 'Gå tilbage til tjenesten og prøv igen.',
    },
    REQUEST_DENIED: {
      title: 'Du kan ikke logge på denne tjeneste med dette login',
      what: 'Tjenestens anmodning eller dit login giver ikke lov til det.',
      todo: 'Prøv at logge på på en anden måde, eller kontakt tjenesten.',
    },
    NO_AVAILABLE_IDP: {
      title: 'Det er ikke muligt at logge på lige nu',
      what: 'Ingen af de login, som tjenesten tager imod, er åbne lige nu.',
      todo: 'Prøv igen senere.',
    },
    STEP_UP_OTHER_PERSON: {
      title: 'Du loggede på som en anden person',
      what: 'Du var allerede logget på, og det mere sikre login blev lavet af en anden. Vi har afsluttet begge, så de ikke blandes sammen.',
      todo: 'Gå tilbage til tjenesten og start forfra med den samme person hele vejen.',
    },
    LEGACY_ID_MISSING: {
      title: 'Tjenesten kan ikke genkende dig endnu',
      what: 'Tjenesten kender sine brugere på et PID- eller RID-nummer, og der er ikke registreret et for dig.',
      todo: 'Kontakt tjenesten og spørg, hvordan du ellers kan logge på.',
    },
    IDENTITY_CONFLICT: {
      title: 'Vi kan ikke se med sikkerhed, hvem du er',
      what: 'Dit login passer på to forskellige registreringer hos os. Vi lukker ingen ind, før et menneske har set på det.',
      todo: 'Kontakt tjenesten og oplys referencenummeret. Det hjælper ikke at prøve igen.',
    },
    IDENTITY_ENDED: {
      title: 'Denne identitet er lukket',
      what: 'Den identitet, du loggede på med, er afsluttet og kan ikke bruges mere.',
      todo: 'Log på med en anden identitet. Mener du, det er en fejl, så kontakt tjenesten.',
    },
    IDP_OUT_OF_CONTRACT: {
      title: 'Identitetsudbyderen sagde mere, end den må',
      what: 'Det login, du brugte, fortalte os noget, som det ikke har lov at stå inde for.',
      todo: 'Prøv at logge på på en anden måde, eller kontakt tjenesten.',
    },

    RESPONSE_MALFORMED: {
      title: 'Vi kan ikke læse svaret fra identitetsudbyderen',
      what: 'Du er måske logget på, men svaret, der kom tilbage til os, er ødelagt.',
      todo: 'Gå tilbage til tjenesten og prøv igen.',
    },
    RESPONSE_REFUSED: {
      title: 'Vi kan ikke godtage svaret fra identitetsudbyderen',
      what: 'Svaret om dit login kunne ikke bekræftes, så vi bruger det ikke.',
      todo: 'Gå tilbage til tjenesten og prøv igen. Sker det igen, så kontakt tjenesten.',
    },
    RESPONSE_MISDIRECTED: {
      title: 'Svaret hørte ikke til dette login',
      what: 'Der kom et svar om et login, som ikke er det, du begyndte på her.',
      todo: 'Gå tilbage til tjenesten og start login forfra. Gør ét login færdigt, før du begynder på det næste.',
    },
    RESPONSE_EXPIRED: {
      title: 'Svaret fra identitetsudbyderen er for gammelt',
      what: 'Der gik for lang tid, fra du loggede på, til svaret nåede os.',
      todo: 'Gå tilbage til tjenesten og start login forfra.',
    },
    RESPONSE_REPLAYED: {
      title: 'Dette login er allerede brugt',
      what: 'Det samme svar kom to gange. Det sker med tilbageknappen eller ved genindlæsning.',
      todo: 'Er du ikke allerede logget på hos tjenesten, så gå tilbage dertil og start forfra.',
    },
    RESPONSE_CONTENT: {
      title: 'Svaret fra identitetsudbyderen er mangelfuldt',
      what: 'Svaret om dit login mangler noget eller indeholder noget, der ikke kan passe.',
      todo: 'Prøv at logge på på en anden måde, eller kontakt tjenesten.',
    },
    BINDING_BROKEN: {
      title: 'Login blev stoppet for din sikkerheds skyld',
      what: 'To dele af login hørte ikke sammen. For at ingen skal få en andens login, har vi stoppet det.',
      todo: 'Luk andre vinduer med login, gå tilbage til tjenesten og start forfra.',
    },
    IDP_UNKNOWN: {
      title: 'Vi kender ikke denne identitetsudbyder',
      what: 'Svaret kom fra et login, der ikke er tilsluttet Fælles login.',
      todo: 'Gå tilbage til tjenesten og vælg en anden måde at logge på.',
    },
    IDP_DISABLED: {
      title: 'Dette login er lukket',
      what: 'Det login, du valgte, er slået fra lige nu.',
      todo: 'Gå tilbage til tjenesten og vælg en anden måde at logge på.',
    },

    FLOW_COOKIE_LOST: {
      title: 'Din browser sendte ikke vores cookie med',
      what: 'Vi holder styr på dit login med en lille fil (en cookie), og din browser sendte den ikke tilbage.',
      todo: 'Tillad cookies for denne side, gå tilbage til tjenesten og start login forfra i samme vindue.',
    },
    FLOW_EXPIRED: {
      title: 'Login tog for lang tid',
      what: 'Et login skal gøres færdigt inden for en vis tid, og den er gået.',
      todo: 'Gå tilbage til tjenesten og start login forfra.',
    },
    FLOW_ENDED: {
      title: 'Dette login er allerede afsluttet',
      what: 'Du er kommet tilbage til et login, der er gennemført eller annulleret.',
      todo: 'Gå tilbage til tjenesten. Måske er du allerede logget på dér; ellers start forfra.',
    },
    FLOW_OTHER_BROWSER: {
      title: 'Login blev begyndt i en anden browser',
      what: 'Et login skal gøres færdigt i den browser, hvor det blev begyndt.',
      todo: 'Gå tilbage til den browser, eller start login forfra hos tjenesten her.',
    },
    FLOW_REFUSALS: {
      title: 'Login mislykkedes for mange gange',
      what: 'Vi måtte afvise svaret om dit login flere gange og har afsluttet dette forsøg.',
      todo: 'Gå tilbage til tjenesten og start login forfra.',
    },
    LOGIN_LOOP: {
      title: 'Login kører i ring',
      what: 'Tjenesten bliver ved med at sende dig tilbage til nyt login, selv om du er logget på.',
      todo: 'Vent lidt og prøv igen. Sker det igen, så sig det til tjenesten.',
    },
    TOO_MANY_FAILURES: {
      title: 'Vent et øjeblik, før du prøver igen',
      what: 'For mange login fra dit netværk er slået fejl inden for kort tid, så vi holder en pause.',
      todo: 'Vent et par minutter, og begynd forfra hos tjenesten.',
    },
    FORM_TOKEN: {
      title: 'Formularen var for gammel eller kom fra en anden side',
      what: 'Det, du trykkede på, kunne ikke knyttes til login i denne browser.',
      todo: 'Gå tilbage til tjenesten og start login forfra.',
    },
    FORM_INPUT: {
      title: 'Vi forstår ikke det, der blev sendt',
      what: 'Der var noget i formularen, vi ikke kender, eller der manglede noget.',
      todo: 'Gå tilbage, genindlæs siden og prøv igen.',
    },

    NOT_FOUND: {
      title: 'Denne side findes ikke',
      what: 'Der er ikke noget på den adresse, du brugte.',
      todo: 'Se efter, om adressen er rigtig. Vil du logge på, så gå til den tjeneste, du vil bruge.',
    },
    METHOD_NOT_ALLOWED: {
      title: 'Adressen kan ikke åbnes på den måde',
      what: 'Adressen er en del af et login og kan ikke åbnes direkte i en browser.',
      todo: 'Gå til den tjeneste, du vil bruge, og start login dér.',
    },
    BODY_TOO_LARGE: {
      title: 'Det, der blev sendt, fylder for meget',
      what: 'Vi fik tilsendt mere, end et login kan have brug for.',
      todo: 'Gå tilbage til tjenesten og prøv igen. Sker det igen, så sig det til tjenesten.',
    },
    QUERY_TOO_LONG: {
      title: 'Adressen er for lang',
      what: 'Tjenesten sendte sin anmodning i en adresse, der er længere, end vi tager imod.',
      todo: 'Sig det til tjenesten. Den kan sende anmodningen i en formular (POST) i stedet.',
    },
    MEDIA_TYPE: {
      title: 'Vi kan ikke læse den slags besked',
      what: 'Beskeden blev ikke sendt som en formular, og vi læser ikke andet på denne adresse.',
      todo: 'Gå tilbage til tjenesten og prøv igen. Sker det igen, så sig det til tjenesten.',
    },

    STORE_UNAVAILABLE: {
      title: 'Vi har problemer lige nu',
      what: 'Vi kan ikke nå vores egne registreringer og kan derfor ikke gøre dit login færdigt. Der er ikke noget galt med dit login.',
      todo: 'Vent et par minutter, gå tilbage til tjenesten og prøv igen.',
    },
    STORE_DUPLICATE: {
      title: 'Noget gik galt hos os',
      what: 'En registrering, der skulle være ny, fandtes i forvejen. Der er ikke noget galt med dit login.',
      todo: 'Gå tilbage til tjenesten og prøv igen.',
    },
    STORE_CONFLICT: {
      title: 'Noget gik galt hos os',
      what: 'To ændringer af den samme registrering mødtes. Der er ikke noget galt med dit login.',
      todo: 'Gå tilbage til tjenesten og prøv igen.',
    },
    STORE_REFUSED: {
      title: 'Noget gik galt hos os',
      what: 'En ændring af vores registreringer blev afvist. Der er ikke noget galt med dit login.',
      todo: 'Gå tilbage til tjenesten og prøv igen.',
    },
    STORE_SCHEMA: {
      title: 'Noget gik galt hos os',
      what: 'En registrering har ikke den form, den skal have. Der er ikke noget galt med dit login.',
      todo: 'Gå tilbage til tjenesten og prøv igen. Sker det igen, så kontakt tjenesten.',
    },
    KEY_UNAVAILABLE: {
      title: 'Vi har problemer lige nu',
      what: 'Vi kan ikke nå de nøgler, vi underskriver login med. Der er ikke noget galt med dit login.',
      todo: 'Vent et par minutter, gå tilbage til tjenesten og prøv igen.',
    },
    KEY_FILE: {
      title: 'En nøglefil kan ikke bruges',
      what: 'En af hubbens nøglefiler mangler, er ødelagt eller er åben for flere, end den må være.',
      todo: 'Se på den fil, der er nævnt i oplysningerne: findes den, er den en nøgle, og er det kun hubben, der må ændre og læse den?',
    },
    CONFIG_INVALID: {
      title: 'Der er en fejl i konfigurationen',
      what: 'En indstilling mangler, er ukendt eller har en værdi, der ikke er tilladt.',
      todo: 'Ret den indstilling, der er nævnt i oplysningerne; docs/config.md viser dem alle.',
    },
    USAGE: {
      title: 'Kommandoen blev ikke forstået',
      what: 'Et argument til kommandoen mangler, er ukendt eller har en værdi, der ikke er tilladt.',
      todo: 'Kør kommandoen med --help.',
    },
    INTERNAL: {
      title: 'Noget gik galt hos os',
      what: 'Der skete en uventet fejl i Fælles login. Der er ikke noget galt med dit login.',
      todo: 'Gå tilbage til tjenesten og prøv igen. Sker det igen, så kontakt tjenesten.',
    },

    METADATA_MALFORMED: {
      title: 'Metadatafilen kan ikke læses',
      what: 'Filen er ikke velformet SAML-metadata.',
      todo: 'Bed partneren om en ny fil, og brug den, som den er.',
    },
    METADATA_ENTITY_ID: {
      title: 'Metadata hører til en anden part',
      what: 'entityID mangler, er ugyldigt eller er ikke det, der var ventet.',
      todo: 'Spørg partneren, hvilket entityID der er deres, og om det er deres fil.',
    },
    METADATA_ROLE: {
      title: 'Metadata mangler den ventede rolle',
      what: 'Filen beskriver ikke den rolle, den indlæses som: tjenesteudbyder eller identitetsudbyder.',
      todo: 'Indlæs filen som den rolle, den beskriver, eller bed partneren om den rigtige fil.',
    },
    METADATA_EXPIRED: {
      title: 'Metadata er udløbet',
      what: 'Tidspunktet i validUntil er passeret.',
      todo: 'Bed partneren om en ny fil.',
    },
    METADATA_SIGNATURE: {
      title: 'Underskriften på metadata kan ikke bekræftes',
      what: 'Filen er ikke underskrevet med den nøgle, den skulle, eller den er ændret bagefter.',
      todo: 'Hent filen igen fra kilden. Hjælper det ikke, så spørg partneren, om nøglen er skiftet.',
    },
    METADATA_NO_SIGNING_KEY: {
      title: 'Metadata har ingen nøgle til underskrift',
      what: 'Uden en nøgle til underskrift kan ingen vise, at de er denne partner.',
      todo: 'Bed partneren om metadata med en KeyDescriptor til signing.',
    },
    METADATA_WEAK_KEY: {
      title: 'En nøgle i metadata er for svag',
      what: 'Nøglen er kortere end tilladt eller af en slags, der ikke godtages.',
      todo: 'Bed partneren om en RSA-nøgle på mindst 2048 bit eller en godkendt elliptisk kurve.',
    },
    METADATA_CERTIFICATE_EXPIRED: {
      title: 'Et certifikat i metadata er udløbet',
      what: 'Partnerens certifikat er ikke længere gyldigt, eller ikke gyldigt endnu.',
      todo: 'Bed partneren om metadata med et gyldigt certifikat.',
    },
    METADATA_LOCATION: {
      title: 'En adresse i metadata er ikke tilladt',
      what: 'Endepunkter skal være https-adresser uden brugernavn og fragment.',
      todo: 'Bed partneren rette den adresse, der er nævnt i oplysningerne.',
    },
    METADATA_ENDPOINT: {
      title: 'Metadata mangler et endepunkt',
      what: 'Et nødvendigt endepunkt mangler, står der to gange eller har en binding, vi ikke bruger.',
      todo: 'Bed partneren om metadata med det endepunkt, der er nævnt i oplysningerne.',
    },
    METADATA_ENCRYPTION: {
      title: 'Partneren kan ikke dekryptere det, vi må sende',
      what: 'Metadata beder kun om kryptering, der ikke er tilladt, eller har ingen nøgle at kryptere til.',
      todo: 'Bed partneren om en krypteringsnøgle og om metoder som AES-GCM med RSA-OAEP.',
    },
    METADATA_PRIVATE_KEY: {
      title: 'Metadatafilen indeholder en privat nøgle',
      what: 'En privat nøgle er sendt med. Enhver, der har set filen, kan udgive sig for partneren.',
      todo: 'Slet filen, sig det til partneren med det samme, og bed om metadata med en ny nøgle.',
    },
  },
};
