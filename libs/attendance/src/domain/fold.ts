import { length, merge, totalLength, type Interval, type SeatId } from '#kernel';
import type { Edge, Stretch } from './edge.js';
import { distinct, type Evidence } from './evidence.js';
import { explain, type ExplanationRow } from './explanation.js';
import { legsOf, type Leg, type UnprovenClaim } from './legs.js';
import { countingTime, personMinutes, whole, type Counted, type PersonMinutes } from './minutes.js';
import { presenceOf, presenceStretches, type Window } from './presence.js';
import type { Rules } from './rules.js';
import { sessionWindow } from './session-window.js';
import { stripOf, type StripPiece } from './strip.js';
import type { Seat, Timeline } from './timeline.js';

/** All that the fold knows. `asOfMs` is the instant of asking; for an ended session any instant after its end gives the same answer. */
export interface FoldInput {
  readonly evidence: readonly Evidence[];
  readonly timeline: Timeline;
  readonly seats: readonly Seat[];
  readonly rules: Rules;
  readonly asOfMs: number;
}

/** One person's attendance, from the legs to the minutes, with the reason for each edge. */
export interface SeatAttendance extends PersonMinutes {
  readonly seatId: SeatId;
  readonly legs: readonly Leg[];
  readonly presence: readonly Stretch[];
  /** After the later of plan and first host; null for a person who never came. */
  readonly lateSeconds: number | null;
  /** Before the earlier of plan and end; null while live and for a person who never came. */
  readonly leftEarlySeconds: number | null;
  readonly explanation: readonly ExplanationRow[];
  readonly strip: readonly StripPiece[];
}

/** The attendance of a session. `elapsed` is the block's own clock, the same for all. */
export interface SessionAttendance {
  readonly rulesVersion: string;
  /** Null while no host has come: then nobody has minutes. */
  readonly firstHost: Edge | null;
  readonly elapsed: Counted;
  readonly seats: readonly SeatAttendance[];
}

/**
 * Evidence -> legs -> presence -> minutes.
 *
 * Pure: the same rows in any order, doubled, give the same answer, and recomputing is always safe. Lost rows give an answer whose stated
 * uncertainty grows to cover the loss. Rows of unknown seats are left aside. Seats come back in the order given. Never throws.
 */
export function foldAttendance({ evidence, timeline, seats, rules, asOfMs }: FoldInput): SessionAttendance {
  const rows = distinct(evidence);
  const { legs, unproven } = legsOf(rows, timeline.endedMs, asOfMs);
  const window = sessionWindow(legs, seats, timeline.endedMs, asOfMs);
  const context = { window, timeline, rules, unproven };
  return {
    rulesVersion: rules.version,
    firstHost: window?.start ?? null,
    elapsed: whole(totalLength(countingTime(window, timeline, rules))),
    seats: seats.map((seat) => seatAttendance(seat, legs.filter((leg) => leg.seatId === seat.seatId), context)),
  };
}

interface SessionContext {
  readonly window: Window | null;
  readonly timeline: Timeline;
  readonly rules: Rules;
  readonly unproven: readonly UnprovenClaim[];
}

function seatAttendance(seat: Seat, legs: readonly Leg[], { window, timeline, rules, unproven }: SessionContext): SeatAttendance {
  const claims = unproven.filter((claim) => claim.seatId === seat.seatId).map(({ interval }) => interval);
  const presence = presenceOf(legs, seat.admissions, window, claims);
  const stretches = presenceStretches(legs, seat.admissions, window);
  const admitted = merge(seat.admissions.map(({ from, to }) => ({ from, to: to ?? Infinity })));
  const watched = legs.flatMap((leg) => leg.watched);
  return {
    seatId: seat.seatId,
    legs,
    presence: stretches,
    ...personMinutes(presence, { window, timeline, rules, admitted, watched, video: seat.video ?? null }),
    ...punctuality(presence.stated, window, timeline),
    explanation: explain(stretches, timeline, rules),
    strip: stripOf(presence.stated, window && { from: window.start.atMs, to: window.end.atMs }, timeline, rules),
  };
}

function punctuality(stated: readonly Interval[], window: Window | null, { planned, endedMs }: Timeline): Pick<SeatAttendance, 'lateSeconds' | 'leftEarlySeconds'> {
  const first = stated[0];
  const last = stated.at(-1);
  if (!first || !last || !window) return { lateSeconds: null, leftEarlySeconds: null };
  const seconds = (from: number, to: number): number => whole(length({ from, to })).seconds;
  return {
    lateSeconds: seconds(Math.max(planned.from, window.start.atMs), first.from),
    leftEarlySeconds: endedMs === null ? null : seconds(last.to, Math.min(planned.to, endedMs)),
  };
}
