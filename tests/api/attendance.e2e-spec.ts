import { BeatRuns, HandleWebhooks } from '#attendance';
import type { Attendance } from '#contracts/routes';
import { RoomKeeper } from '#group-room';
import { FakeClock } from '#testing';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import { until } from './support/until.js';

/** The attendance table as the host reads it. */
async function table(host: Host): Promise<Attendance> {
  const answer = await host.browser.get(`/api/v1/sessions/${host.group.sessionId}/attendance`);
  expect(answer.status).toBe(200);
  return answer.body as Attendance;
}

const personOf = (attendance: Attendance, seatId: string) => attendance.people.find((person) => person.seatId === seatId)!;

describe('attendance of a live group', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  const clock = new FakeClock(new Date(), 1);

  beforeAll(async () => void (clinic = await startTestClinic({}, { clock })));
  afterAll(() => clinic.stop());
  beforeEach(async () => {
    group = await LiveGroup.planned(clinic, -10);
    host = await group.host('Dr. Field');
    await host.goIn();
  });
  afterEach(() => group.closeSockets());

  const admitted = (name: string) => host.letIn(name);

  const beat = (member: { socket: NonNullable<Member['socket']>; sid: string }, extra: object = {}) =>
    member.socket.act('beat', { participantSid: member.sid, connection: 'connected', sentMs: clock.now().getTime(), mediaForMs: 1000, mediaPausedMs: null, mediaIdleMs: 100, visible: true, microphone: false, camera: true, ...extra });

  it('counts a patient from coming in to a clean leave, and nobody before admission', async () => {
    const waiting = await group.waiting('Theo');
    const ana = await admitted('Ana');
    const truth = 10 * 60;
    clock.advance(truth * 1000);
    await ana.drop(true);
    const person = personOf(await table(host), ana.seatId);
    expect(Math.abs(person.directSeconds - truth)).toBeLessThanOrEqual(2);
    expect(person.uncertaintySeconds).toBeGreaterThanOrEqual(Math.abs(person.directSeconds - truth) - 1);
    expect(person.edges.map(({ side, source }) => [side, source])).toEqual([
      ['in', 'joined'],
      ['out', 'left'],
    ]);
    expect(personOf(await table(host), waiting.seatId)).toMatchObject({ directSeconds: 0, edges: [] });
  });

  it('counts who came back just before the end up to the end, though LiveKit says nothing more of them', async () => {
    const ana = await admitted('Ana');
    clock.advance(20_000);
    await clinic.app.get(RoomKeeper).tick();
    clinic.sfu.restart();
    clock.advance(2000);
    await clinic.app.get(RoomKeeper).tick();
    await host.connectByPush();
    await ana.connectByPush();
    const back = clock.now().getTime();
    clock.advance(4000);
    clinic.sfu.loseNews(true);
    await host.socket.act('session.end', {});
    clinic.sfu.loseNews(false);
    const [session] = await clinic.database.owner<{ ended_at: Date }>('select ended_at from live_session where session_id = $1', [group.sessionId]);
    const [sighting] = await clinic.database.owner<{ id: string; last_seen: Date }>('select id, last_seen from poll_span where seat_id = $1 and participant_sid = $2', [ana.seatId, ana.sid]);
    expect(sighting!.last_seen.getTime()).toBeGreaterThanOrEqual(session!.ended_at.getTime());
    const person = personOf(await table(host), ana.seatId);
    expect(person.edges.at(-1)).toMatchObject({ side: 'out', source: 'session_end', at: session!.ended_at.toISOString(), evidence: expect.arrayContaining([`poll:${sighting!.id}`]) });
    expect(person.uncertaintySeconds).toBeGreaterThanOrEqual((session!.ended_at.getTime() - back) / 1000 - person.directSeconds);
  });

  it.each(['is away', 'does not answer'])('a session ends all the same while LiveKit %s', async (how) => {
    const ana = await admitted('Ana');
    if (how === 'is away') clinic.sfu.isAway = true;
    else clinic.sfu.hangs = true;
    await host.socket.act('session.end', {});
    Object.assign(clinic.sfu, { isAway: false, hangs: false });
    await ana.socket.push('own.delta', ({ own: { standing } }) => standing?.step === 'ended');
    expect((await ana.visit('room-pass', { tabId: ana.socket.tabId })).status).not.toBe(200);
    await clinic.app.get(RoomKeeper).tick();
    const [sighting] = await clinic.database.owner<{ last_seen: Date }>('select last_seen from poll_span where seat_id = $1', [ana.seatId]);
    expect(sighting).toBeDefined();
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]);
    expect(clinic.sfu.roomIds()).not.toContain(room!.id);
  });

  it('a page that sends what no table takes is refused, and the beats of the others are kept', async () => {
    const [ana, ben] = [await admitted('Ana'), await admitted('Ben')];
    const ask = (extra: object) => ana.socket.ask('beat', { participantSid: ana.sid, connection: 'connected', sentMs: clock.now().getTime(), mediaForMs: 1000, mediaPausedMs: null, mediaIdleMs: 100, visible: true, microphone: false, camera: true, ...extra });
    expect(await ask({ participantSid: 'PA_\0' })).toMatchObject({ ok: false, code: 'bad_input' });
    expect(await ask({ sentMs: Number.MAX_SAFE_INTEGER })).toMatchObject({ ok: false, code: 'bad_input' });
    for (const sentMs of [8_640_000_000_000_000, 0]) expect(await ask({ sentMs })).toMatchObject({ ok: true });
    await beat(ben);
    await clinic.app.get(BeatRuns).flush();
    const spans = await clinic.database.owner<{ seat_id: string }>('select seat_id from beat_span where session_id = $1 and from_at > app.now() - interval \'1 minute\'', [group.sessionId]);
    expect(spans.map(({ seat_id }) => seat_id).sort()).toEqual([ana.seatId, ben.seatId].sort());
  });

  it('opens for each edge the rows that made it', async () => {
    const ana = await admitted('Ana');
    await beat(ana);
    await clinic.app.get(RoomKeeper).tick();
    await ana.drop(true);
    await clinic.app.get(BeatRuns).flush();
    const person = personOf(await table(host), ana.seatId);
    const { body } = await host.browser.get(`/api/v1/sessions/${group.sessionId}/seats/${ana.seatId}/evidence`);
    const rows = (body as { rows: { id: string; witness: string }[] }).rows;
    expect(new Set(rows.map((row) => row.witness))).toEqual(new Set(['livekit', 'poll', 'beat', 'desk']));
    const known = new Set(rows.map((row) => row.id));
    for (const edge of person.edges) {
      expect(edge.evidence.length).toBeGreaterThan(0);
      for (const id of edge.evidence) expect(known).toContain(id);
    }
  });

  it('answers an auditor who asks for a seat of another session that there is no such thing, and notes no reading', async () => {
    const elsewhere = await (await LiveGroup.planned(clinic, 20)).patient('Uma');
    const otherOfClinic = await group.people.seat(group.clinicId, await group.people.session(group.clinicId, 30), (await group.patient('Vic')).personId);
    for (const seatId of [elsewhere.seatId, otherOfClinic]) {
      expect((await host.browser.get(`/api/v1/sessions/${group.sessionId}/seats/${seatId}/evidence`)).body.code).toBe('not_found');
      expect(await clinic.database.owner("select 1 from audit_entry where object_id = $1 and action = 'evidence.read'", [seatId])).toEqual([]);
    }
  });

  it('writes beats as one renewed row, and closes it the moment the socket goes', async () => {
    const ana = await admitted('Ana');
    for (let round = 0; round < 3; round++) {
      await beat(ana, { mediaForMs: 1000 + round * 2000 });
      await clinic.app.get(BeatRuns).flush();
      clock.advance(2000);
    }
    ana.socket.close();
    const spans = async () => clinic.database.owner<{ closed_at: Date | null }>('select closed_at from beat_span where seat_id = $1', [ana.seatId]);
    await until(spans, ([span]) => span?.closed_at != null);
    expect(await spans()).toEqual([{ closed_at: expect.any(Date) }]);
  });

  it('finds by the sweep what a dead process left in the inbox, and makes the same evidence of a webhook that comes twice', async () => {
    const ana = await admitted('Ana');
    await clinic.database.owner('update webhook_inbox set handled_at = null, outcome = null');
    const before = await clinic.database.owner('select event_id, kind from presence_evidence where seat_id = $1 order by id', [ana.seatId]);
    await clinic.app.get(HandleWebhooks).sweep();
    expect(await clinic.database.owner('select event_id, kind from presence_evidence where seat_id = $1 order by id', [ana.seatId])).toEqual(before);
    expect(await clinic.database.owner('select count(*)::int as open from webhook_inbox where handled_at is null')).toEqual([{ open: 0 }]);
  });

  it('tells a patient their own minutes, and nothing of the table', async () => {
    const ana = await admitted('Ana');
    await ana.drop(true);
    const own = await ana.visit('minutes');
    expect(own).toMatchObject({ status: 200, body: { minutes: 0, settled: false, zone: expect.any(String) } });
    const asked = await ana.browser.get(`/api/v1/sessions/${group.sessionId}/attendance`);
    expect([401, 403, 404]).toContain(asked.status);
  });

  it('shows minutes and strips to the host while the group runs', async () => {
    const ana = await admitted('Ana');
    const { status, body } = await host.browser.get(`/api/v1/sessions/${group.sessionId}/live-minutes`);
    expect(status).toBe(200);
    expect((body as { people: { seatId: string }[] }).people.map((person) => person.seatId)).toContain(ana.seatId);
  });
});
