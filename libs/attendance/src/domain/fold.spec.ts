import type { BeatSpan, ConnectionWebhook, Evidence, RoomWebhook, Sighting } from './evidence.js';
import { foldAttendance, type FoldInput, type SeatAttendance } from './fold.js';

/** A block on 3 March 2026; instants below are seconds after its planned start, so that a table reads like a clock. */
const t0 = Date.UTC(2026, 2, 3, 17, 0, 0);
const ms = (seconds: number): number => t0 + seconds * 1000;
const seconds = (atMs: number): number => (atMs - t0) / 1000;

const who = (sid: string): { seatId: string; participantSid: string; roomId: string; roomSid: string } => ({ seatId: sid.startsWith('H') ? 'host' : 'ana', participantSid: sid, roomId: 'room', roomSid: 'RM_1' });

const joined = (sid: string, at: number, more: Partial<ConnectionWebhook> = {}): ConnectionWebhook => ({
  witness: 'webhook', kind: 'joined', id: `${sid}-joined`, ...who(sid), joinedAtMs: ms(at),
  receivedAtMs: ms(at + 0.2), createdAtSec: Math.floor(ms(at) / 1000), reason: null, ...more,
});
const left = (sid: string, start: number, at: number, reason = 'CLIENT_INITIATED', more: Partial<ConnectionWebhook> = {}): ConnectionWebhook => ({
  ...joined(sid, start), kind: 'left', id: `${sid}-left`, receivedAtMs: ms(at + 0.1), createdAtSec: Math.floor(ms(at) / 1000), reason, ...more,
});
const beat = (sid: string, from: number, to: number, more: Partial<Record<'since' | 'before' | 'until' | 'closed', number>> = {}): BeatSpan => ({
  witness: 'beat', id: `${sid}-beat-${from}`, seatId: who(sid).seatId, participantSid: sid, fromMs: ms(from), toMs: ms(to), connectionState: 'connected',
  mediaSinceMs: ms(more.since ?? from), mediaBeforeMs: more.before === undefined ? null : ms(more.before), mediaUntilMs: ms(more.until ?? to), closedAtMs: more.closed === undefined ? null : ms(more.closed),
});
const seen = (sid: string, start: number, first: number, last: number, gone: number | null = null): Sighting => ({
  witness: 'poll', id: `${sid}-seen`, ...who(sid), joinedAtMs: ms(start), firstSeenMs: ms(first), lastSeenMs: ms(last), goneAtMs: gone === null ? null : ms(gone),
});
const roomStarted = (at: number, roomSid: string): RoomWebhook => ({ witness: 'webhook', kind: 'room_started', id: `room-${at}`, roomId: 'room', roomSid, receivedAtMs: ms(at + 0.1), createdAtSec: Math.floor(ms(at) / 1000) });

const hostThere: Evidence[] = [joined('H1', 0), left('H1', 0, 3600, 'ROOM_DELETED'), beat('H1', 0, 3600)];
const block: Omit<FoldInput, 'evidence'> = {
  timeline: { planned: { from: ms(0), to: ms(3600) }, endedMs: ms(3600), segments: [] },
  seats: [
    { seatId: 'host', isHost: true, admissions: [{ id: 'adm-h', from: ms(-900), to: null }] },
    { seatId: 'ana', isHost: false, admissions: [{ id: 'adm-1', from: ms(0), to: null }] },
  ],
  rules: { version: 'r1', gapPolicy: 'exclude', bridgeSeconds: null, breakCounts: false, pastPlanCounts: true },
  asOfMs: ms(7200),
};
const ana = (evidence: Evidence[], more: Partial<FoldInput> = {}): SeatAttendance => foldAttendance({ ...block, ...more, evidence: [...hostThere, ...evidence] }).seats[1]!;
/** Presence as `from source -> to source`, in seconds of the block. */
const told = ({ presence }: SeatAttendance): string[] => presence.map(({ start, end }) => `${seconds(start.atMs)} ${start.source} -> ${seconds(end.atMs)} ${end.source}`);
const admittedFor = (...admissions: [number, number | null][]): Partial<FoldInput> => ({
  seats: [block.seats[0]!, { seatId: 'ana', isHost: false, admissions: admissions.map(([from, to], index) => ({ id: `adm-${index + 1}`, from: ms(from), to: to === null ? null : ms(to) })) }],
});

/** What happens, the evidence of it, the presence told, and what else is special. */
type Case = [what: string, evidence: Evidence[], presence: string[], more?: Partial<FoldInput>];
const rows = (...cases: Case[]): Required<Case>[] => cases.map(([what, evidence, presence, more = {}]) => [what, evidence, presence, more]);

describe('a patient', () => {
  it.each(rows(
    ['leaves with the button', [joined('P1', 10), left('P1', 10, 1000), beat('P1', 11, 999)], ['10 joined -> 1000.1 left']],
    ['loses the browser: the socket closes at once, LiveKit notices 21 s later', [joined('P1', 10), left('P1', 10, 1021, 'CONNECTION_TIMEOUT'), beat('P1', 11, 999, { closed: 1000 })], ['10 joined -> 1000 socket_closed']],
    ['loses the browser while nobody beats', [joined('P1', 10), left('P1', 10, 1021, 'CONNECTION_TIMEOUT')], ['10 joined -> 1000.1 timeout']],
    ['reloads the page', [joined('P1', 10), left('P1', 10, 1000), joined('P2', 1002), left('P2', 1002, 2000)], ['10 joined -> 1000.1 left', '1002 joined -> 2000.1 left']],
    ['opens a second tab, which pushes the first out', [joined('P1', 10), left('P1', 10, 1000, 'DUPLICATE_IDENTITY'), joined('P2', 1000), left('P2', 1000, 2000), beat('P1', 11, 999), beat('P2', 1001, 1999)], ['10 joined -> 2000.1 left']],
    ['comes back after a crash and pushes the dead browser out', [joined('P1', 10), left('P1', 10, 1012, 'DUPLICATE_IDENTITY'), joined('P2', 1012), left('P2', 1012, 2000), beat('P1', 11, 999, { closed: 1000 }), beat('P2', 1013, 1999)], ['10 joined -> 1000 socket_closed', '1012 joined -> 2000.1 left']],
    ['has laptop and phone at once', [joined('P1', 10), left('P1', 10, 2000), joined('P2', 1000), left('P2', 1000, 1500)], ['10 joined -> 2000.1 left']],
    ['is removed by the host', [joined('P1', 10), left('P1', 10, 1000, 'PARTICIPANT_REMOVED'), beat('P1', 11, 999)], ['10 joined -> 999.5 admission'], admittedFor([0, 999.5])],
    ['tries and never gets media', [joined('P1', 10, { kind: 'aborted', id: 'P1-aborted' })], []],
    ['stays until the host ends the session', [joined('P1', 10), left('P1', 10, 3600, 'ROOM_DELETED'), beat('P1', 11, 3600)], ['10 joined -> 3600 session_end']],
    ['has a busy phone that counts its first packets late, though LiveKit had media at once', [joined('P1', 10), left('P1', 10, 1000), beat('P1', 18, 999, { since: 17 })], ['10 joined -> 1000.1 left']],
    ['waits nine seconds for the media to come up', [joined('P1', 10, { createdAtSec: ms(19) / 1000, receivedAtMs: ms(19.2) }), left('P1', 10, 1000), beat('P1', 20, 999, { since: 19 })], ['19 joined -> 1000.1 left']],
    ['waits three seconds for the media to come up', [joined('P1', 10, { createdAtSec: ms(13) / 1000, receivedAtMs: ms(13.2) }), left('P1', 10, 1000), beat('P1', 14, 999, { since: 13 })], ['13 joined -> 1000.1 left']],
    ['waits in the lobby early and is admitted late', [joined('P1', 300), left('P1', 300, 1000)], ['400 admission -> 1000.1 left'], admittedFor([400, null])],
    ['goes back to the lobby and is admitted again', [joined('P1', 10), left('P1', 10, 2000)], ['10 joined -> 1000 admission', '1200 admission -> 2000.1 left'], admittedFor([0, 1000], [1200, null])],
  ))('%s', (_what, evidence, expected, more) => expect(told(ana(evidence, more))).toEqual(expected));
});

describe('a cut', () => {
  it.each(rows(
    ['of the network for 8 s, which LiveKit never tells', [joined('P1', 10), left('P1', 10, 2000), beat('P1', 11, 1000), beat('P1', 1009, 1999, { since: 1008.5, before: 1000.4 })], ['10 joined -> 1000.4 media_pause', '1008.5 media_back -> 2000.1 left']],
    ['of the network for 15 s', [joined('P1', 10), left('P1', 10, 2000), beat('P1', 11, 1000), beat('P1', 1019, 1999, { since: 1016, before: 1000.4 })], ['10 joined -> 1000.4 media_pause', '1016 media_back -> 2000.1 left']],
    ['of the network for 30 s, which costs the connection', [joined('P1', 10), left('P1', 10, 1021, 'CONNECTION_TIMEOUT'), joined('P2', 1034), left('P2', 1034, 2000), beat('P1', 11, 1000, { closed: 1031 }), beat('P2', 1035, 1999)], ['10 joined -> 1000 last_beat', '1034 joined -> 2000.1 left']],
    ['of the socket only, media goes on', [joined('P1', 10), left('P1', 10, 2000), beat('P1', 11, 1000, { closed: 1001 }), beat('P1', 1060, 1999, { since: 11 })], ['10 joined -> 2000.1 left']],
    ['of the socket for good, and the patient leaves a while later', [joined('P1', 10), left('P1', 10, 2000), beat('P1', 11, 1000, { closed: 1001 })], ['10 joined -> 2000.1 left']],
    ['of the socket, and the browser dies long after', [joined('P1', 10), left('P1', 10, 2021, 'CONNECTION_TIMEOUT'), beat('P1', 11, 1000, { closed: 1001 })], ['10 joined -> 2000.1 timeout']],
    ['of the media only: beats go on and say so', [joined('P1', 10), left('P1', 10, 2000), beat('P1', 11, 1012, { until: 1000 }), beat('P1', 1014, 1999, { since: 1013, before: 1000 })], ['10 joined -> 1000 media_pause', '1013 media_back -> 2000.1 left']],
    ['that is a phone asleep for five minutes', [joined('P1', 10), left('P1', 10, 1021, 'CONNECTION_TIMEOUT'), joined('P2', 1301), left('P2', 1301, 2000), beat('P1', 11, 1000), beat('P2', 1302, 1999)], ['10 joined -> 1000 last_beat', '1301 joined -> 2000.1 left']],
    ['after which the page rejoins in full before LiveKit times out', [joined('P1', 10), left('P1', 10, 1018), joined('P2', 1019), left('P2', 1019, 2000), beat('P1', 11, 1000), beat('P2', 1020, 1999)], ['10 joined -> 1000 last_beat', '1019 joined -> 2000.1 left']],
  ))('%s', (_what, evidence, expected, more) => expect(told(ana(evidence, more))).toEqual(expected));
});

describe('a failure of ours', () => {
  it.each(rows(
    ['our server is killed and comes back: sockets return, media never stopped', [joined('P1', 10), left('P1', 10, 2000), beat('P1', 11, 1000), beat('P1', 1008, 1999, { since: 11 })], ['10 joined -> 2000.1 left']],
    ['LiveKit is killed: it never says left; beats know', [joined('P1', 10), roomStarted(1003, 'RM_2'), beat('P1', 11, 1002, { until: 999 }), joined('P2', 1006, { roomSid: 'RM_2' }), left('P2', 1006, 2000)], ['10 joined -> 999 last_beat', '1006 joined -> 2000.1 left']],
    ['LiveKit is killed, and the page beats once more before it notices', [joined('P1', 10), roomStarted(1003, 'RM_2'), beat('P1', 11, 1002, { until: 1000.5 }), joined('P2', 1006, { roomSid: 'RM_2' }), left('P2', 1006, 2000)], ['10 joined -> 1000.5 last_beat', '1006 joined -> 2000.1 left']],
    ['LiveKit is killed, and the same room SID starts again', [joined('P1', 10), seen('P1', 10, 15, 995, 1010), roomStarted(1003, 'RM_1')], ['10 joined -> 995 last_poll']],
    ['the webhook joined is lost', [left('P1', 10, 1000), beat('P1', 11, 999)], ['10 joined -> 1000.1 left']],
    ['the webhook left is lost', [joined('P1', 10), seen('P1', 10, 15, 995, 1005), beat('P1', 11, 1000, { closed: 1000 })], ['10 joined -> 1000 socket_closed']],
    ['all webhooks are lost', [seen('P1', 10, 15, 995, 1005), beat('P1', 11, 999.5)], ['10 joined -> 999.5 last_beat']],
    ['only the poll is left: the middle of what can be', [seen('P1', 10, 15, 995, 1005)], ['10 joined -> 989.5 last_poll']],
    ['only the poll is left, and the room was ended', [seen('P1', 10, 15, 3594)], ['10 joined -> 3600 session_end']],
    ['webhooks come an hour late', [joined('P1', 10, { receivedAtMs: ms(3610) }), left('P1', 10, 1000, 'CLIENT_INITIATED', { receivedAtMs: ms(4600) }), beat('P1', 11, 999)], ['10 joined -> 1001 left']],
    ['webhooks come doubled, left before joined', [left('P1', 10, 1000), joined('P1', 10), left('P1', 10, 1000, 'CLIENT_INITIATED', { id: 'again', receivedAtMs: ms(1016) })], ['10 joined -> 1000.1 left']],
    ["LiveKit's clock is ahead: nothing begins after we heard of it", [joined('P1', 130, { receivedAtMs: ms(10.2) }), left('P1', 130, 1120, 'CLIENT_INITIATED', { receivedAtMs: ms(1000.1) })], ['10.2 joined -> 1000.1 left']],
    ['only beats speak: never presence', [beat('P1', 11, 1000)], []],
    ['another seat beats for a connection that is not its own', [joined('P1', 10), left('P1', 10, 2000), beat('P1', 11, 1999), { ...beat('P1', 1500, 1600, { since: 1500 }), seatId: 'ben', id: 'foreign' }], ['10 joined -> 2000.1 left']],
    ['a poll saw the connection after a stale sign that its room was lost', [joined('P1', 10), roomStarted(500, 'RM_1'), seen('P1', 10, 15, 995, 1005), beat('P1', 11, 1000, { closed: 1000 })], ['10 joined -> 1000 socket_closed']],
  ))('%s', (_what, evidence, expected, more) => expect(told(ana(evidence, more))).toEqual(expected));

  it('a row about the whole room may carry empty columns of a person', () => {
    const asStored = { ...roomStarted(-900, 'RM_1'), seatId: null, participantSid: null, joinedAtMs: null } as unknown as RoomWebhook;
    expect(told(ana([asStored, joined('P1', 10), left('P1', 10, 1000)]))).toEqual(['10 joined -> 1000.1 left']);
  });

  it('claims of beats alone are uncertainty', () => {
    expect(ana([beat('P1', 11, 1000)])).toMatchObject({ direct: { seconds: 0 }, uncertaintySeconds: 989 });
  });
});

describe('rules', () => {
  const stay = [joined('P1', 10), left('P1', 10, 2000, 'CLIENT_INITIATED', { receivedAtMs: ms(2000) }), beat('P1', 11, 2000)];
  const pause = { ...block.timeline, segments: [{ id: 'seg-2', kind: 'break', from: ms(600), to: ms(1200), counts: false }] };
  const gapped = [joined('P1', 10), left('P1', 10, 1000), joined('P2', 1020), left('P2', 1020, 2000)];

  it.each<[string, Evidence[], Partial<FoldInput>, number]>([
    ['a break does not count', stay, { timeline: pause }, 1390],
    ['a break counts where the payer says so', stay, { timeline: pause, rules: { ...block.rules, breakCounts: true } }, 1990],
    ['gaps are away', gapped, {}, 1970],
    ['gaps up to a rule are bridged', gapped, { rules: { ...block.rules, gapPolicy: 'bridge', bridgeSeconds: 30 } }, 1990],
    ['a gap longer than the rule stays', gapped, { rules: { ...block.rules, gapPolicy: 'bridge', bridgeSeconds: 15 } }, 1970],
    ['no rule bridges the lobby', stay, { ...admittedFor([0, 1000], [1010, null]), rules: { ...block.rules, gapPolicy: 'bridge', bridgeSeconds: 30 } }, 1980],
    ['time past the plan counts where the rule says so', stay, { timeline: { ...block.timeline, planned: { from: ms(0), to: ms(1800) } } }, 1990],
    ['time past the plan does not count elsewhere', stay, { timeline: { ...block.timeline, planned: { from: ms(0), to: ms(1800) } }, rules: { ...block.rules, pastPlanCounts: false } }, 1790],
  ])('%s', (_what, evidence, more, counted) => expect(ana(evidence, more).direct.seconds).toBe(counted));

  it('minutes are floored once, at the end, not per connection', () => {
    const parts = [0, 1, 2].flatMap((n) => [joined(`P${n}`, n * 200), left(`P${n}`, n * 200, n * 200 + 110, 'CLIENT_INITIATED', { receivedAtMs: ms(n * 200 + 110) })]);
    expect(ana(parts).direct).toEqual({ seconds: 330, minutes: 5 });
  });

  it('video minutes are the counted ones with two-way video', () => {
    const seats = [block.seats[0]!, { ...block.seats[1]!, video: [{ from: ms(0), to: ms(700) }] }];
    expect(ana(stay, { seats, timeline: pause }).video).toEqual({ seconds: 590, minutes: 9 });
  });

  it('what is explained: each edge, with the rows that made it', () => {
    const rows = ana(stay, { timeline: pause }).explanation.map(({ atMs, change, source, evidenceIds }) => [seconds(atMs), change, source, evidenceIds]);
    expect(rows).toEqual([
      [10, 'present', 'joined', ['P1-joined', 'P1-left']],
      [600, 'stops_counting', 'segment', ['seg-2']],
      [1200, 'counts_again', 'segment', ['seg-2']],
      [2000, 'away', 'left', ['P1-left']],
    ]);
  });

  it('the bar shows late, gap, break and out', () => {
    const strip = ana(gapped, { timeline: pause }).strip.map(({ kind, from, to }) => [kind, seconds(from), seconds(to)]);
    expect(strip).toEqual([
      ['late', 0, 10], ['in', 10, 600], ['break', 600, 1200], ['in', 1200, 2000.1], ['out', 2000.1, 3600],
    ]);
  });
});

describe('a session', () => {
  it('counts nobody before the first host, and a host late is nobody else late', () => {
    const evidence = [joined('H1', 300), left('H1', 300, 3600, 'ROOM_DELETED'), beat('H1', 300, 3600), joined('P1', 10), left('P1', 10, 3600, 'ROOM_DELETED'), beat('P1', 11, 3600)];
    const { firstHost, elapsed, seats } = foldAttendance({ ...block, evidence });
    expect([seconds(firstHost!.atMs), elapsed]).toEqual([300, { seconds: 3300, minutes: 55 }]);
    expect(seats[1]).toMatchObject({ direct: { minutes: 55 }, lateSeconds: 0, leftEarlySeconds: 0 });
    expect(seats[1]!.presence[0]!.start.source).toBe('first_host');
  });

  it('measures a clinician in the same way', () => {
    const evidence = [joined('H1', 0), left('H1', 0, 1021, 'CONNECTION_TIMEOUT'), beat('H1', 0, 999, { closed: 1000 })];
    expect(foldAttendance({ ...block, evidence }).seats[0]).toMatchObject({ direct: { seconds: 1000, minutes: 16 }, leftEarlySeconds: 2600 });
  });

  it('without a host nobody has minutes', () => {
    const session = foldAttendance({ ...block, evidence: [joined('P1', 10), left('P1', 10, 1000)] });
    expect(session).toMatchObject({ firstHost: null, elapsed: { seconds: 0 } });
    expect(session.seats[1]).toMatchObject({ direct: { seconds: 0 }, presence: [], lateSeconds: null, strip: [] });
  });

  it('while live, a person is counted as far as the evidence goes', () => {
    const live = { timeline: { ...block.timeline, endedMs: null }, asOfMs: ms(1000) };
    const here = ana([joined('P1', 10), seen('P1', 10, 15, 995), beat('P1', 11, 999)], live);
    expect(told(here)).toEqual(['10 joined -> 999 last_beat']);
    expect(here).toMatchObject({ direct: { seconds: 989 }, leftEarlySeconds: null, lateSeconds: 10 });
    expect(told(ana([joined('P1', 10), seen('P1', 10, 15, 995), beat('P1', 11, 980)], live))).toEqual(['10 joined -> 980 last_beat']);
    expect(told(ana([joined('P1', 10), seen('P1', 10, 15, 995), beat('P1', 11, 900)], live))).toEqual(['10 joined -> 995 last_poll']);
  });
});
