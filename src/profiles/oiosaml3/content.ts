import { type ServiceProvider } from '../../domain/federation/index.ts';
import { type AttributeName, type Release } from '../../domain/login/index.ts';
import { HubError } from '../../kernel/errors.ts';
import { type AssertionContent, attributeNameFormat, nameIdFormat } from '../../saml/message/index.ts';
import { assertionFrame } from '../assertion-frame.ts';
import { saidValues, type WrittenAttribute } from '../attribute-table.ts';
import { type AssertionContext } from '../dialect-profile.ts';
import { writeDateOfBirth, writeUuid } from '../value-forms.ts';
import { attributes3 } from './attributes.ts';
import {
  assuranceLevelName,
  loaClassRef,
  loaName,
  specVersion,
  specVersionName,
  subjectPrefixes,
  unspecifiedClassRef,
} from './names.ts';

/** @throws HubError NO_AUTHN_CONTEXT if there is no NSIS level and the service takes no AssuranceLevel */
export function assertionContent(
  release: Release,
  sp: ServiceProvider,
  context: AssertionContext,
): AssertionContent {
  const words = {
    nameId: { format: nameIdFormat.persistent, value: subjectPrefixes[release.kind] + release.pairwiseId },
    classRef: release.level === undefined ? unspecifiedClassRef : loaClassRef(release.level),
    attributes: [
      attributes3.write(specVersionName, [specVersion]),
      levelAttribute(release, sp),
      ...releasedAttributes(release, sp),
    ],
  };
  return assertionFrame(words, release, context);
}

/** loa, or AssuranceLevel in its place, never both; never above 3 (oiosaml.md 1.1 note 1). */
function levelAttribute(release: Release, sp: ServiceProvider): WrittenAttribute {
  if (release.level !== undefined) return attributes3.write(loaName, [release.level]);
  if (!sp.settings.acceptsAssuranceLevel) {
    throw new HubError('NO_AUTHN_CONTEXT', 'no NSIS level, and the service takes no AssuranceLevel');
  }
  return {
    name: assuranceLevelName,
    friendlyName: 'AssuranceLevel',
    nameFormat: attributeNameFormat.uri,
    values: [String(Math.min(release.legacyLevel, 3))],
  };
}

/** In the order of the table; an attribute without a value is left out, never sent empty. */
function releasedAttributes(release: Release, sp: ServiceProvider): WrittenAttribute[] {
  const values = releasedValues(release, sp);
  return [...attributes3.wireNames].flatMap(([name, wireName]) => {
    const said = saidValues(values[name]);
    return said.length === 0 ? [] : [attributes3.write(wireName, said)];
  });
}

type Values = readonly (string | undefined)[];

function releasedValues(release: Release, { settings }: ServiceProvider): Record<AttributeName, Values> {
  const { personal, organisation } = release;
  const { dateOfBirth, cprUuid } = personal;
  const isPerson = release.kind === 'person';
  return {
    ial: [release.ial],
    aal: [release.aal],
    fullName: [personal.fullName],
    firstName: [personal.firstName],
    lastName: [personal.lastName],
    alias: [personal.alias],
    email: personal.email ?? [],
    cprNumber: [release.cprNumber],
    age: [personal.age],
    cprUuid: [cprUuid && writeUuid(cprUuid, settings.uuidForm)],
    dateOfBirth: [dateOfBirth && writeDateOfBirth(dateOfBirth, settings.dateOfBirthForm)],
    bootstrapToken: [release.bootstrapToken],
    privileges: [release.privileges],
    pid: [isPerson ? release.pid : undefined],
    professionalUuid: [
      isPerson || !release.professionalUuid
        ? undefined
        : writeUuid(release.professionalUuid, settings.uuidForm),
    ],
    rid: [isPerson ? undefined : release.rid],
    cvr: [organisation?.cvr],
    orgName: [organisation?.orgName],
    productionUnit: [organisation?.productionUnit],
    seNumber: [organisation?.seNumber],
    authorizedToRepresent: organisation?.authorizedToRepresent ?? [],
  };
}
