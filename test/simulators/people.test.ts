import { describe, expect, it } from '@jest/globals';
import { citizens, cprOfPid, employees, people } from '../../src/simulators/index.ts';
import { levelOf, lowerOf, mitidMethods, reaches } from '../../src/simulators/methods.ts';

describe('fictive people', () => {
  it('have CPR numbers that cannot be real: month 99 of day 99', () => {
    for (const citizen of citizens) expect(citizen.cpr).toMatch(/^999999\d{4}$/);
  });

  it('have PIDs, RIDs, CVR numbers and UUIDs of valid form', () => {
    const uuid = /^[0-9a-f]{8}-0000-4000-8000-[0-9a-f]{12}$/;
    for (const citizen of citizens) {
      if (citizen.nemid !== undefined) expect(citizen.nemid.pid).toMatch(/^9208-2002-2-\d{12}$/);
      expect(citizen.cprUuid).toMatch(uuid);
    }
    for (const employee of employees) {
      expect(employee.company.cvr).toMatch(/^9999\d{4}$/);
      if (employee.nemid !== undefined) expect(employee.nemid.rid).toMatch(/^\d{8}$/);
    }
    for (const person of people) if (person.mitid !== undefined) expect(person.mitid.uuid).toMatch(uuid);
  });

  it('share no key, number or UUID', () => {
    const all = people.flatMap((person) => [
      person.key,
      ...(person.mitid === undefined ? [] : [person.mitid.uuid]),
      ...(person.kind === 'person'
        ? [person.cpr, person.cprUuid, person.nemid?.pid ?? person.key + '-']
        : []),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('cover who has what: both, NemID only, MitID only, registered at Low, both without CPR from NemID', () => {
    const kinds = citizens.map((one) =>
      [one.nemid && 'nemid', one.nemid?.sendsCpr && 'cpr', one.mitid?.ial].filter(Boolean).join(' '),
    );
    expect(kinds).toEqual(['nemid cpr High', 'nemid cpr', 'Substantial', 'Low', 'nemid Substantial']);
    const work = employees.map((one) =>
      [one.company.cvr, one.nemid?.rid, one.mitid && 'mitid', one.mitid?.rid].filter(Boolean).join(' '),
    );
    expect(work).toEqual(['99990001 10000001 mitid 10000001', '99990002 10000001', '99990002 mitid']);
  });

  it('are found by PID in the simulated register, whether or not NemID tells the CPR number', () => {
    expect([...cprOfPid.values()]).toEqual(['9999990001', '9999990002', '9999990005']);
  });
});

describe('levels', () => {
  it('are the lower of registration and means (NSIS)', () => {
    expect(lowerOf('High', 'Low')).toBe('Low');
    expect(lowerOf('Substantial', 'High')).toBe('Substantial');
    expect(reaches('Substantial', 'High')).toBe(false);
    expect(reaches('High', 'High')).toBe(true);
  });

  it('follow the table of means: one is low, app or code substantial, chip with another high', () => {
    const table = Object.fromEntries(mitidMethods.map(({ key, aal }) => [key, aal]));
    expect(table).toEqual({
      password: 'Low',
      chip: 'Low',
      app: 'Substantial',
      'password-display': 'Substantial',
      'password-audio': 'Substantial',
      'password-chip': 'High',
      'app-chip': 'High',
    });
  });

  it('do not exist for those without MitID', () => {
    const kaj = people.find((one) => one.key === 'kaj');
    const [method] = mitidMethods;
    expect(kaj && method && levelOf(kaj, method)).toBeUndefined();
  });
});
