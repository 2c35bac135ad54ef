import { happenedBy, type Connection } from './connection.js';
import { edge, type Edge } from './edge.js';
import { witnessLimits as limits } from './witness-limits.js';

/**
 * When a connection began: LiveKit's `joinedAt`, which `joined`, `left` and each poll repeat, so that one of them is enough.
 * Null when it never became active: only `aborted`, or only beats, speak of it.
 *
 * joinedAt is the start of signalling; media is up a moment later, or much later on a bad line: when `joined` was queued, which is known to the
 * second, at the latest when a poll saw it ACTIVE. It cannot lie after the arrival of a row that carries it, which bounds a LiveKit whose clock runs ahead. Never throws.
 */
export function legStart({ joined, left, sightings, aborted }: Connection): Edge | null {
  const ended = joined.length === 0 && sightings.length === 0 && aborted.length > 0 ? [] : left;
  const rows = [...joined, ...sightings, ...ended].filter((row) => row.joinedAtMs !== null);
  if (rows.length === 0) return null;
  const arrived = rows.map((row) => (row.witness === 'poll' ? row.firstSeenMs : row.receivedAtMs));
  const signalledMs = Math.min(...rows.map((row) => row.joinedAtMs!), ...arrived);
  const atMs = joined.length > 0 ? Math.max(signalledMs, Math.min(...joined.map(notBefore))) : signalledMs;
  const active = [...joined.map(happenedBy), ...sightings.map((row) => row.firstSeenMs), atMs + limits.activation];
  const latestMs = Math.max(atMs, Math.min(...active)) + limits.stamp;
  return edge('joined', atMs, { earliestMs: atMs - limits.stamp, latestMs }, rows.map((row) => row.id));
}

function notBefore({ createdAtSec, receivedAtMs }: Connection['joined'][number]): number {
  return Math.min(createdAtSec * 1000, receivedAtMs);
}
