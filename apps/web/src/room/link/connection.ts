/** Why a person is no longer in the room, for good as far as this page is concerned. `stayed_away`: they were gone for so long that they have left. */
export type EndReason = 'left' | 'stayed_away' | 'removed' | 'ended' | 'taken_over' | 'lobby';

/**
 * Where the page stands, joined from the live socket and the media server.
 *
 * - connecting: the first join. in: all is well.
 * - signal: media flows, but our socket or LiveKit's signalling is away; nothing is said for 2 s.
 * - reconnecting: no media; the SDK is trying. dropped: the SDK gave up, our own loop rejoins for ever.
 */
export type Phase = 'connecting' | 'in' | 'signal' | 'reconnecting' | 'dropped' | 'ended';

export interface Connection {
  readonly phase: Phase;
  /** Monotonic milliseconds at which this phase began. */
  readonly since: number;
  readonly socketUp: boolean;
  readonly media: 'none' | 'up' | 'signal_lost' | 'lost';
  /** Whether the person has been in the room since the page opened. */
  readonly everIn: boolean;
  readonly ended: EndReason | null;
}

export type ConnectionEvent =
  | { readonly kind: 'media_up' }
  | { readonly kind: 'media_signal_lost' }
  | { readonly kind: 'media_lost' }
  | { readonly kind: 'media_gone' }
  | { readonly kind: 'socket'; readonly up: boolean }
  | { readonly kind: 'ended'; readonly reason: EndReason };

export function firstConnection(at: number): Connection {
  return { phase: 'connecting', since: at, socketUp: true, media: 'none', everIn: false, ended: null };
}

/** The connection after an event at `at`. Nothing leaves `ended`. Never throws; gives back the same object when nothing changed. */
export function afterEvent(before: Connection, event: ConnectionEvent, at: number): Connection {
  if (before.ended) return before;
  const facts = { ...before, ...factsOf(event) };
  const everIn = facts.everIn || facts.media === 'up';
  const phase = phaseOf({ ...facts, everIn });
  if (phase === before.phase && facts.media === before.media && facts.socketUp === before.socketUp) return before;
  return { ...facts, everIn, phase, since: phase === before.phase ? before.since : at };
}

function factsOf(event: ConnectionEvent): Partial<Connection> {
  switch (event.kind) {
    case 'media_up':
      return { media: 'up' };
    case 'media_signal_lost':
      return { media: 'signal_lost' };
    case 'media_lost':
      return { media: 'lost' };
    case 'media_gone':
      return { media: 'none' };
    case 'socket':
      return { socketUp: event.up };
    case 'ended':
      return { ended: event.reason, media: 'none' };
  }
}

function phaseOf(facts: Connection): Phase {
  if (facts.ended) return 'ended';
  if (!facts.everIn) return 'connecting';
  if (facts.media === 'none') return 'dropped';
  if (facts.media === 'lost') return 'reconnecting';
  return facts.media === 'up' && facts.socketUp ? 'in' : 'signal';
}

/** What the person is told about the connection. */
export type Notice = 'none' | 'joining' | 'joining_long' | 'quiet' | 'reconnecting' | 'rejoin';

/** Quiet for this long before anything is said about signalling, ms. */
const quietFor = 2_000;
/** After this long without media the strip gives way to the rejoin page with the clinic's phone, ms. */
const rejoinPageAfter = 10_000;
const joiningLongAfter = 8_000;

/** The notice for a connection at `now`. Never throws. */
export function noticeOf(connection: Connection, now: number): Notice {
  const lasted = now - connection.since;
  switch (connection.phase) {
    case 'connecting':
      return lasted < joiningLongAfter ? 'joining' : 'joining_long';
    case 'signal':
      return lasted < quietFor ? 'none' : 'quiet';
    case 'reconnecting':
    case 'dropped':
      return lasted < rejoinPageAfter ? 'reconnecting' : 'rejoin';
    default:
      return 'none';
  }
}
