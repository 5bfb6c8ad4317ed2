import { attributeTable } from '../attribute-table.ts';
import { loaName, specVersionName } from './names.ts';

const eid = 'https://data.gov.dk/model/core/eid/';
const nsis = 'https://data.gov.dk/concept/core/nsis/';

/** Every attribute of OIOSAML 3.0.3 with a neutral name, in the order the hub writes them (oiosaml.md 1.1). */
export const attributes3 = attributeTable({
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  always: [
    { name: specVersionName, friendlyName: 'SpecVer' },
    { name: loaName, friendlyName: 'NSISLevelOfAssurance' },
  ],
  rows: [
    ['ial', `${nsis}ial`, 'IdentityAssuranceLevel'],
    ['aal', `${nsis}aal`, 'AuthenticationAssuranceLevel'],
    ['fullName', `${eid}fullName`, 'FullName'],
    ['firstName', `${eid}firstName`, 'FirstName'],
    ['lastName', `${eid}lastName`, 'LastName'],
    ['alias', `${eid}alias`, 'Alias'],
    ['email', `${eid}email`, 'Email'],
    ['cprNumber', `${eid}cprNumber`, 'CPRNumber'],
    ['age', `${eid}age`, 'Age'],
    ['cprUuid', `${eid}cprUuid`, 'CPRUUID'],
    ['dateOfBirth', `${eid}dateOfBirth`, 'DateOfBirth'],
    ['bootstrapToken', `${eid}bootstrapToken`, 'BootstrapToken'],
    ['privileges', `${eid}privilegesIntermediate`, 'Privileges'],
    ['pid', `${eid}person/pid`, 'PID'],
    ['professionalUuid', `${eid}professional/uuid/persistent`, 'ProfessionalPersistentUUID'],
    ['rid', `${eid}professional/rid`, 'RID'],
    ['cvr', `${eid}professional/cvr`, 'CVR'],
    ['orgName', `${eid}professional/orgName`, 'OrganizationName'],
    ['productionUnit', `${eid}professional/productionUnit`, 'ProductionUnit'],
    ['seNumber', `${eid}professional/seNumber`, 'SENumber'],
    ['authorizedToRepresent', `${eid}professional/authorizedToRepresent`, 'AuthorizedToRepresent'],
  ],
});
