import type { Attendance } from '#contracts/routes';
import { systemPrincipal } from '#platform';
import { PlanSession } from '#scheduling';
import { FakeClock } from '#testing';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host } from './support/live-group.js';

describe('the rule by which a session is counted', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let cohortId: string;
  let programId: string;
  const zone = 'America/Los_Angeles';
  // Half past eleven in the evening there, and the next day already in UTC.
  const clock = new FakeClock(new Date('2026-11-05T07:30:00Z'), 1);

  beforeAll(async () => void (clinic = await startTestClinic({}, { clock })));
  afterAll(() => clinic.stop());
  beforeEach(async () => {
    group = await LiveGroup.planned(clinic, 20);
    host = await group.host('Dr. Field');
    programId = await one("insert into program (clinic_id, name, kind, zone) values ($1, 'Evening', 'iop_mh', 'America/Los_Angeles') returning id");
    cohortId = await one('insert into cohort (clinic_id, program_id, name) values ($1, $2, $3) returning id', programId, 'Cohort');
  });

  const one = async (text: string, ...more: unknown[]): Promise<string> => (await clinic.database.owner<{ id: string }>(text, [group.clinicId, ...more]))[0]?.id ?? '';
  const terms = { gapPolicy: 'exclude', bridgeSeconds: null, breakCounts: false, pastPlanCounts: false };
  const rule = (version: number, validFrom: string, of: string | null = null, changed: object = {}) =>
    one('insert into attendance_rule (clinic_id, version, valid_from, program_id, terms) values ($1, $2, $3, $4, $5)', version, validFrom, of, JSON.stringify({ ...terms, ...changed }));
  /** A block of an hour with the same host. */
  async function plan(at: string, of: string | null): Promise<string> {
    const wish = { kind: 'block' as const, cohortId: of, title: 'Block', zone, from: new Date(at), to: new Date(Date.parse(at) + 3_600_000) };
    const sessionId = await clinic.app.get(PlanSession, { strict: false }).run(systemPrincipal(group.clinicId, 'test'), wish);
    const [seat] = await clinic.database.owner<{ person_id: string }>('select person_id from seat where id = $1', [host.seatId]);
    await group.people.seat(group.clinicId, sessionId, seat!.person_id, 'host');
    return sessionId;
  }
  const read = (sessionId: string) => host.browser.get(`/api/v1/sessions/${sessionId}/attendance`);
  const versionOf = async (sessionId: string) => ((await read(sessionId)).body as Attendance).rulesVersion;

  it('is the first one of every clinic, until there is another', async () => {
    expect(await versionOf(group.sessionId)).toBe('1');
  });

  it('is the newest whose date is not after the session\'s own local date: one from tomorrow does not touch today', async () => {
    await rule(2, '2026-11-05');
    expect(await versionOf(await plan('2026-11-05T07:40:00Z', null))).toBe('1');
    expect(await versionOf(await plan('2026-11-05T08:10:00Z', null))).toBe('2');
    await rule(3, '2026-11-05');
    expect(await versionOf(await plan('2026-11-05T08:20:00Z', null))).toBe('3');
  });

  it('is that of its program before that of its clinic, though the clinic\'s is newer', async () => {
    await rule(2, '2026-11-01', programId);
    await rule(3, '2026-11-03');
    expect(await versionOf(await plan('2026-11-04T18:00:00Z', cohortId))).toBe('2');
    expect(await versionOf(await plan('2026-11-04T18:10:00Z', null))).toBe('3');
  });

  it('decides about nobody when its terms are none that we know', async () => {
    await rule(2, '2026-11-01', null, { gapPolicy: 'guess' });
    expect((await read(await plan('2026-11-04T18:00:00Z', null))).status).toBe(500);
  });
});
