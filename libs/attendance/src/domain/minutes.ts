import { intersect, subtract, totalLength, type Interval } from '#kernel';
import type { Presence, Window } from './presence.js';
import { segmentCounts, type Rules } from './rules.js';
import type { Timeline } from './timeline.js';
import { witnessLimits as limits } from './witness-limits.js';

/**
 * A length of time as it is stored and shown. Seconds are the whole seconds of the sum, minutes the whole minutes of those: floored once, at
 * the end, never per leg.
 */
export interface Counted {
  readonly seconds: number;
  readonly minutes: number;
}

/** One person's clocks. The truth differs from `direct` by at most `uncertaintySeconds`. */
export interface PersonMinutes {
  readonly direct: Counted;
  /** Null where nothing measured two-way video: not measured is not none. */
  readonly video: Counted | null;
  /** The part of the person's admitted presence after the planned end, less what does not count; in `direct` only if the rule says so. */
  readonly pastPlan: Counted;
  readonly uncertaintySeconds: number;
}

/** The times at which the block's clock runs: the window less the parts that do not count. Empty without a host. Never throws. */
export function countingTime(window: Window | null, timeline: Timeline, rules: Rules): Interval[] {
  return window ? countingWithin({ from: window.start.atMs, to: window.end.atMs }, timeline, rules) : [];
}

/**
 * Presence to minutes. The uncertainty is the larger distance from what is stated to what is possible or sure, and what LiveKit alone could
 * have missed: an outage of at most 22 s in each stretch that no beat watched.
 *
 * admitted: bridging never reaches over a time without admission. watched: when the person's own beats watched. Never throws.
 */
export function personMinutes(
  presence: Presence,
  context: { window: Window | null; timeline: Timeline; rules: Rules; admitted: readonly Interval[]; watched: readonly Interval[]; video: readonly Interval[] | null },
): PersonMinutes {
  const { window, timeline, rules, admitted } = context;
  const none = { seconds: 0, minutes: 0 };
  if (!window) return { direct: none, video: context.video && none, pastPlan: none, uncertaintySeconds: 0 };
  const span = { from: window.start.earliestMs, to: window.end.latestMs };
  const counted = (intervals: readonly Interval[], past: boolean = rules.pastPlanCounts): Interval[] =>
    intersect(intersect(bridged(intervals, rules), admitted), countingWithin(span, timeline, { ...rules, pastPlanCounts: past }));
  const stated = intersect(counted(presence.stated), [{ from: window.start.atMs, to: window.end.atMs }]);
  const ms = totalLength(stated);
  const over = totalLength(counted(presence.possible)) - ms;
  const under = ms - totalLength(counted(presence.sure)) + unseenMs(intersect(stated, presence.stated), context.watched);
  return {
    direct: whole(ms),
    video: context.video && whole(totalLength(intersect(stated, context.video))),
    pastPlan: whole(totalLength(intersect(counted(presence.stated, true), [{ from: timeline.planned.to, to: Infinity }]))),
    uncertaintySeconds: Math.ceil((Math.max(over, under) + (ms % 1000)) / 1000),
  };
}

/** Whole seconds and whole minutes of a length in milliseconds. Never throws. */
export function whole(ms: number): Counted {
  return { seconds: Math.floor(ms / 1000), minutes: Math.floor(ms / 60_000) };
}

/** Intervals with the gaps filled that the rule counts as presence; as they are when the rule excludes gaps. Never throws. */
function bridged(intervals: readonly Interval[], rules: Rules): Interval[] {
  if (rules.gapPolicy === 'exclude' || rules.bridgeSeconds === null) return [...intervals];
  const most = rules.bridgeSeconds * 1000;
  const fills = intervals.slice(1).map(({ from }, index) => ({ from: intervals[index]!.to, to: from }));
  return [...intervals, ...fills.filter(({ from, to }) => to - from <= most)];
}

function countingWithin(span: Interval, timeline: Timeline, rules: Rules): Interval[] {
  const idle = timeline.segments.filter((segment) => !segmentCounts(segment, rules));
  const past = rules.pastPlanCounts ? [] : [{ from: timeline.planned.to, to: Infinity }];
  return subtract([span], [...idle, ...past]);
}

function unseenMs(stated: readonly Interval[], watched: readonly Interval[]): number {
  const blind = subtract(stated, watched).map(({ from, to }) => to - from);
  return blind.filter((ms) => ms > limits.mediaPause).reduce((sum, ms) => sum + Math.min(ms, limits.sfuBlind), 0);
}
