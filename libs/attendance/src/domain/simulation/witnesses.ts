import type { Interval } from '#kernel';
import type { BeatSpan, ConnectionWebhook, Evidence, RoomWebhook, Sighting } from '../evidence.js';
import { renewedBy, renewsSpan, stampBeat, type Beat, type SocketClock } from '../beat-span.js';
import { between, type RealConnection, type World } from './truth.js';

const roomId = 'room-1';
const within = (at: number, interval: Interval | null): boolean => interval !== null && at >= interval.from && at < interval.to;
const sidOf = (world: World, at: number): string => (world.sfuKilled !== null && at > world.sfuKilled ? 'RM_2' : 'RM_1');

/** LiveKit's webhooks as our inbox gets them: at once, or by its retries after 1, 3, 7 and 15 s, or never. */
export function webhooks(real: readonly RealConnection[], world: World): Evidence[] {
  const rows: (ConnectionWebhook | RoomWebhook)[] = [];
  const room = (kind: RoomWebhook['kind'], at: number, sid: string): void => {
    const receivedAtMs = delivered(at, world);
    if (receivedAtMs !== null) rows.push({ witness: 'webhook', kind, id: `w-${kind}-${sid}`, roomId, roomSid: sid, receivedAtMs, createdAtSec: Math.floor(at / 1000) });
  };
  const person = (kind: 'joined' | 'left', at: number, one: RealConnection): void => {
    const receivedAtMs = delivered(at, world);
    if (receivedAtMs === null) return;
    const { seatId, sid: participantSid, joinedAt: joinedAtMs } = one;
    const said = { createdAtSec: Math.floor(at / 1000), joinedAtMs, reason: kind === 'left' ? one.reason : null };
    rows.push({ witness: 'webhook', kind, id: `w-${kind}-${participantSid}`, seatId, participantSid, roomId, roomSid: sidOf(world, joinedAtMs), receivedAtMs, ...said });
  };
  room('room_started', world.start - 900_000, 'RM_1');
  if (world.sfuKilled !== null) room('room_started', world.sfuKilled + 400, 'RM_2');
  for (const one of real) {
    person('joined', one.mediaUp, one);
    if (one.reason !== 'crashed') person('left', one.noticed, one);
  }
  room('room_finished', world.end + 60, sidOf(world, world.end));
  return rows;
}

function delivered(at: number, world: World): number | null {
  const delays = [0, 1_000, 3_000, 7_000, 15_000].map((retry) => at + retry + between(world.random, 20, 120));
  return delays.find((arrival) => !within(arrival, world.serverAway)) ?? null;
}

/** The keeper's polls, and the look that follows the end. None succeeds while our server or LiveKit is away. */
export function polls(real: readonly RealConnection[], world: World, everyMs: number): Evidence[] {
  const seen = new Map<string, { -readonly [K in keyof Sighting]: Sighting[K] }>();
  const sfuAway = world.sfuKilled === null ? null : { from: world.sfuKilled, to: world.sfuKilled + 2_000 };
  const times: number[] = [];
  for (let at = world.start - 300_000 + between(world.random, 0, everyMs); at < world.end; at += everyMs) times.push(at);
  times.push(world.end + between(world.random, 5, 45));
  for (const at of times) {
    if (within(at, world.serverAway) || within(at, sfuAway)) continue;
    const listed = new Set(real.filter((one) => one.mediaUp <= at && at < one.noticed).map(({ sid }) => sid));
    for (const one of real) {
      const row = seen.get(one.sid);
      if (!listed.has(one.sid)) {
        if (row && row.goneAtMs === null) row.goneAtMs = at;
      } else if (row) row.lastSeenMs = at;
      else seen.set(one.sid, { witness: 'poll', id: `p-${one.sid}`, seatId: one.seatId, participantSid: one.sid, roomId, roomSid: sidOf(world, one.joinedAt), joinedAtMs: one.joinedAt, firstSeenMs: at, lastSeenMs: at, goneAtMs: null });
    }
  }
  return [...seen.values()];
}

interface SentBeat {
  readonly arrives: number;
  readonly process: number;
  /** Whether the network held it back. */
  readonly held: boolean;
  readonly beat: Beat;
}

/** One page's beats about one connection, through the same stamping and span rules as the real intake. */
export function beats(one: RealConnection, world: World, clientClockAhead: number): Evidence[] {
  // Those that a cut held back arrive in any order.
  const sent = sentBeats(one, world, clientClockAhead).sort((a, b) => a.arrives - b.arrives);
  const spans: { -readonly [K in keyof BeatSpan]: BeatSpan[K] }[] = [];
  // The page has beaten since the lobby; a restarted process of ours meets it anew, on a socket that only a working network can open.
  let clock: SocketClock | null = { offsetMs: 30 - clientClockAhead, sentMs: 0, atMs: 0, arrivalMs: 0 };
  let process = 1;
  for (const { beat, arrives, process: by, held } of sent) {
    if (by !== process) [clock, process] = [null, by];
    if (clock === null && held) continue;
    const stamped = stampBeat(clock, beat, { atMs: arrives, openedMs: 0 });
    clock = stamped.clock;
    const { atMs, ...state } = stamped.state;
    const open = spans.at(-1) ?? null;
    if (open && renewsSpan(open, stamped.state)) Object.assign(open, renewedBy(open, stamped.state));
    else spans.push({ witness: 'beat', id: `b-${one.sid}-${spans.length}`, seatId: one.seatId, ...state, fromMs: atMs, toMs: atMs, closedAtMs: null });
  }
  const last = spans.at(-1);
  if (last && one.pageDied && !within(one.mediaEnd, world.serverAway)) last.closedAtMs = one.mediaEnd + between(world.random, 5, 50);
  return spans;
}

function sentBeats(one: RealConnection, world: World, clientClockAhead: number): SentBeat[] {
  const { random } = world;
  // A silent room with cameras off sends consent checks alone.
  const packetGapMs = random() < 0.3 ? 2_300 : 300;
  const away = [...one.socketCuts, ...(world.serverAway ? [{ from: world.serverAway.from, to: world.serverAway.to + between(random, 500, 4_000) }] : [])];
  return beatTimes(one, random).flatMap((at) => {
    const cut = one.cuts.find((interval) => within(at, interval));
    const arrives = (cut ? cut.to : at) + between(random, 5, 60);
    if ((cut && !cut.buffers) || away.some((interval) => within(at, interval) || within(arrives, interval))) return [];
    const flowStart = Math.max(one.mediaUp, ...one.cuts.filter(({ to }) => to <= at).map(({ to }) => to));
    const paused = one.cuts.find(({ to }) => to === flowStart);
    const lastPacket = Math.max(flowStart, Math.min(cut ? cut.from : at, one.mediaEnd) - between(random, 0, packetGapMs));
    const beat: Beat = {
      participantSid: one.sid,
      connectionState: at < one.mediaEnd ? (cut && at - cut.from > 4_500 ? 'reconnecting' : 'connected') : one.reason === 'crashed' ? 'reconnecting' : 'disconnected',
      sentMs: at + clientClockAhead,
      mediaForMs: at - flowStart,
      mediaPausedMs: paused ? paused.to - paused.from + between(random, 0, packetGapMs) : null,
      mediaIdleMs: at - lastPacket,
    };
    return [{ arrives, process: world.serverAway && at > world.serverAway.from ? 2 : 1, held: cut !== undefined, beat }];
  });
}

/** Each 2 s while the connection lasts, and once more at a change that the page learns of; about a dead LiveKit the page beats on for a while. */
function beatTimes(one: RealConnection, random: () => number): number[] {
  const told = !one.pageDied && one.reason !== 'CONNECTION_TIMEOUT';
  const stops = one.reason === 'crashed' ? one.mediaEnd + 3_000 : one.mediaEnd;
  const times: number[] = [];
  for (let at = one.mediaUp + between(random, 0, 2_000); at < stops; at += between(random, 1_950, 2_050)) times.push(at);
  return told && one.reason !== 'crashed' ? [...times, one.mediaEnd + 20] : times;
}
