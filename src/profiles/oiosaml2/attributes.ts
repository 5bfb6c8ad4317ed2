import { attributeTable } from '../attribute-table.ts';
import { assuranceLevelName, specVersionName, uidName } from './names.ts';

const gov = 'dk:gov:saml:attribute:';

/**
 * The attributes of 2.1.0 with a neutral name, in the order the hub writes them (oiosaml.md 2.1).
 * DiscoveryEPR is not among them: its value is XML, which OIOSAML.Net refuses (oiosaml.md 8, row 27).
 */
export const attributes2 = attributeTable({
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
  always: [
    { name: specVersionName, friendlyName: 'SpecVer' },
    { name: assuranceLevelName, friendlyName: 'AssuranceLevel' },
    { name: uidName, friendlyName: 'Uid' },
  ],
  rows: [
    ['lastName', 'urn:oid:2.5.4.4', 'SurName'],
    ['fullName', 'urn:oid:2.5.4.3', 'CommonName'],
    ['email', 'urn:oid:0.9.2342.19200300.100.1.3', 'Mail'],
    ['orgName', 'urn:oid:2.5.4.10', 'organizationName'],
    ['productionUnit', `${gov}ProductionUnitIdentifier`, 'ProductionUnitIdentifier'],
    ['seNumber', `${gov}SENumberIdentifier`, 'SeNumberIdentifier'],
    ['cprNumber', `${gov}CprNumberIdentifier`, 'CprNumberIdentifier'],
    ['pid', `${gov}PidNumberIdentifier`, 'PidNumberIdentifier'],
    ['cvr', `${gov}CvrNumberIdentifier`, 'CVRnumberIdentifier'],
    ['rid', `${gov}RidNumberIdentifier`, 'RidNumberIdentifier'],
    ['privileges', `${gov}Privileges_intermediate`, 'Privileges'],
    ['authorizedToRepresent', `${gov}AuthorizedToRepresent`, 'AuthorizedToRepresent'],
  ],
  // Older metadata spells seNumberIdentifier; corrected in the STS rules (oiosaml.md 2.1).
  anyCase: ['seNumber'],
});
