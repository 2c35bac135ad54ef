import type { BeatSpan } from './evidence.js';
import { witnessLimits as limits } from './witness-limits.js';

/** What a page sends every 2 s about its present connection. Ages, because a client's clock is not trusted. */
export interface Beat {
  readonly participantSid: string;
  readonly connectionState: BeatSpan['connectionState'];
  /** The page's wall clock at sending. Only compared with its own other beats, to see which of them came late. */
  readonly sentMs: number;
  /** How long ago the present flow of packets from the SFU began, or the last one while none come; a pause of more than 4 s ends a flow. Null before the first. */
  readonly mediaForMs: number | null;
  /** How long the pause before the present flow was; null when it is the connection's first. */
  readonly mediaPausedMs: number | null;
  /** The age of the last packet from the SFU; null before the first. */
  readonly mediaIdleMs: number | null;
}

/** What is remembered of a socket to see late beats. A new socket needs no memory: only a working network can open one. */
export interface SocketClock {
  /** Arrival less sending of a beat that came in time. */
  readonly offsetMs: number;
  /** The latest sending, and its stamp. */
  readonly sentMs: number;
  readonly atMs: number;
  /** When the last beat came. */
  readonly arrivalMs: number;
}

/** When a beat came, and since when its socket was open, both by our clock. */
export interface Arrival {
  readonly atMs: number;
  readonly openedMs: number;
}

/** A beat's own span columns: what a new span is made of, and what renews an open one. */
export type BeatState = Pick<BeatSpan, 'participantSid' | 'connectionState' | 'mediaBeforeMs' | 'mediaSinceMs' | 'mediaUntilMs'> & { readonly atMs: number };

/**
 * Puts a beat on our clock: the arrival, unless the network held it back. TCP delivers beats that were sent into a cut all at once when the
 * network returns; taken as new, their ages would reach over the very cut. Such a beat is stamped earlier, never later.
 *
 * Beats that arrive at once are proven side by side and may overtake each other: each is stamped by its own sending.
 *
 * clock: of the same socket; null for its first beat. A page whose wall clock steps back starts a new comparison, and one that is off by more
 * than a day is not compared at all. No stamp lies before the socket's opening, whatever the page says. Never throws.
 */
export function stampBeat(clock: SocketClock | null, beat: Beat, { atMs: arrivalMs, openedMs }: Arrival): { state: BeatState; clock: SocketClock | null } {
  const offsetMs = arrivalMs - beat.sentMs;
  if (Math.abs(offsetMs) > wrongClockMs) return { state: stateOf(beat, arrivalMs), clock };
  const overtaken = clock !== null && beat.sentMs <= clock.sentMs && arrivalMs - clock.arrivalMs <= burstMs;
  const late = clock !== null && (overtaken || beat.sentMs > clock.sentMs) && offsetMs - clock.offsetMs > lateMs;
  const sentAtMs = Math.max(Math.min(openedMs, arrivalMs), late ? beat.sentMs + clock.offsetMs : arrivalMs);
  const atMs = late && !overtaken ? Math.max(clock.atMs, sentAtMs) : sentAtMs;
  return {
    state: stateOf(beat, atMs),
    clock: overtaken ? { ...clock, arrivalMs } : { offsetMs: late ? clock.offsetMs : offsetMs, sentMs: beat.sentMs, atMs, arrivalMs },
  };
}

/** What a beat says, its ages turned into instants; an age cannot lie in the future. */
function stateOf(beat: Beat, atMs: number): BeatState {
  const mediaUntilMs = beat.mediaIdleMs === null ? null : atMs - Math.max(0, beat.mediaIdleMs);
  const mediaSinceMs = mediaUntilMs === null || beat.mediaForMs === null ? null : Math.min(mediaUntilMs, atMs - beat.mediaForMs);
  return {
    participantSid: beat.participantSid,
    connectionState: beat.connectionState,
    atMs,
    mediaUntilMs,
    mediaSinceMs,
    mediaBeforeMs: mediaSinceMs === null || beat.mediaPausedMs === null ? null : mediaSinceMs - Math.max(0, beat.mediaPausedMs),
  };
}

/** Beats jitter within this; more is a beat that was held back. */
const lateMs = 2_000;
/** Beats that were sent apart come closer than this only when something held them back: they are sent every 2 s. */
const burstMs = 1_000;
/** A clock in another zone is off by less; what is further off tells nothing of when it was sent. */
const wrongClockMs = 24 * 60 * 60_000;

/**
 * Whether a beat renews the open span (then only `toMs` and `mediaUntilMs` move) or begins a new one: at the first beat, after a pause of more
 * than 6 s, on another connection or state, and when the media started anew. Never throws.
 */
export function renewsSpan(span: Omit<BeatSpan, 'id' | 'seatId' | 'witness'> | null, beat: BeatState): boolean {
  if (!span || span.closedAtMs !== null) return false;
  if (span.participantSid !== beat.participantSid || span.connectionState !== beat.connectionState) return false;
  return beat.atMs - span.toMs <= limits.beatPause && sameFlow(span.mediaSinceMs, beat.mediaSinceMs);
}

/** When an open span ends and its last packet came, after a beat that renews it. A beat that was overtaken sets nothing back. Never throws. */
export function renewedBy(span: Pick<BeatSpan, 'toMs' | 'mediaUntilMs'>, beat: BeatState): Pick<BeatSpan, 'toMs' | 'mediaUntilMs'> {
  const packets = [span.mediaUntilMs, beat.mediaUntilMs].filter((at) => at !== null);
  return { toMs: Math.max(span.toMs, beat.atMs), mediaUntilMs: packets.length > 0 ? Math.max(...packets) : null };
}

function sameFlow(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) <= limits.mediaPause;
}
