import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host } from './support/live-group.js';
import { password } from './support/people.js';

jest.setTimeout(60_000);

describe('the day as staff see it', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;

  const staffBrowser = async (roles: string[]) => {
    const email = `${randomUUID()}@clinic.example.org`;
    await group.people.staff(group.clinicId, email, roles);
    const browser = group.browser();
    await browser.post('/api/v1/sign-in', { email, password });
    return browser;
  };

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
    // The clinic's local day always holds the session's start, whatever time the test runs at.
    await clinic.database.owner('update session set planned_from = now(), lobby_opens_at = now() where id = $1', [group.sessionId]);
    host = await (await group.host('Dr. Field')).goIn();
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('counts who is expected, waits, is inside and away; clinicians see their own blocks, the desk all', async () => {
    const ana = await group.waiting('Ana');
    const bea = await group.waiting('Bea');
    const cal = await group.waiting('Cal');
    await group.patient('Dov');
    for (const member of [bea, cal]) {
      await host.socket.act('seat.admit', { seatId: member.seatId });
      await member.connectByPush();
    }
    await cal.drop();
    const card = { sessionId: group.sessionId, title: 'Test block', hosts: ['Dr. Field'], state: 'live', people: { expected: 1, waiting: 1, inRoom: 1, away: 1 } };
    expect((await host.browser.get('/api/v1/today')).body).toMatchObject({ zone: 'America/Los_Angeles', blocks: [{ ...card, may: ['open_room', 'read_people', 'give_access', 'read_attendance'] }] });
    expect((await (await staffBrowser(['coordinator'])).get('/api/v1/today')).body.blocks).toMatchObject([{ ...card, may: ['read_people', 'give_access', 'read_attendance'] }]);
    expect((await (await staffBrowser(['clinician'])).get('/api/v1/today')).body.blocks).toEqual([]);
    const other = await LiveGroup.planned(clinic);
    const stranger = await other.host('Dr. Other');
    expect(JSON.stringify((await stranger.browser.get('/api/v1/today')).body)).not.toContain(group.sessionId);
    expect(ana.seatId).toBeDefined();
  });

  it('keeps a group in the list that began before midnight and goes on, and none that was over by then', async () => {
    const night = await LiveGroup.planned(clinic);
    const nurse = await night.host('Dr. Night');
    const seen = async (): Promise<unknown[]> => (await nurse.browser.get('/api/v1/today')).body.blocks;
    const move = (to: string) =>
      clinic.database.owner(
        `update session set planned_from = today - interval '2 hours', lobby_opens_at = today - interval '3 hours', planned_to = today + ${to}
           from (select date_trunc('day', now() at time zone 'America/Los_Angeles') at time zone 'America/Los_Angeles' as today) d where id = $1`,
        [night.sessionId],
      );
    await move("interval '1 hour'");
    expect(await seen()).toMatchObject([{ sessionId: night.sessionId, state: 'planned' }]);
    await move("interval '-1 hour'");
    expect(await seen()).toEqual([]);
  });

  it('shows the desk who is missing, whom to call, and whether the link works', async () => {
    const eva = await group.patient('Eva');
    const fay = await group.patient('Fay');
    await group.people.link(group.clinicId, group.sessionId, eva.seatId);
    const desk = await staffBrowser(['coordinator']);
    const { body } = await desk.get(`/api/v1/sessions/${group.sessionId}/people`);
    const person = (seatId: string) => body.people.find((one: { seatId: string }) => one.seatId === seatId);
    expect(person(eva.seatId)).toEqual({ seatId: eva.seatId, role: 'patient', fullName: `Test ${eva.canaries.surname}`, shownName: null, phone: eva.canaries.phone, state: 'expected', since: null, linkWorks: true, linkDevices: 0 });
    expect(person(fay.seatId)).toMatchObject({ linkWorks: false });
    expect(person(host.seatId)).toMatchObject({ role: 'host', state: 'in', since: expect.any(String) });
    const [read] = await clinic.database.owner("select outcome from audit_entry where action = 'session.people_read' and object_id = $1", [group.sessionId]);
    expect(read).toEqual({ outcome: 'done' });
    expect((await (await staffBrowser(['clinician'])).get(`/api/v1/sessions/${group.sessionId}/people`)).body.code).toBe('not_found');
    expect((await desk.post(`/api/v1/sessions/${group.sessionId}/host-pass`)).body.code).toBe('not_allowed');
  });
});
