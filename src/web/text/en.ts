import type { Texts } from './texts.ts';

export const en: Texts = {
  languageName: 'English',
  languageSwitch: 'Language',
  hubName: 'Shared login',
  skipLink: 'Skip to the content of the page',
  footer: 'The shared login passes on only what the service needs to know about you.',
  demoNotice: 'Demonstration: all people, companies and logins are made up.',

  chooseIdp: {
    title: 'How do you want to log in?',
    lead: { before: 'You are logging in to ', after: '.' },
    legs: {
      mitid: 'With your MitID: app, code display, code reader or chip.',
      nemid: 'With your NemID: code card, code token or key file.',
      'local-idp': 'With the login of your workplace.',
      eidas: 'With a digital identity from another European country.',
    },
    use: { before: 'Log in with ', after: '' },
    cancel: 'Cancel the login',
    cancelHint: 'You go back to the service without logging in.',
  },

  onward: {
    title: 'One moment',
    toService: { before: 'You are being sent back to ', after: '.' },
    toIdentityProvider: { before: 'You are being sent on to log in with ', after: '.' },
    elsewhere: 'You are being sent on.',
    hub: 'Your login continues.',
    button: 'Continue',
    noScript: 'Press “Continue” to go on. Your browser runs no scripts, so this does not happen by itself.',
  },

  error: {
    titlePrefix: 'Error: ',
    todoHeading: 'What you can do',
    turnHeading: 'Who has to act',
    turns: {
      user: 'You can most likely solve this yourself, as described above.',
      service: 'The service you came from has to correct this. Tell its support the number below.',
      'identity-provider':
        'Whoever runs the login you used (the identity provider) has to correct this. Tell the support of the service the number below.',
      operator:
        'We who run the shared login have to correct this. Tell the support of the service the number below.',
    },
    startAgain: { before: 'You can start again at ', after: '.' },
    referenceHeading: 'If you contact support',
    referenceHint: 'These two say exactly what happened. They tell nothing about you.',
    code: 'Error code',
    reference: 'Reference number',
    details: 'Technical details',
  },

  start: {
    title: 'Try the hub',
    lead: 'Everything runs on this machine. Choose a service, log in as one of the made-up people, and see what the service was told.',
  },

  front: {
    title: 'This is a shared login',
    lead: 'You can’t log in from this page.',
    citizens: 'Go to the service you want to use and choose “Log in” there. It sends you here by itself.',
    developersHeading: 'For those who run a service',
    developers: 'The hub’s metadata:',
    metadata: {
      oiosaml3: 'Identity provider in OIOSAML 3.0',
      oiosaml2: 'Identity provider in OIOSAML 2.0.9',
      sp: 'Service provider, for identity providers',
    },
  },

  errors: {
    REQUEST_MALFORMED: {
      title: 'The service sent a login request we can’t read',
      what: 'The service asked for a login in a form we don’t understand.',
      todo: 'Go back to the service and try again. If it happens again, tell the service.',
    },
    REQUEST_SIGNATURE: {
      title: 'We can’t tell who asked for the login',
      what: 'The login request did not carry the service’s valid signature, so we don’t know that the service sent it.',
      todo: 'Go to the service’s own website and start the login there. If it happens again, tell the service.',
    },
    REQUEST_DESTINATION: {
      title: 'The login request was meant for someone else',
      what: 'The service sent a login request that is addressed to another login.',
      todo: 'Go back to the service and try again. If it happens again, tell the service.',
    },
    REQUEST_EXPIRED: {
      title: 'The login request is too old',
      what: 'Too much time passed from the service’s request until it reached us, or the service’s clock is wrong.',
      todo: 'Go back to the service and start the login again. Don’t use a bookmark or the back button.',
    },
    REQUEST_REPLAYED: {
      title: 'This login was already used',
      what: 'The same login request came a second time. That happens with the back button, a reload or a bookmark.',
      todo: 'Go back to the service and start the login again.',
    },
    SP_UNKNOWN: {
      title: 'We don’t know this service',
      what: 'The service that sent you is not connected to the shared login.',
      todo: 'Check that you are on the right website. If you are, tell the service.',
    },
    SP_DISABLED: {
      title: 'Login to this service is closed',
      what: 'The service is known, but login to it is switched off at present.',
      todo: 'Look at the service’s own website for news, or contact the service.',
    },
    ACS_MISMATCH: {
      title: 'The service asked for an answer to an unknown address',
      what: 'The service wants your login sent to an address that is not registered for it. We send it nowhere.',
      todo: 'Go to the service’s own website and start the login there. If it happens again, tell the service.',
    },
    PARTNER_CERTIFICATE_EXPIRED: {
      title: 'The service’s certificate has expired',
      what: 'The service proves who it is with a certificate, and that one is no longer valid.',
      todo: 'Tell the service. You can’t log in to it until it has a new certificate.',
    },

    REQUEST_CONTRADICTION: {
      title: 'The service’s request contradicts itself',
      what: 'The service asked for things that can’t both be done, such as a login without a log-in page and a new log-in.',
      todo: 'Tell the service. It has to ask in another way.',
    },
    REQUEST_UNSUPPORTED: {
      title: 'The service asked for something we can’t do',
      what: 'The login request asks for something the shared login does not offer.',
      todo: 'Tell the service. It has to ask in another way.',
    },
    NAMEID_POLICY: {
      title: 'The service asked for an unknown kind of identifier',
      what: 'The service wants to know you by a kind of identifier we don’t give out.',
      todo: 'Tell the service. It has to ask in another way.',
    },
    NO_PASSIVE: {
      title: 'You are not logged in yet',
      what: 'The service asked to log you in without showing you anything, but you have to log in first.',
      todo: 'Choose “Log in” at the service.',
    },
    NO_AUTHN_CONTEXT: {
      title: 'Your login is not strong enough for this service',
      what: 'The service demands a safer kind of login than the one you used or have.',
      todo: 'Start again and log in in a safer way, for example with the MitID app, or contact the service.',
    },
    AUTHN_FAILED: {
      title: 'You were not logged in',
      what: 'The login was cancelled or did not succeed.',
      todo: 'Go back to the service and try again.',
    },
    REQUEST_DENIED: {
      title: 'You can’t log in to this service with this login',
      what: 'The service’s request or your login does not allow it.',
      todo: 'Try another way to log in, or contact the service.',
    },
    NO_AVAILABLE_IDP: {
      title: 'There is no way to log in at present',
      what: 'None of the logins that this service accepts is available just now.',
      todo: 'Try again later.',
    },
    STEP_UP_OTHER_PERSON: {
      title: 'You logged in as someone else',
      what: 'You were logged in already, and the safer login was made by another person. We ended both, to keep them apart.',
      todo: 'Go back to the service and start again, with one and the same person all the way.',
    },
    LEGACY_ID_MISSING: {
      title: 'The service can’t recognise you yet',
      what: 'The service knows its users by a PID or RID number, and none is registered for you.',
      todo: 'Contact the service and ask how else you can log in.',
    },
    IDENTITY_CONFLICT: {
      title: 'We can’t tell for sure who you are',
      what: 'Your login fits two different records with us. We let nobody in before a person has looked at it.',
      todo: 'Contact the service and give the reference number. Trying again does not help.',
    },
    IDENTITY_ENDED: {
      title: 'This identity is closed',
      what: 'The identity you logged in with has been ended and can’t be used any more.',
      todo: 'Log in with another identity. If you think this is a mistake, contact the service.',
    },
    IDP_OUT_OF_CONTRACT: {
      title: 'The identity provider said more than it may',
      what: 'The login you used told us something it is not allowed to vouch for.',
      todo: 'Try another way to log in, or contact the service.',
    },

    RESPONSE_MALFORMED: {
      title: 'We can’t read the answer from the identity provider',
      what: 'You may have logged in, but the answer that came back to us is damaged.',
      todo: 'Go back to the service and try again.',
    },
    RESPONSE_REFUSED: {
      title: 'We can’t accept the answer from the identity provider',
      what: 'The answer about your login could not be confirmed, so we don’t use it.',
      todo: 'Go back to the service and try again. If it happens again, contact the service.',
    },
    RESPONSE_MISDIRECTED: {
      title: 'The answer was not meant for this login',
      what: 'An answer about a login came back that does not belong to the login you began here.',
      todo: 'Go back to the service and start the login again. Finish one login before you begin the next.',
    },
    RESPONSE_EXPIRED: {
      title: 'The answer from the identity provider is too old',
      what: 'Too much time passed from your login until the answer reached us.',
      todo: 'Go back to the service and start the login again.',
    },
    RESPONSE_REPLAYED: {
      title: 'This login was already used',
      what: 'The same answer came a second time. That happens with the back button or a reload.',
      todo: 'If you are not logged in at the service already, go back there and start again.',
    },
    RESPONSE_CONTENT: {
      title: 'The identity provider’s answer is incomplete',
      what: 'The answer about your login lacks something or has something in it that can’t be right.',
      todo: 'Try another way to log in, or contact the service.',
    },
    BINDING_BROKEN: {
      title: 'The login was stopped for your safety',
      what: 'Two parts of the login did not belong together. So that nobody gets another person’s login, we stopped it.',
      todo: 'Close the other windows with logins, go back to the service and start again.',
    },
    IDP_UNKNOWN: {
      title: 'We don’t know this identity provider',
      what: 'The answer came from a login that is not connected to the shared login.',
      todo: 'Go back to the service and choose another way to log in.',
    },
    IDP_DISABLED: {
      title: 'This login is closed',
      what: 'The login you chose is switched off at present.',
      todo: 'Go back to the service and choose another way to log in.',
    },

    FLOW_COOKIE_LOST: {
      title: 'Your browser did not send our cookie',
      what: 'We keep track of your login with a small file (a cookie), and your browser did not send it back.',
      todo: 'Allow cookies for this page, go back to the service and start the login again in the same window.',
    },
    FLOW_EXPIRED: {
      title: 'The login took too long',
      what: 'A login has to be finished within a limited time, and that has passed.',
      todo: 'Go back to the service and start the login again.',
    },
    FLOW_ENDED: {
      title: 'This login is already finished',
      what: 'You came back to a login that has been completed or cancelled.',
      todo: 'Go back to the service. You may be logged in there already; if not, start again.',
    },
    FLOW_OTHER_BROWSER: {
      title: 'The login was begun in another browser',
      what: 'A login has to be finished in the browser where it was begun.',
      todo: 'Go back to that browser, or start the login again at the service here.',
    },
    FLOW_REFUSALS: {
      title: 'The login failed too many times',
      what: 'We had to refuse the answer about your login several times and have ended this attempt.',
      todo: 'Go back to the service and start the login again.',
    },
    LOGIN_LOOP: {
      title: 'The login goes round in circles',
      what: 'The service keeps sending you back for a new login although you are logged in.',
      todo: 'Wait a little, then try again. If it happens again, tell the service.',
    },
    TOO_MANY_FAILURES: {
      title: 'Wait a moment before you try again',
      what: 'Too many logins from your network have failed within a short time, so we take a pause.',
      todo: 'Wait a few minutes, and start again at the service.',
    },
    FORM_TOKEN: {
      title: 'The form was too old or came from another page',
      what: 'What you pressed could not be tied to the login in this browser.',
      todo: 'Go back to the service and start the login again.',
    },
    FORM_INPUT: {
      title: 'We don’t understand what was sent',
      what: 'The form was sent with something in it that we don’t know, or with something missing.',
      todo: 'Go back, reload the page and try again.',
    },

    NOT_FOUND: {
      title: 'This page does not exist',
      what: 'There is nothing at the address you used.',
      todo: 'Check the address. To log in, go to the service you want to use.',
    },
    METHOD_NOT_ALLOWED: {
      title: 'This address can’t be opened like that',
      what: 'The address is part of a login and can’t be opened directly in a browser.',
      todo: 'Go to the service you want to use and start the login there.',
    },
    BODY_TOO_LARGE: {
      title: 'What was sent is too large',
      what: 'More was sent to us than a login can need.',
      todo: 'Go back to the service and try again. If it happens again, tell the service.',
    },
    QUERY_TOO_LONG: {
      title: 'The address is too long',
      what: 'The service sent a login request in an address that is longer than we accept.',
      todo: 'Tell the service. It can send the request in a form (POST) instead.',
    },
    MEDIA_TYPE: {
      title: 'We can’t read this kind of message',
      what: 'The message was not sent as a form, and we read nothing else at this address.',
      todo: 'Go back to the service and try again. If it happens again, tell the service.',
    },

    STORE_UNAVAILABLE: {
      title: 'We are having trouble just now',
      what: 'We can’t reach our own records, so we can’t finish your login. Nothing is wrong with your login.',
      todo: 'Wait a few minutes, go back to the service and try again.',
    },
    STORE_DUPLICATE: {
      title: 'Something went wrong with us',
      what: 'A record that should be new existed already. Nothing is wrong with your login.',
      todo: 'Go back to the service and try again.',
    },
    STORE_CONFLICT: {
      title: 'Something went wrong with us',
      what: 'Two changes to the same record met. Nothing is wrong with your login.',
      todo: 'Go back to the service and try again.',
    },
    STORE_REFUSED: {
      title: 'Something went wrong with us',
      what: 'Our records refused a change. Nothing is wrong with your login.',
      todo: 'Go back to the service and try again.',
    },
    STORE_SCHEMA: {
      title: 'Something went wrong with us',
      what: 'A record does not have the form it should have. Nothing is wrong with your login.',
      todo: 'Go back to the service and try again. If it happens again, contact the service.',
    },
    KEY_UNAVAILABLE: {
      title: 'We are having trouble just now',
      what: 'We can’t reach the keys with which we sign logins. Nothing is wrong with your login.',
      todo: 'Wait a few minutes, go back to the service and try again.',
    },
    KEY_FILE: {
      title: 'A key file can’t be used',
      what: 'A key file of the hub is missing, damaged, or open to more people than it may be.',
      todo: 'Look at the file that the details name: does it exist, is it a key, and may only the hub change and read it?',
    },
    CONFIG_INVALID: {
      title: 'The configuration has a mistake',
      what: 'A setting is missing, unknown, or has a value that is not allowed.',
      todo: 'Correct the setting that the details name; docs/config.md lists all of them.',
    },
    USAGE: {
      title: 'The command was not understood',
      what: 'An argument of the command is missing, unknown, or has a value that is not allowed.',
      todo: 'Run the command with --help.',
    },
    INTERNAL: {
      title: 'Something went wrong with us',
      what: 'An unexpected error happened in the shared login. Nothing is wrong with your login.',
      todo: 'Go back to the service and try again. If it happens again, contact the service.',
    },

    METADATA_MALFORMED: {
      title: 'The metadata file can’t be read',
      what: 'The file is not well-formed SAML metadata.',
      todo: 'Ask the partner for a new file, and take it over without editing it.',
    },
    METADATA_ENTITY_ID: {
      title: 'The metadata names another party',
      what: 'The entityID is missing, not valid, or not the expected one.',
      todo: 'Check with the partner which entityID is theirs, and that this is their file.',
    },
    METADATA_ROLE: {
      title: 'The metadata lacks the expected role',
      what: 'The file does not describe the role it is imported for: a service provider or an identity provider.',
      todo: 'Import the file as the role it describes, or ask the partner for the right file.',
    },
    METADATA_EXPIRED: {
      title: 'The metadata has expired',
      what: 'The time in validUntil has passed.',
      todo: 'Ask the partner for a fresh file.',
    },
    METADATA_SIGNATURE: {
      title: 'The metadata’s signature can’t be confirmed',
      what: 'The file is not signed by the key it should be signed by, or it was changed after signing.',
      todo: 'Fetch the file again from its source. If that does not help, ask the partner whether the signing key changed.',
    },
    METADATA_NO_SIGNING_KEY: {
      title: 'The metadata has no signing key',
      what: 'Without a key for signatures nobody can prove to be this partner.',
      todo: 'Ask the partner for metadata with a KeyDescriptor for signing.',
    },
    METADATA_WEAK_KEY: {
      title: 'A key in the metadata is too weak',
      what: 'The key is shorter than allowed, or of a kind that is not accepted.',
      todo: 'Ask the partner for an RSA key of 2048 bits or more, or an accepted elliptic curve.',
    },
    METADATA_CERTIFICATE_EXPIRED: {
      title: 'A certificate in the metadata has expired',
      what: 'The partner’s certificate is no longer valid, or not valid yet.',
      todo: 'Ask the partner for metadata with a valid certificate.',
    },
    METADATA_LOCATION: {
      title: 'An address in the metadata is not allowed',
      what: 'Endpoints have to be https addresses without user name and fragment.',
      todo: 'Ask the partner to correct the address that the details name.',
    },
    METADATA_ENDPOINT: {
      title: 'The metadata lacks an endpoint',
      what: 'An endpoint that is needed is missing, stands there twice, or has a binding we don’t use.',
      todo: 'Ask the partner for metadata with the endpoint that the details name.',
    },
    METADATA_ENCRYPTION: {
      title: 'The partner can’t decrypt what we may send',
      what: 'The metadata asks only for encryption that is not allowed, or has no key to encrypt to.',
      todo: 'Ask the partner for an encryption key, and for methods such as AES-GCM with RSA-OAEP.',
    },
    METADATA_PRIVATE_KEY: {
      title: 'The metadata file contains a private key',
      what: 'A private key has been sent along. Whoever has seen the file can pretend to be the partner.',
      todo: 'Delete the file, tell the partner at once, and ask for metadata with a new key.',
    },
  },
};
