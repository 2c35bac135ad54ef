import { BeatRuns, HandleWebhooks, WebhookInbox, writeResults } from '#attendance';
import type { Attendance } from '#contracts/routes';
import { addJob, Database, systemPrincipal } from '#platform';
import { WithdrawSeat } from '#scheduling';
import { FakeClock } from '#testing';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { hurry, jobsDone } from './support/jobs.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import { until } from './support/until.js';

jest.setTimeout(120_000);

interface Kept {
  readonly version: number;
  readonly seat_id: string;
  readonly direct_seconds: number;
  readonly elapsed_seconds: number;
  readonly video_seconds: number | null;
  readonly uncertainty_seconds: number;
  readonly evidence: { webhooks: number; polls: number; beats: number; digest: string };
}

describe('the minutes of a session that has ended', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let ana: Member & { socket: NonNullable<Member['socket']> };
  const clock = new FakeClock(new Date(), 1);

  beforeAll(async () => void (clinic = await startTestClinic({}, { clock })));
  afterAll(() => clinic.stop());
  beforeEach(async () => {
    group = await LiveGroup.planned(clinic, -10);
    host = await (await group.host('Dr. Field')).goIn();
    ana = await host.letIn('Ana');
    clock.advance(10 * 60_000);
  });
  afterEach(() => group.closeSockets());

  const kept = () => clinic.database.owner<Kept>('select * from attendance_result where session_id = $1 order by version, seat_id', [group.sessionId]);
  const newestOf = async (seatId: string) => (await kept()).filter((row) => row.seat_id === seatId).at(-1)!;
  const table = async (): Promise<Attendance> => (await host.browser.get(`/api/v1/sessions/${group.sessionId}/attendance`)).body as Attendance;
  const us = () => systemPrincipal(group.clinicId, 'test');
  const beat = () =>
    ana.socket.act('beat', { participantSid: ana.sid, connection: 'connected', sentMs: clock.now().getTime(), mediaForMs: 1000, mediaPausedMs: null, mediaIdleMs: 100, visible: true, microphone: false, camera: true });

  /** Ends the session; what pages and LiveKit say of it comes before the minutes are counted. */
  async function ended(): Promise<void> {
    await host.socket.act('session.end', {});
    ana.socket.close();
    await bothGone();
    await clinic.app.get(BeatRuns).flush();
    await jobsDone(clinic);
  }
  /** LiveKit says of everybody in a room that is deleted that they left. */
  const bothGone = () => until(() => clinic.database.owner("select 1 from presence_evidence where session_id = $1 and kind = 'left'", [group.sessionId]), (rows) => rows.length === 2);
  const again = async () => {
    await clinic.app.get(Database).withPrincipal(us(), () => addJob(writeResults, { sessionId: group.sessionId }));
    await jobsDone(clinic);
  };

  /** LiveKit tells of a leaving as late as this comes. */
  async function leftLate(): Promise<void> {
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]);
    const body = {
      id: `EV_${randomUUID()}`, event: 'participant_left', createdAt: String(Math.floor((clock.now().getTime() - 5 * 60_000) / 1000)), room: { sid: 'RM_1', name: room!.id },
      participant: { sid: ana.sid, identity: `${ana.seatId}.0`, joinedAtMs: String(clock.now().getTime() - 10 * 60_000), disconnectReason: 'CLIENT_INITIATED' },
    };
    await clinic.app.get(WebhookInbox).store({ eventId: body.id, event: body.event, roomName: room!.id, body, receivedAtMs: clock.now().getTime() });
    await clinic.app.get(HandleWebhooks).sweep();
  }

  it('are kept by a job, as the fold counts them, and read from there', async () => {
    await ended();
    const [read, rows] = [await table(), await kept()];
    // Without them the page folds anew.
    await clinic.database.owner('create table set_aside as select * from attendance_result');
    await clinic.database.owner('delete from attendance_result');
    const folded = await table();
    await clinic.database.owner('insert into attendance_result select * from set_aside');
    expect(read.people).toEqual(folded.people);
    for (const person of folded.people) {
      const row = rows.filter(({ seat_id }) => seat_id === person.seatId).at(-1)!;
      expect([row.direct_seconds, row.elapsed_seconds, row.video_seconds, row.uncertainty_seconds]).toEqual([person.directSeconds, person.elapsedSeconds, null, person.uncertaintySeconds]);
      expect(row.direct_seconds).toBeGreaterThan(500);
    }
    await clinic.database.owner('update attendance_result set direct_seconds = 7200, uncertainty_seconds = 1 where session_id = $1', [group.sessionId]);
    expect((await table()).people[0]).toMatchObject({ directSeconds: 7200, directMinutes: 120 });
    expect((await ana.visit('minutes')).body).toMatchObject({ minutes: 120, settled: true });
  });

  it('are not kept while the session goes on', async () => {
    await again();
    expect(await kept()).toEqual([]);
  });

  it.each([
    ['a webhook of LiveKit', 'webhooks', () => leftLate()],
    ['a run of beats that was not written yet', 'beats', () => clinic.app.get(BeatRuns).flush()],
  ] as const)('are counted anew when %s comes after the end; what was kept before stays', async (_what, witness, late) => {
    await beat();
    if (witness === 'webhooks') await clinic.app.get(BeatRuns).flush();
    await host.socket.act('session.end', {});
    await bothGone();
    await jobsDone(clinic);
    const before = await kept();
    const first = await newestOf(ana.seatId);
    await late();
    await jobsDone(clinic);
    const second = await newestOf(ana.seatId);
    expect(second.version).toBe(first.version + 1);
    expect(second.evidence[witness]).toBeGreaterThan(first.evidence[witness]);
    expect((await kept()).filter(({ version }) => version <= first.version)).toEqual(before);
    if (witness === 'webhooks') expect(second.direct_seconds).toBeLessThan(first.direct_seconds);
  });

  it('stay one version while they stand on the same evidence, and a rule from tomorrow on does not touch them', async () => {
    await ended();
    const before = await kept();
    await again();
    await clinic.database.owner(`insert into attendance_rule (clinic_id, version, valid_from, terms) select $1, 2, app.now()::date + 2, terms || '{"pastPlanCounts": true}' from attendance_rule where clinic_id = $1`, [group.clinicId]);
    await again();
    expect(await kept()).toEqual(before);
  });

  it('are kept once though the connection dies in the middle of it', async () => {
    await clinic.database.owner('create function die() returns trigger language plpgsql security definer as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$');
    await clinic.database.owner('create trigger die after insert on attendance_result for each row execute function die()');
    await host.socket.act('session.end', {});
    await bothGone();
    const failed = async () => {
      await hurry(clinic);
      return clinic.database.owner<{ attempts: number }>('select attempts from graphile_worker._private_jobs where key like $1 and locked_at is null and last_error is not null', [`attendance.write_results%${group.sessionId}`]);
    };
    await until(failed, ([job]) => (job?.attempts ?? 0) >= 1);
    expect(await kept()).toEqual([]);
    await clinic.database.owner('drop trigger die on attendance_result');
    await clinic.database.owner('drop function die()');
    await jobsDone(clinic);
    const seats = (await kept()).filter(({ version }) => version === 1).map(({ seat_id }) => seat_id);
    expect(seats.sort()).toEqual([ana.seatId, host.seatId].sort());
  });

  it('of somebody whose seat was taken back are kept too', async () => {
    await clinic.app.get(WithdrawSeat, { strict: false }).run(us(), ana.seatId);
    clock.advance(60_000);
    await ended();
    expect((await newestOf(ana.seatId)).direct_seconds).toBeGreaterThan(500);
  });
});
