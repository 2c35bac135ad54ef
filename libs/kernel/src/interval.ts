/** A stretch of time `[from, to)`, in epoch milliseconds. Empty when `to <= from`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Length in milliseconds; an empty interval has length 0. Never throws. */
export function length(interval: Interval): number {
  return Math.max(0, interval.to - interval.from);
}

export function isEmpty(interval: Interval): boolean {
  return interval.to <= interval.from;
}

/** The part of `interval` that lies in `window`; may be empty. Never throws. */
export function clip(interval: Interval, window: Interval): Interval {
  return { from: Math.max(interval.from, window.from), to: Math.min(interval.to, window.to) };
}

/** Disjoint intervals in time order that cover the same time; touching ones become one, empty ones go. Never throws. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((interval) => !isEmpty(interval)).sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** The time that both sides cover, disjoint and in time order. Never throws. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  return merge(left.flatMap((a) => right.map((b) => clip(a, b))));
}

/** The time of `from` that `away` does not cover, disjoint and in time order. Never throws. */
export function subtract(from: readonly Interval[], away: readonly Interval[]): Interval[] {
  let rest = merge(from);
  for (const hole of merge(away)) {
    rest = rest.flatMap((piece) => [
      { from: piece.from, to: Math.min(piece.to, hole.from) },
      { from: Math.max(piece.from, hole.to), to: piece.to },
    ]);
    rest = rest.filter((piece) => !isEmpty(piece));
  }
  return rest;
}

/** Milliseconds covered at least once. Never throws. */
export function totalLength(intervals: readonly Interval[]): number {
  return merge(intervals).reduce((sum, interval) => sum + length(interval), 0);
}
