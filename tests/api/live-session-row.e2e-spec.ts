import { LiveSessions } from '#group-room';
import { Database, systemPrincipal, type ClinicPrincipal } from '#platform';
import { jest } from '@jest/globals';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { People } from './support/people.js';

jest.setTimeout(60_000);

describe('the live row of a session', () => {
  let clinic: TestClinic;
  let live: LiveSessions;
  const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);
  const sessions = { own: '', other: '', foreign: '' };
  const as: Record<'seat' | 'clinician' | 'system' | 'foreign', ClinicPrincipal> = { seat: undefined!, clinician: undefined!, system: undefined!, foreign: undefined! };

  beforeAll(async () => {
    clinic = await startTestClinic();
    live = clinic.app.get(LiveSessions, { strict: false });
    const people = new People(clinic);
    const [clinicId, foreignClinic] = [await people.clinicNamed('Own'), await people.clinicNamed('Foreign')];
    sessions.own = await people.session(clinicId, 5);
    sessions.other = await people.session(clinicId, 5);
    sessions.foreign = await people.session(foreignClinic, 5);
    const personId = await people.patient(clinicId);
    as.seat = { kind: 'seat', clinicId, personId, seatId: await people.seat(clinicId, sessions.own, personId), sessionId: sessions.own };
    as.clinician = { kind: 'staff', clinicId, personId, roles: ['clinician'], scopes: [], signInId: personId };
    as.system = systemPrincipal(clinicId, 'test');
    as.foreign = systemPrincipal(foreignClinic, 'test');
  });
  afterAll(() => clinic.stop());

  it('is there from the planning on, follows the planned end, and keeps the plan from being deleted', async () => {
    const row = async () => (await clinic.database.owner('select state, planned_to from live_session where session_id = $1', [sessions.own]))[0];
    const planned = async () => (await clinic.database.owner("select 'planned' as state, planned_to from session where id = $1", [sessions.own]))[0];
    expect(await row()).toEqual(await planned());
    await clinic.database.owner("update session set planned_to = planned_to + interval '1 hour' where id = $1", [sessions.own]);
    expect(await row()).toEqual(await planned());
    await expect(clinic.database.owner('delete from session where id = $1', [sessions.own])).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
  });

  it.each([
    ['seat', { own: true, other: false, foreign: false }],
    ['clinician', { own: true, other: true, foreign: false }],
    ['system', { own: true, other: true, foreign: false }],
    ['foreign', { own: false, other: false, foreign: true }],
  ] as const)('is seen, locked and raised by a %s as far as it reaches', async (who, reached) => {
    for (const [whose, reaches] of Object.entries(reached)) {
      const sessionId = sessions[whose as keyof typeof sessions];
      const found = await withPrincipal(as[who], async () => [await live.find(sessionId), await live.lock(sessionId)]);
      expect([whose, ...found.map((session) => session?.sessionId)]).toEqual([whose, ...(reaches ? [sessionId, sessionId] : [undefined, undefined])]);
      const raised = withPrincipal(as[who], () => live.raise(sessionId, ['staff']));
      if (reaches) await expect(raised).resolves.toMatchObject({ staffVersion: found[0]!.staffVersion + 1, seatsVersion: found[0]!.seatsVersion });
      else await expect(raised).rejects.toThrow(/no such session/);
    }
  });
});
