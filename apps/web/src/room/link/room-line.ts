import type { RoomPass, SeatSnapshot, StaffSnapshot } from '#contracts/routes';
import type { HostLive, LiveClient, SeatLive } from '../../api/live-client.js';
import type { RoomLine } from './room-store.js';
import type { Peers } from './tiles.js';

const endedBy: Readonly<Record<string, ReturnType<RoomLine['ended']>>> = { removed: 'removed', session_ended: 'ended', taken_over: 'taken_over' };

/** The live session of one seat, as the room needs it. */
export function seatLine(live: SeatLive): RoomLine {
  let seenInside = false;
  return {
    ...common(live),
    peers: () => peersOfSeat(live.view().snapshot),
    ended() {
      const step = live.view().snapshot?.own.step;
      seenInside ||= step === 'room';
      // A snapshot from before the admission that brought us here still says "lobby".
      return endOf(live) ?? stepEnd(step, seenInside);
    },
    onPass: passesOf(live),
  };
}

/** The live session of a host: the whole roster instead of peers. */
export function hostLine(live: HostLive, now: () => number = Date.now): RoomLine {
  let takenOver = false;
  live.on('seat.taken-over', () => void (takenOver = true));
  return {
    ...common(live),
    peers: () => peersOfHost(live.view().snapshot, now() + live.view().clockAheadMs),
    ended: () => (takenOver ? 'taken_over' : endOf(live)),
    onPass: passesOf(live),
  };
}

function passesOf(live: Pick<SeatLive | HostLive, 'on'>): RoomLine['onPass'] {
  return (listener) => live.on('seat.standing', ({ pass }: { pass: RoomPass | null }) => void (pass && listener(pass)));
}

function common(live: SeatLive | HostLive): Pick<RoomLine, 'up' | 'beat' | 'subscribe'> {
  return { up: () => live.view().connection === 'open', beat: (beat) => live.beat(beat), subscribe: live.subscribe };
}

function endOf(live: LiveClient<SeatSnapshot> | LiveClient<StaffSnapshot>): ReturnType<RoomLine['ended']> {
  const { takenOver, refusal, snapshot } = live.view();
  if (takenOver) return 'taken_over';
  if (snapshot?.session.state === 'ended') return 'ended';
  return (refusal && endedBy[refusal]) ?? null;
}

function stepEnd(step: SeatSnapshot['own']['step'] | undefined, seenInside: boolean): ReturnType<RoomLine['ended']> {
  if (step === 'removed' || step === 'ended') return step;
  return step === 'lobby' && seenInside ? 'lobby' : null;
}

function peersOfSeat(snapshot: SeatSnapshot | null): Peers {
  return new Map((snapshot?.people ?? []).map((person) => [person.seatId, { name: person.shownName, staff: person.staff }]));
}

/** Who dropped keeps a tile for this long, ms: most are back by then. */
const droppedTileFor = 60_000;

function peersOfHost(snapshot: StaffSnapshot | null, now: number): Peers {
  const rows = (snapshot?.roster ?? []).filter(({ state, since }) => state === 'in' || state === 'admitted' || (state === 'dropped' && since !== null && now - Date.parse(since) < droppedTileFor));
  return new Map(rows.map((row) => [row.seatId, { name: row.shownName ?? row.fullName, staff: row.role !== 'patient' && row.role !== 'guest' }]));
}
