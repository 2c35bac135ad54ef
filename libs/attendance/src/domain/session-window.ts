import { knownEdge, type Edge } from './edge.js';
import type { Leg } from './legs.js';
import { legPieces, type Window } from './presence.js';
import type { Seat } from './timeline.js';

/**
 * When anybody's time can count: from the first admitted host's entry until the session ended, or until now.
 * The entry is measured like everyone's, with its bounds. Null while no host has come. Never throws.
 */
export function sessionWindow(legs: readonly Leg[], seats: readonly Seat[], endedMs: number | null, asOfMs: number): Window | null {
  const entries = seats.filter((seat) => seat.isHost).flatMap((seat) => hostEntries(legs.filter((leg) => leg.seatId === seat.seatId), seat));
  const end = endedMs !== null && endedMs <= asOfMs ? knownEdge('session_end', endedMs) : knownEdge('as_of', asOfMs);
  const first = entries.filter(({ atMs }) => atMs < end.atMs).sort((a, b) => a.atMs - b.atMs || a.latestMs - b.latestMs)[0];
  if (!first) return null;
  const earliestMs = Math.min(...entries.map((entry) => entry.earliestMs));
  const latestMs = Math.min(...entries.map((entry) => entry.latestMs));
  return { start: { ...first, earliestMs, latestMs: Math.max(first.atMs, latestMs), source: 'first_host' }, end };
}

/** Each time the host was there and admitted, as the instant from which both hold. */
function hostEntries(legs: readonly Leg[], seat: Seat): Edge[] {
  return legs.flatMap(legPieces).flatMap(({ start, end }) =>
    seat.admissions
      .filter(({ from, to }) => from < end.atMs && start.atMs < (to ?? Infinity))
      .map(({ from }) => ({ ...start, atMs: Math.max(start.atMs, from), earliestMs: Math.max(start.earliestMs, from), latestMs: Math.max(start.latestMs, from) })),
  );
}
