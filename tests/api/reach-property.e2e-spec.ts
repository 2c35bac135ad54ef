import { policyReach } from '#contracts';
import { oversees, reachOf, reachPolicies, SeatDirectory, sessionAsOverseen, type Overseen, type ReachPolicy } from '#identity';
import type { DomainError } from '#kernel';
import { Database, Policies, sql, type StaffPrincipal } from '#platform';
import { overseen } from '#scheduling';
import { FakeClock } from '#testing';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { anyClinic, makeClinic, type RandomClinic } from './support/random-clinic.js';

jest.setTimeout(120_000);

/** Another one searches elsewhere: `REACH_SEED=7 REACH_RUNS=200 npm run test:api -- reach`. */
const seed = Number(process.env.REACH_SEED ?? 20_261_126);
const numRuns = Number(process.env.REACH_RUNS ?? 30);

const tables = { program: 'program', cohort: 'cohort', session: 'session', seat: 'seat' } as const;

describe(`lists and single rows, in random clinics (seed ${seed})`, () => {
  let clinic: TestClinic;

  // Half an hour before midnight at the clinic, when it is tomorrow in UTC: days of an enrolment are the clinic's.
  beforeAll(async () => void (clinic = await startTestClinic({}, { clock: new FakeClock(new Date('2026-11-03T07:30:00Z')) })));
  afterAll(() => clinic.stop());

  const ask = (policy: ReachPolicy, cookie: string, input: object = {}) => clinic.app.get(Policies).decide({ policy, input, cookies: new Map([['staff', cookie]]), byPerson: false });
  const answer = (policy: ReachPolicy, cookie: string, input: object): Promise<string> => ask(policy, cookie, input).then(({ kind }) => kind, (error: DomainError) => error.code);

  /** The ids of the rows that the filter of a list lets somebody have. */
  async function listed(who: StaffPrincipal, policy: ReachPolicy, kind: keyof typeof tables): Promise<Set<string>> {
    const { text, parameters } = overseen(kind, 'x', reachOf(who, policy), 1);
    const rows = await clinic.app.get(Database).withPrincipal(who, () => sql<{ id: string }>(`select x.id from ${tables[kind]} x where ${text}`, parameters));
    return new Set(rows.map(({ id }) => id));
  }

  const inOrder = (ids: Iterable<string>) => [...ids].sort();

  /** What one of the staff gets, for every object of the clinic by itself. */
  async function single(who: StaffPrincipal, cookie: string, policy: ReachPolicy, { sessions, seats }: RandomClinic): Promise<Set<string>> {
    const reached = new Set<string>();
    if (policyReach[policy].kind === 'person') {
      for (const { id, sessionId } of seats) if ((await answer(policy, cookie, { sessionId, seatId: id })) === 'staff') reached.add(id);
      return reached;
    }
    const visible = await listed(who, 'session.see', 'session');
    for (const sessionId of sessions) {
      if (policy === 'session.see') {
        const standing = await clinic.app.get(Database).withPrincipal(who, () => clinic.app.get(SeatDirectory).standingOf(sessionId, who.personId));
        if (standing && oversees(who, policy, sessionAsOverseen(standing.session, standing.seat?.role))) reached.add(sessionId);
      } else {
        const told = await answer(policy, cookie, { sessionId });
        if (told === 'staff') reached.add(sessionId);
        // Who may know of it is told that it is not theirs, everybody else that it is not there.
        else expect(told).toBe(visible.has(sessionId) ? 'not_allowed' : 'not_found');
      }
    }
    return reached;
  }

  async function agree(world: RandomClinic, cookie: string): Promise<void> {
    const who = (await ask('session.see', cookie).catch((error: DomainError) => error.code)) as StaffPrincipal | string;
    if (typeof who === 'string') return expect(await answer('session.people', cookie, { sessionId: world.sessions[0] })).toBe('not_allowed');
    // What reaches the whole clinic has no rows to be listed.
    for (const policy of reachPolicies.filter((each) => policyReach[each].kind !== 'clinic')) {
      const kind = policyReach[policy].kind === 'person' ? 'seat' : 'session';
      expect([policy, inOrder(await single(who, cookie, policy, world))]).toEqual([policy, inOrder(await listed(who, policy, kind))]);
      const nowhere: Overseen = { programs: [], cohorts: [], ownSeat: undefined, onCareTeam: false };
      const programs = world.programs.filter((id) => oversees(who, policy, { ...nowhere, programs: [id] }));
      expect([policy, inOrder(programs)]).toEqual([policy, inOrder(await listed(who, policy, 'program'))]);
      const cohorts = world.cohorts.filter(({ id, programId }) => oversees(who, policy, { ...nowhere, programs: [programId], cohorts: [id] }));
      expect([policy, inOrder(cohorts.map(({ id }) => id))]).toEqual([policy, inOrder(await listed(who, policy, 'cohort'))]);
    }
  }

  it('say the same to everybody about every object', async () => {
    await fc.assert(
      fc.asyncProperty(anyClinic, async (plan) => {
        const world = await makeClinic(clinic, plan);
        for (const cookie of world.cookies) await agree(world, cookie);
      }),
      { seed, numRuns, endOnFailure: true },
    );
  });

  it.each<[string, 'enrolments' | 'teams', number, number | null, boolean]>([
    ['an enrolment counts on its first day', 'enrolments', 0, null, true],
    ['and on its last, by the calendar of the clinic', 'enrolments', -1, 0, true],
    ['not on the day after', 'enrolments', -1, -1, false],
    ['nor on the day before, though it is that day in UTC', 'enrolments', 1, null, false],
    ['a care team counts from its first instant', 'teams', 0, null, true],
    ['and no more at its last', 'teams', -1, 0, false],
  ])('%s', async (_what, by, from, to, reached) => {
    const coordinator = { staff: 0, role: 'coordinator' as const, program: 0, cohort: null, from: -1, to: null };
    const clinician = { ...coordinator, role: 'clinician' as const };
    const plan = { scopes: [by === 'teams' ? clinician : coordinator], sessions: [null, null, null, null], enrolments: [], teams: [], seats: [{ session: 0, patient: 0, withdrawn: false }], staffSeats: [] };
    const world = await makeClinic(clinic, { ...plan, [by]: [{ patient: 0, staff: 0, cohort: 1, from, to }] });
    const [seat, cookie] = [world.seats[0]!, world.cookies[0]!];
    const who = (await ask('session.see', cookie)) as StaffPrincipal;
    expect(await answer('person.records', cookie, { sessionId: seat.sessionId, seatId: seat.id })).toBe(reached ? 'staff' : 'not_found');
    expect([...(await listed(who, 'person.records', 'seat'))]).toEqual(reached ? [seat.id] : []);
  });
});
