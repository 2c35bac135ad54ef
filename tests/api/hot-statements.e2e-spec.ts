import { BeatRuns, ForgetWebhooks, WriteResults } from '#attendance';
import { RefusedCalls } from '#audit';
import { ConnectGate, ProvenSockets, RoomKeeper } from '#group-room';
import { Database, systemPrincipal } from '#platform';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { explain, type Cost } from './support/explained.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import { password } from './support/people.js';
import { watchStatements, type SentStatement } from './support/statements.js';
import { threeYears } from './support/three-years.js';

jest.setTimeout(120_000);

/** Tables that stay small however long a clinic works, each with the reason; these alone may be read whole. */
const small = new Map([
  ['clinic', 'a row for each clinic, and a principal sees one'],
  ['clinic_setting', 'a row for each setting that a clinic has made, however long it works; found by its key where there are many clinics'],
  ['agreement_version', 'a few texts in two languages in all the years'],
  ['cohort', 'a few groups, used for years'],
  ['auth."user"', 'an account for each of the staff'],
  ['program', 'a few programs in all the years'],
  ['attendance_rule', 'a rule now and then, for a clinic or a program'],
  ['graphile_worker._private_jobs', 'jobs that wait or are at work; what is done is deleted'],
  ['graphile_worker._private_tasks', 'a row for each kind of job'],
  ['graphile_worker._private_job_queues', 'we use none'],
  ['role_assignment', 'a few rows for each of the staff'],
]);

/** What runs on timers, at joins, or with each page that is opened, by words that stand in the statement. */
const hot = new Map([
  ['the rooms that are open, asked every two seconds', 'live_rooms()'],
  ['sessions whose time is over', 'overdue_sessions('],
  ['who is connected, at each look', 'a.connected_sid as "participantSid"'],
  ['pages that were closed', "state = 'dropped' and closed_cleanly"],
  ['what a look has seen, kept', 'insert into poll_span'],
  ['a run of beats, kept', 'insert into beat_span'],
  ['rooms of which webhooks wait', 'open_webhook_rooms('],
  ['webhooks of one room', 'for update skip locked'],
  ['webhooks to be forgotten', 'forget_webhooks('],
  ['sockets proven again', 'prove_sockets('],
  ['a join link by its token', 'find_join_link('],
  ['the browser that opened a link', 'from device d'],
  ['a person\'s next session', 'order by e.planned_from limit 1'],
  ['the places that a person holds', 'exists (select 1 from room r'],
  ['what stands on the pages of a visit', 'as "lastShownName"'],
  ['the newest answers at the gate', 'union all (select * from gate_answer'],
  ['whether the rules were accepted', 'from agreement_acceptance x join'],
  ['whether the rules were declined', "from help_request where seat_id = $1 and kind = 'declined'"],
  ['names that are the staff\'s', "from person where kind = 'staff'"],
  ['where one seat stands', 'from seat s left join lateral (select * from admission'],
  ['the session locked', 'lock_live_session('],
  ['versions raised', 'raise_live_versions('],
  ['the roster, with gate', 'as "fullName"'],
  ['who asked for help', 'h.id as "helpId"'],
  ['what became of the help that a seat asked for', "h.kind <> 'declined'"],
  ['peers', 'as staff, a.state'],
  ['what a seat is told of itself', 'as "sessionEnded"'],
  ['whether somebody may connect', 'may_connect('],
  ['a sign-in in use', 'use_sign_in('],
  ['Today', 'union select session_id from live_session'],
  ['how far a role reaches', 'role_scopes('],
  ['whether somebody reaches a session', 'left join seat own on own.session_id = e.id and own.person_id = $2 and own.withdrawn_at is null where e.id = $1'],
  ['whether somebody reaches a person', 'as "onCareTeam"'],
  ['headcounts of Today', 's.session_id = any ($1)'],
  ['where the people of a session stand', 'a.state_since as since from seat s'],
  ['the newest links of a session', 'distinct on (l.seat_id)'],
  ['evidence from webhooks', 'from presence_evidence where session_id'],
  ['evidence from looks', 'from poll_span where session_id'],
  ['evidence from beats', 'from beat_span where session_id'],
  ['whether evidence came late', 'app.evidence_came('],
  ['a job added', 'app.add_job('],
  ['the rule of a session', 'join attendance_rule r on'],
  ['minutes kept', 'insert into attendance_result'],
  ['minutes that were kept', 'from attendance_result a join'],
  ['a line of the log', 'insert into audit_entry'],
  ['whether a look at the record was noted just now', 'from audit_entry where action'],
  ['whose browser was refused', 'find_holders('],
]);

/** Pages of 8 kB that one statement may look at. The dearest, the roster of twelve, looks at 220; one that reads a whole past, at thousands. */
const mostBuffers = 300;

describe('what a clinic of three years asks its database again and again', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let costs: Cost[];

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic, -10);
    const host = await group.host('Dr. Field');
    const ana = await group.patient('Ana');
    for (let each = 0; each < 10; each++) await group.patient(`Expected ${each}`);
    const [{ person_id: hostId } = { person_id: '' }] = await clinic.database.owner<{ person_id: string }>('select person_id from seat where id = $1', [host.seatId]);
    const cohortIds = await threeCohorts();
    await threeYears(clinic.database.owner, { clinicId: group.clinicId, patientId: ana.personId, hostId, cohortIds, now: clinic.clock.now() });
    costs = await costsOf(() => oneMorning(host, ana));
    for (const scope of [{ program: 0 }, { cohort: 1 }]) costs.push(...(await costsOf(await atTheDesk(scope, cohortIds, ana))));
    costs.push(...(await costsOf(() => host.socket.act('session.end', {}))));
    costs.push(...(await costsOf(() => clinic.app.get(Database).withPrincipal(systemPrincipal(group.clinicId, 'test'), () => clinic.app.get(WriteResults, { strict: false }).run({ sessionId: group.sessionId })))));
    costs.push(...(await costsOf(() => host.browser.get(`/api/v1/sessions/${group.sessionId}/attendance`))));
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  /** The first two are of one program. */
  async function threeCohorts(): Promise<string[]> {
    const programs = [randomUUID(), randomUUID()];
    const cohorts = [randomUUID(), randomUUID(), randomUUID()];
    await clinic.database.owner("insert into program (clinic_id, id, name, kind, zone) select $1, id, 'Program', 'iop_mh', 'America/Los_Angeles' from unnest($2::uuid[]) id", [group.clinicId, programs]);
    await clinic.database.owner("insert into cohort (clinic_id, id, program_id, name) select $1, id, ($3::uuid[])[case when n < 3 then 1 else 2 end], 'Cohort' from unnest($2::uuid[]) with ordinality c (id, n)", [group.clinicId, cohorts, programs]);
    await clinic.database.owner('update session set cohort_id = $2 where id = $1', [group.sessionId, cohorts[1]]);
    return cohorts;
  }

  /** A coordinator of a program or of a cohort, signed in; what comes back is their morning, in the program of the first two cohorts. */
  async function atTheDesk(scope: { program?: number; cohort?: number }, cohortIds: readonly string[], ana: Member): Promise<() => Promise<void>> {
    const email = `${randomUUID()}@clinic.example.org`;
    const personId = await group.people.staff(group.clinicId, email, ['coordinator']);
    await clinic.database.owner('update role_assignment set program_id = (select program_id from cohort where id = $2), cohort_id = $3 where person_id = $1', [personId, cohortIds[0], cohortIds[scope.cohort ?? -1] ?? null]);
    const browser = group.browser();
    await browser.post('/api/v1/sign-in', { email, password });
    return async () => {
      const { body } = await browser.get('/api/v1/today');
      expect((body.blocks as { sessionId: string }[]).map(({ sessionId }) => sessionId)).toContain(group.sessionId);
      for (const path of ['people', 'attendance', `seats/${ana.seatId}/evidence`]) expect(await browser.get(`/api/v1/sessions/${group.sessionId}/${path}`)).toMatchObject({ status: 200 });
      expect(await browser.post(`/api/v1/sessions/${group.sessionId}/seats/${ana.seatId}/link`)).toMatchObject({ status: 200 });
    };
  }

  async function costsOf(work: () => Promise<unknown>): Promise<Cost[]> {
    const { sent, stop } = watchStatements();
    await work().finally(stop);
    return explain(clinic.database.appUrl, distinct(sent));
  }

  /** The newest of each statement of the app login, for each kind of principal: their policies let them see different rows. */
  function distinct(sent: readonly SentStatement[]): SentStatement[] {
    const login = new URL(clinic.database.appUrl).username;
    const ours = sent.filter(({ text, login: of }) => of === login && /^\s*(select|insert|update|delete|with)\b/i.test(text));
    return [...new Map(ours.map((one) => [`${/'app\.acts_as', '(\w*)'/.exec(one.begun ?? '')?.[1]} ${one.text}`, one])).values()];
  }

  /** A patient comes, is let in and says that they are there; the host, the keeper and the gate do what they do all day. */
  async function oneMorning(host: Host, ana: Member): Promise<void> {
    const { people, clinicId, sessionId } = group;
    const replaced = await people.link(clinicId, sessionId, ana.seatId);
    await host.goIn();
    await ana.comeToLobby();
    const old = await ana.browser.post('/api/v1/links/redeem', { token: replaced });
    expect(old.body).toMatchObject({ kind: 'dead', nextAt: expect.any(String) });
    const { socket } = await ana.withSocket();
    await host.socket.act('staff.snapshot', {});
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    const { roomId } = await connected(ana);
    const helpId = randomUUID();
    await ana.visit('help', { helpId });
    await host.socket.act('help.see', { helpId });
    await socket.act('seat.snapshot', {});
    await socket.act('beat', { participantSid: ana.sid, connection: 'connected', sentMs: clinic.clock.now().getTime(), mediaForMs: 1000, mediaPausedMs: null, mediaIdleMs: 100, visible: true, microphone: false, camera: true });
    await clinic.app.get(BeatRuns).flush();
    expect(await clinic.app.get(RoomKeeper).tick()).toBe('well');
    expect(await clinic.app.get(ConnectGate).mayConnect(`${ana.seatId}.0`, roomId)).toBe('yes');
    await clinic.app.get(ProvenSockets).sweep();
    await clinic.app.get(ForgetWebhooks, { strict: false }).run();
    for (const path of ['me', 'today', ...['people', 'attendance', 'live-minutes', `seats/${ana.seatId}/evidence`].map((record) => `sessions/${sessionId}/${record}`)])
      expect(await host.browser.get(`/api/v1/${path}`)).toMatchObject({ status: 200 });
    expect(await ana.visit('minutes')).toMatchObject({ status: 200 });
    expect(await ana.browser.get(`/api/v1/visits/${host.seatId}`)).toMatchObject({ status: 404 });
    await clinic.app.get(RefusedCalls).flush(true);
    await people.pin(clinicId, sessionId, ana.seatId);
  }

  async function connected(ana: Member): Promise<{ roomId: string }> {
    await ana.connectByPush();
    const [room] = await clinic.database.owner<{ roomId: string }>('select id as "roomId" from room where session_id = $1', [group.sessionId]);
    return room!;
  }

  it.each([...hot])('%s: is found, and costs as little as in the first week', (_what, words) => {
    const found = costs.filter(({ text }) => text.replace(/\s+/g, ' ').includes(words));
    expect(found).not.toEqual([]);
    expect(found.filter(({ buffers }) => buffers > mostBuffers)).toEqual([]);
  });

  it('no statement of that morning reads a table that grows from its first row to its last, or many pages of it', () => {
    expect(costs.length).toBeGreaterThan(60);
    const reading = costs.map(({ text, scanned }) => ({ text, scanned: scanned.filter((table) => !small.has(table)) }));
    expect(reading.filter(({ scanned }) => scanned.length > 0)).toEqual([]);
    expect(costs.filter(({ buffers }) => buffers > mostBuffers)).toEqual([]);
  });

  it('the three years are there', async () => {
    const [rows] = await clinic.database.owner<Record<string, number>>(
      'select (select count(*)::int from session) as sessions, (select count(*)::int from seat) as seats, (select count(*)::int from presence_evidence) as evidence',
    );
    expect(rows!.sessions).toBeGreaterThan(9000);
    expect(rows!.seats).toBeGreaterThan(118_000);
    expect(rows!.evidence).toBeGreaterThan(200_000);
  });
});
