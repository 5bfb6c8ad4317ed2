/** Records of partners: one claim per entityID, role and leg; what an operator changes is seen everywhere within 2 s. */
import { describe, expect, it } from '@jest/globals';
import type { EntityId } from '../../../src/kernel/brands.ts';
import { createProviderRepository } from '../../../src/domain/federation/index.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { codeOfAsync } from '../../support/refusal.ts';
import { settableClock } from '../../support/settable-clock.ts';
import { identityProvider, serviceProvider, uuidOf } from '../../support/world.ts';

function nodes() {
  const clock = settableClock();
  const store = memoryStore(clock);
  // A second node whose store never announces a change: only the maximum age helps it.
  const deaf = { ...store, onChange: () => () => {} };
  return {
    clock,
    here: createProviderRepository(store, clock),
    there: createProviderRepository(deaf, clock),
  };
}

describe('provider records', () => {
  it('are found by exactly their entityID, and by dialect where asked', async () => {
    const { here } = nodes();
    const sp = serviceProvider('sp', 'oiosaml3');
    await here.save(sp);
    expect(await here.findServiceProvider(sp.entityId)).toEqual(sp);
    expect(await here.findServiceProvider(sp.entityId, 'oiosaml3')).toEqual(sp);
    expect(await here.findServiceProvider(sp.entityId, 'oiosaml2')).toBeUndefined();
    for (const name of [
      `${sp.entityId}/`,
      sp.entityId.toUpperCase(),
      '',
      '__proto__',
      '{"$ne":1}',
      'x'.repeat(5000),
    ]) {
      expect(await here.findServiceProvider(name)).toBeUndefined();
    }
  });

  it('the same entityID may serve as service and on several legs, but once in each', async () => {
    const { here } = nodes();
    const entityId = 'https://saml.nemlog-in.dk' as EntityId;
    const records = [
      { ...serviceProvider('sp', 'oiosaml3'), entityId },
      { ...identityProvider('mitid'), entityId },
      { ...identityProvider('nemid'), entityId },
    ];
    for (const record of records) await here.save(record);
    expect((await here.findIdentityProvider(entityId, 'mitid'))?.id).toBe(records[1]?.id);
    expect((await here.findIdentityProvider(entityId, 'nemid'))?.id).toBe(records[2]?.id);
    const second = { ...identityProvider('mitid'), entityId, id: uuidOf('second') };
    expect(await codeOfAsync(() => here.save(second))).toBe('STORE_DUPLICATE');
  });

  it('a service never becomes an identity provider, nor another entity (security.md M2)', async () => {
    const { here } = nodes();
    const sp = serviceProvider('sp', 'oiosaml3');
    await here.save(sp);
    expect(await codeOfAsync(() => here.save({ ...identityProvider('mitid'), id: sp.id }))).toBe(
      'METADATA_ROLE',
    );
    expect(await codeOfAsync(() => here.save({ ...sp, entityId: 'https://other.example' as EntityId }))).toBe(
      'METADATA_ENTITY_ID',
    );
  });

  it('disabled here is disabled on a node that hears nothing, within two seconds', async () => {
    const { clock, here, there } = nodes();
    const [sp, idp] = [serviceProvider('sp', 'oiosaml3'), identityProvider('mitid')];
    await here.save(sp);
    await here.save(idp);
    expect((await there.findServiceProvider(sp.entityId))?.state).toBe('enabled');
    expect(await there.listEnabledIdentityProviders()).toHaveLength(1);
    await here.setState(sp.id, 'disabled');
    await here.setState(idp.id, 'disabled');
    expect((await here.findServiceProvider(sp.entityId))?.state).toBe('disabled');
    clock.advance(2_000);
    expect((await there.findServiceProvider(sp.entityId))?.state).toBe('disabled');
    expect(await there.listEnabledIdentityProviders()).toEqual([]);
  });

  it('fifteen changes at once are all made, none lost', async () => {
    const { here } = nodes();
    const sp = { ...serviceProvider('sp', 'oiosaml3'), expiredCertificateGraceUntil: 0 };
    await here.save(sp);
    const raise = () =>
      here.update(sp.id, (now) => ({
        ...now,
        expiredCertificateGraceUntil: (now.expiredCertificateGraceUntil ?? 0) + 1,
      }));
    await Promise.all(Array.from({ length: 15 }, raise));
    expect((await here.findServiceProvider(sp.entityId))?.expiredCertificateGraceUntil).toBe(15);
  });

  it('changing what is not there is refused', async () => {
    const { here } = nodes();
    expect(await codeOfAsync(() => here.setState(uuidOf('none'), 'disabled'))).toBe('STORE_REFUSED');
  });
});
