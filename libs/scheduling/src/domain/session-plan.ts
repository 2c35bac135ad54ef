import { isEmpty, isZone, length, type Interval, type SegmentKind, type SessionKind } from '#kernel';
import { instantOf } from './local-time.js';

/** An instant, or a local time of the session's zone, written `2026-03-08T09:00`. */
export type When = Date | string;

/** A part of a session as somebody plans it. */
export interface SegmentWish {
  readonly kind: SegmentKind;
  readonly title: string;
  readonly from: When;
  readonly to: When;
  /** Whether its minutes count for the patient's hours. */
  readonly counts: boolean;
}

export interface SessionWish {
  readonly kind: SessionKind;
  readonly title: string;
  /** IANA zone, whose time the session's people are told. */
  readonly zone: string;
  readonly from: When;
  readonly to: When;
  /** In any order; none for an appointment that is all one thing. */
  readonly segments: readonly SegmentWish[];
  /** Patients and guests; staff come on top. */
  readonly capacity: number;
}

interface SegmentPlan extends Omit<SegmentWish, 'from' | 'to'>, Interval {}

/** A session that can be held: its times are epoch milliseconds, and its segments lie within it, in order. */
export interface SessionPlan extends Omit<SessionWish, 'from' | 'to' | 'segments'>, Interval {
  readonly segments: readonly SegmentPlan[];
}

export type PlanProblem =
  | 'title'
  | 'zone'
  | 'capacity'
  | 'no_such_time'
  | 'ends_before_it_begins'
  | 'too_long'
  | 'segment_title'
  | 'segment_ends_before_it_begins'
  | 'segment_outside'
  | 'segments_overlap';

/** `segment`: the place in the wish of the one that is wrong; absent when the fault lies in the session. */
export interface PlanRefusal {
  readonly kind: 'refused';
  readonly problem: PlanProblem;
  readonly segment?: number;
}

/** The longest that anything may be planned: a whole day of program with its breaks, ms. */
const longestMs = 12 * 60 * 60_000;
const mostPeople = 40;

/** Reads a wish. The first thing that is wrong is named, so that whoever plans can mend it. Pure; never throws. */
export function planSession(wish: SessionWish): { readonly kind: 'planned'; readonly plan: SessionPlan } | PlanRefusal {
  if (!isTitle(wish.title)) return refused('title');
  if (!isZone(wish.zone)) return refused('zone');
  if (!Number.isInteger(wish.capacity) || wish.capacity < 1 || wish.capacity > mostPeople) return refused('capacity');
  const [from, to] = [instant(wish.from, wish.zone), instant(wish.to, wish.zone)];
  if (from === undefined || to === undefined) return refused('no_such_time');
  const problem = lengthProblem({ from, to });
  if (problem) return refused(problem);
  const segments: SegmentPlan[] = [];
  for (const [index, segment] of wish.segments.entries()) {
    const [begins, ends] = [instant(segment.from, wish.zone), instant(segment.to, wish.zone)];
    if (begins === undefined || ends === undefined) return refused('no_such_time', index);
    const planned = { ...segment, title: segment.title.trim(), from: begins, to: ends };
    const fault = segmentProblem(planned, { from, to }, segments);
    if (fault) return refused(fault, index);
    segments.push(planned);
  }
  segments.sort((a, b) => a.from - b.from);
  return { kind: 'planned', plan: { ...wish, title: wish.title.trim(), from, to, segments } };
}

/** What makes these times no session; `undefined` when they are one. Never throws. */
export function lengthProblem(times: Interval): 'ends_before_it_begins' | 'too_long' | undefined {
  if (isEmpty(times)) return 'ends_before_it_begins';
  return length(times) > longestMs ? 'too_long' : undefined;
}

/** `when` in epoch milliseconds; `undefined` for a time that no clock of the zone shows. Throws for what is no zone. */
export function instant(when: When, zone: string): number | undefined {
  if (typeof when === 'string') return instantOf(when, zone);
  return Number.isNaN(when.getTime()) ? undefined : when.getTime();
}

/** When the waiting room of a session opens, epoch milliseconds. `minutes`: what the program sets. */
export function lobbyOpensAt(from: number, minutes: number): number {
  return from - minutes * 60_000;
}

function segmentProblem(segment: SegmentPlan, session: Interval, others: readonly SegmentPlan[]): PlanProblem | undefined {
  if (!isTitle(segment.title)) return 'segment_title';
  if (isEmpty(segment)) return 'segment_ends_before_it_begins';
  if (segment.from < session.from || segment.to > session.to) return 'segment_outside';
  return others.some((other) => segment.from < other.to && other.from < segment.to) ? 'segments_overlap' : undefined;
}

function isTitle(title: string): boolean {
  const size = title.trim().length;
  return size > 0 && size <= 120 && !/\p{C}/u.test(title);
}

function refused(problem: PlanProblem, segment?: number): PlanRefusal {
  return segment === undefined ? { kind: 'refused', problem } : { kind: 'refused', problem, segment };
}
