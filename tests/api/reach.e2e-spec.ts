import type { ClinicRole } from '#kernel';
import { systemPrincipal } from '#platform';
import { PlanSession } from '#scheduling';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveSocket } from './support/live-socket.js';
import { password, People } from './support/people.js';
import { watchStatements } from './support/statements.js';

jest.setTimeout(120_000);

/** A block of each cohort; a visit of one patient alone, who is enrolled in Day B; a block of another clinic; one that is not there. */
const places = ['dayA', 'dayB', 'evening', 'visit', 'abroad', 'nowhere'] as const;
type Place = (typeof places)[number];

/** What one may do at a place: lead it, look after it, read it, know of its plan, look after its patient alone, nothing. */
type Standing = 'leads' | 'looks after' | 'reads' | 'plans' | 'person' | 'nothing';

interface Actor {
  readonly roles: readonly { role: ClinicRole; program?: 'day' | 'evening'; cohort?: 'dayB' }[];
  readonly at: Partial<Record<Place, Standing>>;
}
const actors: Readonly<Record<string, Actor>> = {
  'the host of day A': { roles: [{ role: 'clinician' }], at: { dayA: 'leads' } },
  'an observer of day A': { roles: [{ role: 'clinician' }], at: { dayA: 'reads' } },
  'a clinician without a group': { roles: [{ role: 'clinician' }], at: {} },
  'a clinician in the care team of the evening patient': { roles: [{ role: 'clinician' }], at: { evening: 'person' } },
  'the coordinator of the clinic': { roles: [{ role: 'coordinator' }], at: { dayA: 'looks after', dayB: 'looks after', evening: 'looks after', visit: 'looks after' } },
  'a coordinator of the day program': { roles: [{ role: 'coordinator', program: 'day' }], at: { dayA: 'looks after', dayB: 'looks after', visit: 'person' } },
  'a coordinator of day B': { roles: [{ role: 'coordinator', program: 'day', cohort: 'dayB' }], at: { dayB: 'looks after', visit: 'person' } },
  'a supervisor of the evening program': { roles: [{ role: 'supervisor', program: 'evening' }], at: { evening: 'reads' } },
  'an administrator': { roles: [{ role: 'admin' }], at: { dayA: 'plans', dayB: 'plans', evening: 'plans', visit: 'plans' } },
  'an administrator who supervises the evening program': { roles: [{ role: 'admin' }, { role: 'supervisor', program: 'evening' }], at: { dayA: 'plans', dayB: 'plans', evening: 'reads', visit: 'plans' } },
};

/** Everything that can be asked about a place, and what each standing gets. */
type Asked = 'listed' | 'people' | 'attendance' | 'evidence' | 'new link' | 'new PIN' | 'host seat' | 'host pass' | 'socket' | 'may';
const no = { listed: '-', people: 'not_found', attendance: 'not_found', evidence: 'not_found', 'new link': 'not_found', 'new PIN': 'not_found', 'host seat': 'not_found', 'host pass': 'not_found', socket: 'not_found', may: '' };
const barred = { people: 'not_allowed', attendance: 'not_allowed', evidence: 'not_allowed', 'new link': 'not_allowed', 'new PIN': 'not_allowed', 'host seat': 'not_allowed', 'host pass': 'not_allowed', socket: 'not_allowed' };
const expected: Readonly<Record<Standing, Record<Asked, string>>> = {
  leads: { listed: 'with counts', people: '200', attendance: '200', evidence: '200', 'new link': '200', 'new PIN': '200', 'host seat': '200', 'host pass': '200', socket: 'in', may: 'open_room read_people give_access read_attendance' },
  'looks after': { ...barred, listed: 'with counts', people: '200', attendance: '200', evidence: '200', 'new link': '200', 'new PIN': '200', may: 'read_people give_access read_attendance' },
  reads: { ...barred, listed: 'with counts', people: '200', attendance: '200', evidence: '200', may: 'read_people read_attendance' },
  plans: { ...barred, listed: 'without counts', may: '' },
  person: { ...no, evidence: '200', 'new link': '200', 'new PIN': '200' },
  nothing: no,
};

describe('how far each of the staff reaches', () => {
  let clinic: TestClinic;
  let people: People;
  let clinicId: string;
  const sessions = {} as Record<Place, string>;
  /** The patient's seat, and the host's. */
  const seats = {} as Record<Place, { patient: string; host: string }>;
  const programs = {} as Record<'day' | 'evening', string>;
  const cohorts = {} as Record<'dayA' | 'dayB' | 'evening', string>;
  const browsers = new Map<string, { browser: Browser; personId: string }>();
  let visitors = 0;

  const made = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const columns = Object.keys(row).join(', ');
    const [{ id } = { id: '' }] = await clinic.database.owner<{ id: string }>(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb) returning id`, [JSON.stringify(row)]);
    return id;
  };

  async function staff({ roles }: Pick<Actor, 'roles'>, where = clinicId): Promise<{ browser: Browser; personId: string }> {
    const email = `${randomUUID()}@clinic.example.org`;
    const personId = await people.staff(where, email, []);
    for (const { role, program, cohort } of roles)
      await made('role_assignment', { clinic_id: where, id: randomUUID(), person_id: personId, role, valid_from: new Date(0), program_id: program && programs[program], cohort_id: cohort && cohorts[cohort] });
    const browser = new Browser(clinic.origin, `203.0.113.${++visitors}`);
    expect((await browser.post('/api/v1/sign-in', { email, password })).status).toBe(200);
    return { browser, personId };
  }

  async function planned(place: Place, where: string, cohortId: string | null): Promise<string> {
    const from = clinic.clock.now();
    const wish = { kind: cohortId ? ('block' as const) : ('individual' as const), cohortId, title: `Session ${place}`, zone: 'America/Los_Angeles', from, to: new Date(from.getTime() + 3 * 3_600_000) };
    const sessionId = await clinic.app.get(PlanSession, { strict: false }).run(systemPrincipal(where, 'test'), wish);
    const patientId = await people.patient(where, `Of ${place}`);
    if (place === 'visit') await made('enrolment', { clinic_id: where, id: randomUUID(), cohort_id: cohorts.dayB, person_id: patientId, starts_on: '2020-01-01', weekdays: [1] });
    const host = await people.staff(where, `${randomUUID()}@clinic.example.org`, ['clinician']);
    sessions[place] = sessionId;
    seats[place] = { patient: await people.seat(where, sessionId, patientId), host: await people.seat(where, sessionId, host, place === 'dayA' ? 'co_facilitator' : 'host') };
    return patientId;
  }

  beforeAll(async () => {
    clinic = await startTestClinic();
    people = new People(clinic);
    clinicId = await people.clinicNamed('Reach test clinic');
    const abroad = await people.clinicNamed('Another clinic');
    for (const name of ['day', 'evening'] as const) programs[name] = await made('program', { clinic_id: clinicId, id: randomUUID(), name, kind: 'iop_mh', zone: 'America/Los_Angeles', lobby_opens_minutes: 15 });
    for (const [name, program] of [['dayA', 'day'], ['dayB', 'day'], ['evening', 'evening']] as const) cohorts[name] = await made('cohort', { clinic_id: clinicId, id: randomUUID(), program_id: programs[program], name, track: 'day', capacity: 12, admission: 'rolling' });
    for (const place of ['dayA', 'dayB'] as const) await planned(place, clinicId, cohorts[place]);
    const ofTheEvening = await planned('evening', clinicId, cohorts.evening);
    await planned('visit', clinicId, null);
    await planned('abroad', abroad, null);
    [sessions.nowhere, seats.nowhere] = [randomUUID(), { patient: randomUUID(), host: randomUUID() }];
    for (const [name, actor] of Object.entries(actors)) browsers.set(name, await staff(actor));
    const idOf = (name: keyof typeof actors) => browsers.get(name)!.personId;
    seats.dayA = { ...seats.dayA, host: await people.seat(clinicId, sessions.dayA, idOf('the host of day A'), 'host') };
    await people.seat(clinicId, sessions.dayA, idOf('an observer of day A'), 'observer');
    await made('care_team', { clinic_id: clinicId, id: randomUUID(), patient_id: ofTheEvening, staff_id: idOf('a clinician in the care team of the evening patient'), valid_from: new Date(0) });
  });
  afterAll(() => clinic.stop());

  const codeOf = ({ status, body }: { status: number; body: { code?: string } }): string => body.code ?? String(status);
  const socketOf = (browser: Browser, seatId: string): Promise<string> =>
    LiveSocket.open(clinic.origin, browser, 'host', seatId).then((socket) => (socket.close(), 'in'), (error: Error) => error.message);

  interface Card {
    readonly sessionId: string;
    readonly may: readonly string[];
    readonly people: object | null;
  }
  const today = async (browser: Browser): Promise<Card[]> => (await browser.get('/api/v1/today')).body.blocks as Card[];

  async function everythingAbout(place: Place, browser: Browser, cards: readonly Card[]): Promise<Record<Asked, string>> {
    const session = `/api/v1/sessions/${sessions[place]}`;
    const seat = `${session}/seats/${seats[place].patient}`;
    const card = cards.find(({ sessionId }) => sessionId === sessions[place]);
    return {
      listed: card ? (card.people ? 'with counts' : 'without counts') : '-',
      people: codeOf(await browser.get(`${session}/people`)),
      attendance: codeOf(await browser.get(`${session}/attendance`)),
      evidence: codeOf(await browser.get(`${seat}/evidence`)),
      'new link': codeOf(await browser.post(`${seat}/link`)),
      'new PIN': codeOf(await browser.post(`${seat}/pin`)),
      'host seat': codeOf(await browser.post(`${session}/host-seat`)),
      'host pass': codeOf(await browser.post(`${session}/host-pass`)),
      socket: await socketOf(browser, seats[place].host),
      may: card?.may.join(' ') ?? '',
    };
  }

  it.each(Object.keys(actors))('%s: lists, single rows and sockets, within and beyond', async (name) => {
    const { browser } = browsers.get(name)!;
    const cards = await today(browser);
    const found = Object.fromEntries(await Promise.all(places.map(async (place) => [place, await everythingAbout(place, browser, cards)] as const)));
    expect(found).toEqual(Object.fromEntries(places.map((place) => [place, expected[actors[name]!.at[place] ?? 'nothing']])));
    // A list of the day holds no row that was not asked about above.
    expect(cards.map(({ sessionId }) => sessionId).filter((id) => !Object.values(sessions).includes(id))).toEqual([]);
  });

  it('a session’s own page says the same as its card in the list', async () => {
    for (const name of ['the host of day A', 'an observer of day A', 'a coordinator of the day program']) {
      const { browser } = browsers.get(name)!;
      const card = (await today(browser)).find(({ sessionId }) => sessionId === sessions.dayA);
      expect([name, (await browser.get(`/api/v1/sessions/${sessions.dayA}/people`)).body.block.may]).toEqual([name, card?.may]);
    }
  });

  it('tells each what there is for them beyond their own groups', async () => {
    const beyond = await Promise.all(Object.keys(actors).map(async (name) => [name, ((await browsers.get(name)!.browser.get('/api/v1/me')).body.may as string[]).includes('see_sessions_of_others')]));
    expect(beyond.filter(([, others]) => !others).map(([name]) => name)).toEqual(['the host of day A', 'an observer of day A', 'a clinician without a group', 'a clinician in the care team of the evening patient']);
  });

  it('asks the database as often for one block as for four', async () => {
    const asks = async (name: string): Promise<[blocks: number, statements: number]> => {
      const { said, stop } = watchStatements();
      const blocks = await today(browsers.get(name)!.browser).finally(stop);
      return [blocks.length, said.filter((text) => /from session s|from seat s|use_sign_in/.test(text)).length];
    };
    const [[one, forOne], [four, forFour]] = [await asks('a coordinator of day B'), await asks('the coordinator of the clinic')];
    expect([one, four]).toEqual([1, 4]);
    expect(forFour).toBe(forOne);
  });

  it.each<[string, () => string]>([
    ['of another group', () => seats.dayB.patient],
    ['of another clinic', () => seats.abroad.patient],
    ['that is nobody’s', () => seats.nowhere.patient],
  ])('the evidence of a seat %s is not there, and the log does not name it', async (_whose, seatId) => {
    const host = browsers.get('the host of day A')!;
    const { status, body } = await host.browser.get(`/api/v1/sessions/${sessions.dayA}/seats/${seatId()}/evidence`);
    expect([status, body]).toEqual([404, { code: 'not_found', title: expect.any(String), details: {}, requestId: expect.any(String) }]);
    const { browser, personId } = await staff({ roles: [{ role: 'coordinator', program: 'evening' }] });
    expect((await browser.get(`/api/v1/sessions/${sessions.evening}/seats/${seatId()}/evidence`)).status).toBe(404);
    const traces = await clinic.database.owner('select action from audit_entry a where a.actor_id = any ($1) and a::text like $2', [[host.personId, personId], `%${seatId()}%`]);
    expect(traces).toEqual([]);
  });

  describe('what is taken away', () => {
    const end = (personId: string, role: ClinicRole) => clinic.database.owner("update role_assignment set valid_to = date_trunc('milliseconds', now()) where person_id = $1 and role = $2 and valid_to is null", [personId, role]);

    it('a scope that ended shortens the list and closes the rows at the next call; one that moved opens others', async () => {
      const { browser, personId } = await staff({ roles: [{ role: 'supervisor', program: 'evening' }, { role: 'coordinator', program: 'day' }] });
      const seen = async () => (await today(browser)).map(({ sessionId }) => sessionId).sort();
      expect(await seen()).toEqual([sessions.dayA, sessions.dayB, sessions.evening].sort());
      await end(personId, 'coordinator');
      expect(await seen()).toEqual([sessions.evening]);
      expect(codeOf(await browser.get(`/api/v1/sessions/${sessions.dayA}/people`))).toBe('not_found');
      await clinic.database.owner('update role_assignment set program_id = $2 where person_id = $1 and valid_to is null', [personId, programs.day]);
      expect(await seen()).toEqual([sessions.dayA, sessions.dayB].sort());
      expect(codeOf(await browser.get(`/api/v1/sessions/${sessions.evening}/attendance`))).toBe('not_found');
      await end(personId, 'supervisor');
      expect(codeOf(await browser.get('/api/v1/today'))).toBe('not_allowed');
    });

    it('a care team that ended closes the person at the next call', async () => {
      const { browser, personId } = await staff({ roles: [{ role: 'clinician' }] });
      const path = `/api/v1/sessions/${sessions.dayB}/seats/${seats.dayB.patient}/evidence`;
      const [{ person_id: patientId } = { person_id: '' }] = await clinic.database.owner<{ person_id: string }>('select person_id from seat where id = $1', [seats.dayB.patient]);
      await made('care_team', { clinic_id: clinicId, id: randomUUID(), patient_id: patientId, staff_id: personId, valid_from: new Date(0) });
      expect(codeOf(await browser.get(path))).toBe('200');
      await clinic.database.owner("update care_team set valid_to = date_trunc('milliseconds', now()) where staff_id = $1", [personId]);
      expect(codeOf(await browser.get(path))).toBe('not_found');
    });

    it('a host’s socket is held by the seat: one scope of two may go, and with the last one it is dark', async () => {
      const { browser, personId } = await staff({ roles: [{ role: 'clinician', program: 'day' }, { role: 'supervisor', program: 'evening' }] });
      const socket = await LiveSocket.open(clinic.origin, browser, 'host', await people.seat(clinicId, sessions.dayB, personId, 'co_facilitator'));
      await end(personId, 'clinician');
      expect(await socket.ask('staff.snapshot', {})).toMatchObject({ ok: true });
      await end(personId, 'supervisor');
      expect(await socket.ask('staff.snapshot', {})).toEqual(expect.objectContaining({ ok: false, code: 'not_allowed' }));
      await socket.ended();
      socket.close();
    });
  });
});
