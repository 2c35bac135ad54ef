import { intersect, isEmpty, merge, type Interval } from '#kernel';
import { knownEdge, type Edge, type EdgeSource, type Stretch } from './edge.js';
import type { Leg } from './legs.js';
import type { Admission } from './timeline.js';

/**
 * When one person was there, three times: `sure` lies in `stated`, and `stated` in `possible`; the truth lies between the outer two.
 * Each is disjoint and in time order. The difference of their lengths is the stated uncertainty.
 */
export interface Presence {
  readonly sure: readonly Interval[];
  readonly stated: readonly Interval[];
  readonly possible: readonly Interval[];
}

/** The bounds within which presence is asked for: from the first host's entry to the end of the session, or to now. */
export interface Window {
  readonly start: Edge;
  readonly end: Edge;
}

/**
 * The stretches of one person, united over all rooms and devices, cut to the admissions and the window; gaps stay gaps.
 * Each end names the evidence, or the admission, first host or session end, that made it.
 *
 * legs: of one seat, any order. window: null when no host ever came, and then nobody was present. Never throws.
 */
export function presenceStretches(legs: readonly Leg[], admissions: readonly Admission[], window: Window | null): Stretch[] {
  if (!window) return [];
  const united = unite(legs.flatMap(legPieces));
  return admitted(admissions)
    .flatMap((admission) => united.map((stretch) => cut(stretch, admission, 'admission', admission.ids)))
    .map((stretch) => cut(cut(stretch, { from: window.start.atMs, to: Infinity }, 'first_host', window.start), { from: -Infinity, to: window.end.atMs }, window.end.source, window.end))
    .filter(({ start, end }) => start.atMs < end.atMs)
    .sort((a, b) => a.start.atMs - b.start.atMs);
}

/** The same presence as lengths of time, with its bounds. `extraPossible`: claims that are not proven. Never throws. */
export function presenceOf(legs: readonly Leg[], admissions: readonly Admission[], window: Window | null, extraPossible: readonly Interval[] = []): Presence {
  if (!window) return { sure: [], stated: [], possible: [] };
  const pieces = legs.flatMap(legPieces);
  const within = (intervals: Interval[], from: number, to: number): Interval[] =>
    intersect(intersect(intervals, admitted(admissions)), [{ from, to }]);
  const { start, end } = window;
  return {
    sure: within(pieces.map((piece) => ({ from: piece.start.latestMs, to: piece.end.earliestMs })), start.latestMs, end.earliestMs),
    stated: within(pieces.map(asInterval), start.atMs, end.atMs),
    possible: within([...pieces.map((piece) => ({ from: piece.start.earliestMs, to: piece.end.latestMs })), ...extraPossible], start.earliestMs, end.latestMs),
  };
}

/** A leg less the gaps that its beats saw. Never throws. */
export function legPieces(leg: Leg): Stretch[] {
  const starts = [leg.start, ...leg.gaps.map((gap) => gap.end)];
  const ends = [...leg.gaps.map((gap) => gap.start), leg.end];
  return starts.map((start, index) => ({ start, end: ends[index]! })).filter(({ start, end }) => start.atMs < end.atMs || start.earliestMs < end.latestMs);
}

const asInterval = ({ start, end }: Stretch): Interval => ({ from: start.atMs, to: end.atMs });

function unite(pieces: readonly Stretch[]): Stretch[] {
  const nonEmpty = pieces.filter((piece) => !isEmpty(asInterval(piece)));
  return merge(nonEmpty.map(asInterval)).map(({ from, to }) => ({
    start: surest(nonEmpty.map(({ start }) => start).filter(({ atMs }) => atMs === from)),
    end: surest(nonEmpty.map(({ end }) => end).filter(({ atMs }) => atMs === to)),
  }));
}

/** Of several reasons for the same instant, the one with the closest bounds; then by name, so that any order of evidence gives the same. */
function surest(edges: readonly Edge[]): Edge {
  const width = ({ earliestMs, latestMs }: Edge): number => latestMs - earliestMs;
  return [...edges].sort((a, b) => width(a) - width(b) || (String(a.evidenceIds) < String(b.evidenceIds) ? -1 : 1))[0]!;
}

/** Admissions, united where they touch, with the rows that made them. */
function admitted(admissions: readonly Admission[]): (Interval & { ids: readonly string[] })[] {
  const open = admissions.map(({ id, from, to }) => ({ id, from, to: to ?? Infinity }));
  return merge(open).map((interval) => ({
    ...interval,
    ids: open.filter((one) => !isEmpty(one) && one.from >= interval.from && one.to <= interval.to).map(({ id }) => id),
  }));
}

function cut(stretch: Stretch, to: Interval, source: EdgeSource, reason: Edge | readonly string[]): Stretch {
  const made = (atMs: number): Edge => ('atMs' in reason ? { ...reason, source } : knownEdge(source, atMs, reason));
  return {
    start: stretch.start.atMs < to.from ? made(to.from) : stretch.start,
    end: stretch.end.atMs > to.to ? made(to.to) : stretch.end,
  };
}
