import type { ClinicRole } from '#kernel';
import { systemPrincipal } from '#platform';
import { PlanSession } from '#scheduling';
import { FakeClock } from '#testing';
import { jest } from '@jest/globals';
import { Browser, type Answer } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup } from './support/live-group.js';
import { password, People } from './support/people.js';

jest.setTimeout(60_000);

const zone = 'America/Los_Angeles';
const minute = 60_000;

describe('the settings of a clinic', () => {
  const clock = new FakeClock();
  let clinic: TestClinic;
  let people: People;
  let clinicId: string;
  let programId: string;
  let cohortId: string;
  let admin: Browser;
  let visitors = 0;

  const rows = <Row extends Record<string, unknown>>(text: string, ...parameters: unknown[]) => clinic.database.owner<Row>(text, parameters);
  const inMinutes = (count: number) => new Date(clock.now().getTime() + count * minute);

  async function signedIn(role: ClinicRole, where = clinicId, ofProgramAlone: string | null = null): Promise<Browser> {
    const email = `${role}-${++visitors}@example.org`;
    const personId = await people.staff(where, email, [role]);
    await rows('update role_assignment set program_id = $2 where person_id = $1', personId, ofProgramAlone);
    const browser = new Browser(clinic.origin, `203.0.113.${visitors}`);
    await browser.post('/api/v1/sign-in', { email, password });
    return browser;
  }

  const ofClinic = (from: object, to: object, by = admin): Promise<Answer> => by.send('PATCH', '/api/v1/settings/clinic', { from, to });
  const ofProgram = (from: object, to: object, by = admin): Promise<Answer> => by.send('PATCH', `/api/v1/settings/programs/${programId}`, { from, to });
  const ofCohort = (from: object, to: object, by = admin): Promise<Answer> => by.send('PATCH', `/api/v1/settings/cohorts/${cohortId}`, { from, to });
  const lobby = (from: number, to: number, by = admin): Promise<Answer> => ofProgram({ lobby_opens_minutes: from }, { lobby_opens_minutes: to }, by);
  const lines = async () => (await rows<{ details: unknown }>("select details from audit_entry where clinic_id = $1 and action = 'setting.changed' order by id", clinicId)).map(({ details }) => details);

  /** A session of the cohort that begins in so many minutes, with a seat and its link. */
  async function planned(beginsInMinutes: number): Promise<{ sessionId: string; seatId: string; from: Date }> {
    const from = inMinutes(beginsInMinutes);
    const wish = { kind: 'block' as const, cohortId, title: 'Group', zone, from, to: new Date(from.getTime() + 180 * minute) };
    const sessionId = await clinic.app.get(PlanSession).run(systemPrincipal(clinicId, 'test of settings'), wish);
    const seatId = await people.seat(clinicId, sessionId, await people.patient(clinicId));
    await people.link(clinicId, sessionId, seatId);
    return { sessionId, seatId, from };
  }

  /** Minutes before the start at which the lobby opens, and at which the live link works. */
  async function leads({ sessionId, seatId, from }: { sessionId: string; seatId: string; from: Date }): Promise<{ lobby: number; link: number }> {
    const [row] = await rows<{ lobby: Date; link: Date }>('select e.lobby_opens_at as lobby, l.works_from as link from session e, join_link l where e.id = $1 and l.seat_id = $2 and l.dead_at is null', sessionId, seatId);
    const before = (at: Date) => (from.getTime() - at.getTime()) / minute;
    return { lobby: before(row!.lobby), link: before(row!.link) };
  }

  beforeAll(async () => {
    clinic = await startTestClinic({}, { clock });
    people = new People(clinic);
  });
  afterAll(() => clinic.stop());
  beforeEach(async () => {
    clinicId = await people.clinicNamed('Settings clinic');
    [{ id: programId }] = (await rows<{ id: string }>("insert into program (clinic_id, name, kind, zone) values ($1, 'Day program', 'iop_mh', $2) returning id", clinicId, zone)) as [{ id: string }];
    [{ id: cohortId }] = (await rows<{ id: string }>("insert into cohort (clinic_id, program_id, name) values ($1, $2, 'Mornings') returning id", clinicId, programId)) as [{ id: string }];
    admin = await signedIn('admin');
  });

  it('are read and changed by administrators of the whole clinic alone, and only they are offered the page', async () => {
    expect((await admin.get('/api/v1/settings')).body).toMatchObject({
      clinic: { clinic_name: 'Settings clinic', clinic_zone: zone, clinic_phone: '(916) 555-0100', second_language_line: null },
      programs: [{ programId, name: 'Day program', settings: { lobby_opens_minutes: 15 }, cohorts: [{ cohortId, name: 'Mornings', settings: { capacity: 12 } }] }],
    });
    expect((await admin.get('/api/v1/me')).body.may).toContain('manage_settings');
    for (const other of [await signedIn('clinician'), await signedIn('coordinator'), await signedIn('supervisor'), await signedIn('admin', clinicId, programId)]) {
      const tries = [await other.get('/api/v1/settings'), await ofClinic({ clinic_name: 'Settings clinic' }, { clinic_name: 'Mine' }, other), await lobby(15, 20, other), await ofCohort({ capacity: 12 }, { capacity: 13 }, other)];
      expect(tries.map(({ body }) => body.code)).toEqual(Array(4).fill('not_allowed'));
      expect((await other.get('/api/v1/me')).body.may).not.toContain('manage_settings');
    }
    expect(await lines()).toEqual([]);
  });

  it('of another clinic are not there', async () => {
    const foreign = await signedIn('admin', await people.clinicNamed('Another clinic'));
    expect([(await lobby(15, 20, foreign)).body.code, (await ofCohort({ capacity: 12 }, { capacity: 13 }, foreign)).body.code]).toEqual(['not_found', 'not_found']);
    expect((await foreign.get('/api/v1/settings')).body.programs).toEqual([]);
  });

  it.each<[string, string, unknown, object]>([
    ['a name of nothing', 'clinic_name', '  ', { field: 'to.clinic_name', reason: 'empty' }],
    ['a zone that is none', 'clinic_zone', 'America/Atlantis', { field: 'to.clinic_zone', reason: 'zone' }],
    ['an offset for a zone', 'clinic_zone', '+05:00', { field: 'to.clinic_zone', reason: 'zone' }],
    ['a number that nobody can call', 'clinic_phone', '911 911 9111', { field: 'to.clinic_phone', reason: 'phone' }],
    ['a number of words', 'clinic_phone', 'call us', { field: 'to.clinic_phone', reason: 'phone' }],
    ['a setting that there is not', 'colour', 'red', { field: 'to', reason: 'unrecognized_keys' }],
  ])('refuse %s and say where the fault is', async (_what, key, to, details) => {
    const { clinic: now } = (await admin.get('/api/v1/settings')).body;
    expect((await ofClinic({ ...(key in now && { [key]: now[key] }) }, { [key]: to })).body).toMatchObject({ code: 'bad_input', details });
    expect((await admin.get('/api/v1/settings')).body.clinic).toEqual(now);
  });

  it.each([-1, 121, 7.5, '20', null])('refuse a lobby of %p minutes', async (minutes) => {
    expect((await ofProgram({ lobby_opens_minutes: 15 }, { lobby_opens_minutes: minutes })).body).toMatchObject({ code: 'bad_input', details: { field: 'to.lobby_opens_minutes' } });
  });

  it('keep a phone as people of the country write it, and leave a line in the access log for each change', async () => {
    const answer = await ofClinic({ clinic_phone: '(916) 555-0100', clinic_name: 'Settings clinic', clinic_zone: zone }, { clinic_phone: '+1 916.555.0199', clinic_name: 'Delta  Street', clinic_zone: zone });
    expect(answer.body).toMatchObject({ settings: { clinic_phone: '(916) 555-0199', clinic_name: 'Delta Street', clinic_zone: zone } });
    expect((await admin.get('/api/v1/me')).body.clinic).toMatchObject({ name: 'Delta Street', phone: '(916) 555-0199' });
    expect(await lines()).toEqual([
      { key: 'clinic_name', from: 'Settings clinic', to: 'Delta Street' },
      { key: 'clinic_phone', from: '(916) 555-0100', to: '(916) 555-0199' },
    ]);
    // The same once more, as from a page whose answer was lost, changes nothing.
    expect((await ofClinic({ clinic_name: 'Settings clinic' }, { clinic_name: 'Delta Street' })).status).toBe(200);
    expect(await lines()).toHaveLength(2);
  });

  it('notice that somebody else changed the same one meanwhile, and let both change different ones', async () => {
    const other = await signedIn('admin');
    const answers = await Promise.all([ofClinic({ clinic_name: 'Settings clinic' }, { clinic_name: 'North' }), ofClinic({ clinic_name: 'Settings clinic' }, { clinic_name: 'South' }, other), ofClinic({ clinic_phone: '(916) 555-0100' }, { clinic_phone: '(916) 555-0101' }, other)]);
    expect(answers.map(({ status }) => status).slice(0, 2).sort()).toEqual([200, 409]);
    expect(answers[2].status).toBe(200);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'conflict', details: { key: 'clinic_name' } });
    expect(await lines()).toHaveLength(2);
  });

  it('a lobby at T-20 is one change: sessions that have not opened follow with their links, an open, a live and a past one stay', async () => {
    // The plan goes forward: what lies nearest was planned first.
    const past = await planned(1);
    const live = await planned(2);
    await rows("update live_session set state = 'live', first_host_at = $2 where session_id = $1", live.sessionId, clock.now());
    await rows("update live_session set state = 'ended', ended_at = $2, ended_by = 'host' where session_id = $1", past.sessionId, clock.now());
    const [open, soon, tomorrow] = [await planned(14), await planned(40), await planned(24 * 60)];
    const answer = await lobby(15, 20);
    expect(answer.body).toEqual({ settings: { lobby_opens_minutes: 20 }, followed: 2 });
    expect(await Promise.all([past, live, open, soon, tomorrow].map(async (each) => (await leads(each)).lobby))).toEqual([15, 15, 15, 20, 20]);
    // Those planned from now on, too.
    expect((await leads(await planned(50))).lobby).toBe(20);

    expect((await lobby(20, 120)).body.followed).toBe(3);
    // Those that begin within two hours are open by now.
    expect(await leads(soon)).toEqual({ lobby: 120, link: 120 });
    expect(await leads(tomorrow)).toEqual({ lobby: 120, link: 120 });
    expect((await lobby(120, 0)).body.followed).toBe(1);
    expect(await leads(tomorrow)).toEqual({ lobby: 0, link: 60 });
    expect(await leads(soon)).toEqual({ lobby: 120, link: 120 });
    expect(await lines()).toEqual([
      { key: 'lobby_opens_minutes', from: 15, to: 20 },
      { key: 'lobby_opens_minutes', from: 20, to: 120 },
      { key: 'lobby_opens_minutes', from: 120, to: 0 },
    ]);
  });

  it('a session that is planned, and a link that is made, while the lobby changes follow the one or the other whole', async () => {
    const before = await planned(24 * 60);
    const [, made] = await Promise.all([lobby(15, 120), planned(24 * 60), people.link(clinicId, before.sessionId, before.seatId)]);
    expect(await Promise.all([before, made].map(leads))).toEqual([{ lobby: 120, link: 120 }, { lobby: 120, link: 120 }]);
  });

  it('a cohort’s capacity goes on to its planned sessions, but not to one that was given its own, nor to an open one', async () => {
    const [open, plain, own] = [await planned(5), await planned(24 * 60), await planned(24 * 60)];
    await rows('update session set capacity = 6 where id = $1', own.sessionId);
    expect((await ofCohort({ capacity: 12 }, { capacity: 14 })).body).toEqual({ settings: { capacity: 14 }, followed: 1 });
    const kept = await Promise.all([open, plain, own].map(async ({ sessionId }) => (await rows<{ capacity: number }>('select capacity from session where id = $1', sessionId))[0]!.capacity));
    expect(kept).toEqual([12, 14, 6]);
    expect((await ofCohort({ capacity: 14 }, { capacity: 41 })).body).toMatchObject({ code: 'bad_input', details: { field: 'to.capacity' } });
  });

  it('a line for those who call in Spanish is on every page of a visit, the first one too, until it is taken back; the log keeps no number', async () => {
    const { seatId, sessionId } = await planned(10);
    const patient = new Browser(clinic.origin, `203.0.113.${++visitors}`);
    const card = async () => (await patient.post('/api/v1/links/redeem', { token: await people.link(clinicId, sessionId, seatId) })).body.clinic;
    const change = (from: string | null, to: string | null) => ofClinic({ second_language_line: from }, { second_language_line: to });
    const plain = { name: 'Settings clinic', phone: '(916) 555-0100' };
    expect(await card()).toEqual(plain);
    expect((await change(null, '916 555 0177')).body.settings.second_language_line).toBe('(916) 555-0177');
    expect(await card()).toEqual({ ...plain, secondLanguageLine: '(916) 555-0177' });
    expect((await patient.get(`/api/v1/visits/${seatId}`)).body.clinic).toEqual({ ...plain, secondLanguageLine: '(916) 555-0177' });
    expect((await change('(916) 555-0177', '911')).body).toMatchObject({ code: 'bad_input' });
    expect((await change('(916) 555-0177', null)).body.settings.second_language_line).toBeNull();
    expect(await card()).toEqual(plain);
    expect(await lines()).toEqual([{ key: 'second_language_line' }, { key: 'second_language_line' }]);
  });

  describe('the group agreement', () => {
    const bodies = { en: '# What is said here stays here\n\n- Be kind', es: '# Lo que se dice aquí se queda aquí\n\n- Sea amable' };
    const publish = (from: number | null, texts: object, by = admin): Promise<Answer> => by.send('PUT', '/api/v1/settings/agreement', { from, bodies: texts });

    it('is none at first, and a new text is the next version in both languages', async () => {
      expect((await admin.get('/api/v1/settings/agreement')).body).toEqual({ agreement: null });
      const first = { agreement: { version: 1, publishedAt: clock.now().toISOString(), bodies } };
      expect((await publish(null, { en: `${bodies.en}  \r\n\r\n`, es: bodies.es })).body).toEqual(first);
      // The same once more, as from a page whose answer was lost, is no new one.
      expect((await publish(null, bodies)).body).toEqual(first);
      expect((await publish(1, { ...bodies, es: 'Sea amable.' })).body).toMatchObject({ agreement: { version: 2, bodies: { en: bodies.en, es: 'Sea amable.' } } });
      expect(await rows("select details from audit_entry where clinic_id = $1 and action = 'agreement.published' order by id", clinicId)).toEqual([{ details: { version: 1, before: null } }, { details: { version: 2, before: 1 } }]);
    });

    it('of two who publish at once, one is told that the other was first', async () => {
      const other = await signedIn('admin');
      const answers = await Promise.all([publish(null, bodies), publish(null, { ...bodies, en: 'Be kind.' }, other)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await rows('select distinct version from agreement_version where clinic_id = $1', clinicId)).toEqual([{ version: 1 }]);
      for (const wrong of [{ en: 'Be kind.' }, { ...bodies, es: ' \n ' }, { ...bodies, en: 'x'.repeat(12_001) }]) expect((await publish(1, wrong)).body.code).toBe('bad_input');
    });

    it('in a new version is asked of everybody again, but takes nobody out of the room', async () => {
      const group = await LiveGroup.planned(clinic);
      const [host, owner] = [await (await group.host('Dr. Field')).goIn(), await signedIn('admin', group.clinicId)];
      const inside = await host.letIn('Ana');
      const before = (await inside.visit()).body.step;
      const bea = await group.patient('Bea');
      await bea.comeToLobby();
      const answer = await publish(1, { ...bodies, es: 'Sea amable con todos.' }, owner);
      expect(answer.body.agreement.version).toBe(2);
      expect([before, (await inside.visit()).body.step]).toEqual(['room', 'room']);
      const asked = (await bea.browser.get(`/api/v1/visits/${bea.seatId}?locale=es`)).body;
      expect(asked).toMatchObject({ step: 'agreement', agreement: { version: 2, body: 'Sea amable con todos.' } });
      group.closeSockets();
    });
  });
});
