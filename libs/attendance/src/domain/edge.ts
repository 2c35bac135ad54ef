/**
 * Why a stretch of time begins or ends where it does.
 *
 * joined, left, timeout: LiveKit's word · socket_closed, last_beat, media_pause, media_back: the page's beats · last_poll, absent: the keeper's poll ·
 * room_gone: LiveKit lost the room · as_of: still open, evidence goes no further · admission, first_host, session_end, segment: not evidence but what may count
 */
export type EdgeSource =
  | 'joined'
  | 'left'
  | 'timeout'
  | 'socket_closed'
  | 'last_beat'
  | 'media_pause'
  | 'media_back'
  | 'last_poll'
  | 'absent'
  | 'room_gone'
  | 'as_of'
  | 'admission'
  | 'first_host'
  | 'session_end'
  | 'segment';

/** One end of a stretch: the stated instant, and the bounds between which the truth lies. Epoch milliseconds. */
export interface Edge {
  readonly atMs: number;
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly source: EdgeSource;
  /** The rows that made the edge: evidence, or the admission or segment that cut it. Sorted, each once. */
  readonly evidenceIds: readonly string[];
}

/** A stretch with its reasons. */
export interface Stretch {
  readonly start: Edge;
  readonly end: Edge;
}

/** An edge whose bounds enclose its instant whatever order they were given in. Whole milliseconds. Never throws. */
export function edge(source: EdgeSource, atMs: number, bounds: { earliestMs: number; latestMs: number }, evidenceIds: readonly string[]): Edge {
  return {
    atMs: Math.round(atMs),
    earliestMs: Math.floor(Math.min(atMs, bounds.earliestMs)),
    latestMs: Math.ceil(Math.max(atMs, bounds.latestMs)),
    source,
    evidenceIds: [...new Set(evidenceIds)].sort(),
  };
}

/** An edge that our own server decided, so that nothing about it is uncertain. Never throws. */
export function knownEdge(source: EdgeSource, atMs: number, evidenceIds: readonly string[] = []): Edge {
  return edge(source, atMs, { earliestMs: atMs, latestMs: atMs }, evidenceIds);
}

/** The most by which the length of a stretch may be wrong, in milliseconds. Never throws. */
export function uncertaintyMs({ start, end }: Stretch): number {
  return Math.max(start.atMs - start.earliestMs, start.latestMs - start.atMs) + Math.max(end.atMs - end.earliestMs, end.latestMs - end.atMs);
}
