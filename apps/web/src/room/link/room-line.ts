import type { RoomPass, SeatSnapshot, StaffSnapshot } from '#contracts/routes';
import type { HostLive, LiveClient, SeatLive } from '../../api/live-client.js';
import type { RoomLine } from './room-store.js';
import type { Peer, Peers } from './tiles.js';

const endedBy: Readonly<Record<string, ReturnType<RoomLine['ended']>>> = { removed: 'removed', session_ended: 'ended', taken_over: 'taken_over' };

/** The live session of one seat, as the room needs it. */
export function seatLine(live: SeatLive, now: () => number = Date.now): RoomLine {
  let seenInside = false;
  return {
    ...common(live),
    peers: () => peersOfSeat(live.view().snapshot, now() + live.view().clockAheadMs),
    ended() {
      const step = live.view().snapshot?.own.standing.step;
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
  return (listener) => live.on('own.delta', ({ pass }: { pass: RoomPass | null }) => void (pass && listener(pass)));
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

function stepEnd(step: SeatSnapshot['own']['standing']['step'] | undefined, seenInside: boolean): ReturnType<RoomLine['ended']> {
  if (step === 'removed' || step === 'ended') return step;
  if (!seenInside) return null;
  return step === 'lobby' ? 'lobby' : step === 'left' ? 'stayed_away' : null;
}

/** For how long somebody who is not connected keeps a tile, ms: most are back, or in, by then. */
const tileFor = { dropped: 3 * 60_000, admitted: 30_000 } as const;

function hasTile(state: string, since: string | null, now: number): state is Peer['state'] {
  if (state === 'in') return true;
  return (state === 'dropped' || state === 'admitted') && since !== null && now - Date.parse(since) < tileFor[state];
}

function peersOfSeat(snapshot: SeatSnapshot | null, now: number): Peers {
  const people = (snapshot?.topics.peers ?? []).filter(({ state, since }) => hasTile(state, since, now));
  return new Map(people.map(({ seatId, shownName, staff, state }) => [seatId, { name: shownName, staff, state }]));
}

function peersOfHost(snapshot: StaffSnapshot | null, now: number): Peers {
  const peers = new Map<string, Peer>();
  for (const { seatId, state, since, shownName, fullName, role } of snapshot?.topics.roster ?? []) {
    if (hasTile(state, since, now)) peers.set(seatId, { name: shownName ?? fullName, staff: role !== 'patient' && role !== 'guest', state });
  }
  return peers;
}
