import type { Connection } from './connection.js';
import { edge, knownEdge, type Edge, type EdgeSource } from './edge.js';
import { lastSignOfLife, type EndContext } from './last-sign-of-life.js';
import { lastFlowBefore, type Flow } from './media-flow.js';
import { witnessLimits as limits } from './witness-limits.js';

/** Something that makes sure that a connection was over, though nobody said when it ended. */
interface Ceiling {
  readonly atMs: number;
  readonly source: EdgeSource;
  readonly ids: readonly string[];
}

/**
 * The end of a connection without a `left`: it was lost, LiveKit died, or the person is still there. Always the last sign of life, never
 * later than what proves the end: a poll that no longer lists it, the loss of its room, the end of the session, the instant of asking.
 *
 * The poll goes on listing a dead browser for about 21 s. So beats that stopped within that time before the last sighting decide; and without
 * beats the end lies anywhere from that time before the last sighting until the poll that missed it, and the middle is stated.
 * Who was listed until we ended the session ourselves stayed until then, unless the look that follows the end at once misses them. Never throws.
 */
export function unclosedEnd(connection: Connection, start: Edge, context: EndContext): Edge {
  const lastSeenMs = connection.sightings.length > 0 ? Math.max(...connection.sightings.map((row) => row.lastSeenMs)) : null;
  const ceiling = ceilingOf(connection, lastSeenMs, context);
  const flow = lastFlowBefore(context.flows, ceiling.atMs);
  if (flow && (lastSeenMs === null || lastSeenMs - flow.to <= limits.timeoutLatest)) return byBeats(flow, ceiling);
  if (lastSeenMs !== null) return byPolls(connection, lastSeenMs, ceiling);
  const joinedBy = Math.min(start.latestMs, ceiling.atMs);
  return edge('joined', joinedBy, { earliestMs: start.atMs, latestMs: ceiling.atMs }, [...start.evidenceIds, ...ceiling.ids]);
}

function ceilingOf(connection: Connection, lastSeenMs: number | null, context: EndContext): Ceiling {
  const ceilings: Ceiling[] = [{ atMs: context.asOfMs, source: 'as_of', ids: [] }];
  if (context.sessionEndMs !== null) ceilings.push({ atMs: context.sessionEndMs, source: 'session_end', ids: [] });
  if (context.roomLoss) ceilings.push({ atMs: context.roomLoss.atMs, source: 'room_gone', ids: context.roomLoss.evidenceIds });
  for (const { goneAtMs, id } of connection.sightings) {
    if (goneAtMs !== null && goneAtMs > (lastSeenMs ?? 0)) ceilings.push({ atMs: goneAtMs, source: 'absent', ids: [id] });
  }
  return ceilings.sort((a, b) => a.atMs - b.atMs)[0]!;
}

/** A socket that closed, or fell silent, is taken for a page that died; but it may have been cut while the media went on, up to the ceiling. */
function byBeats(last: Flow, ceiling: Ceiling): Edge {
  // When LiveKit dies the media stops at once, and the page beats on until it notices.
  const flow = ceiling.source === 'room_gone' ? { ...last, to: last.lastPacketMs } : last;
  if ((flow.closedAtMs ?? flow.to) > ceiling.atMs) {
    return edge(ceiling.source, ceiling.atMs, { earliestMs: Math.min(flow.lastPacketMs, ceiling.atMs) - limits.stamp, latestMs: ceiling.atMs }, [flow.toId, ...ceiling.ids]);
  }
  return lastSignOfLife(flow, ceiling.atMs, ceiling.atMs, ceiling.ids);
}

function byPolls({ sightings }: Connection, lastSeenMs: number, ceiling: Ceiling): Edge {
  const ids = [...sightings.filter((row) => row.lastSeenMs === lastSeenMs).map((row) => row.id), ...ceiling.ids];
  if (lastSeenMs > ceiling.atMs) return { ...knownEdge(ceiling.source, ceiling.atMs, ids), earliestMs: ceiling.atMs - limits.timeoutLatest };
  const isMissed = sightings.some(({ goneAtMs }) => goneAtMs !== null && goneAtMs > lastSeenMs && goneAtMs - ceiling.atMs <= limits.lastLook);
  if (ceiling.source === 'session_end' && !isMissed && ceiling.atMs - lastSeenMs <= limits.pollReach) {
    return edge('session_end', ceiling.atMs, { earliestMs: lastSeenMs - limits.timeoutLatest, latestMs: ceiling.atMs }, ids);
  }
  const middle = (lastSeenMs - limits.timeoutTypical + ceiling.atMs) / 2;
  const atMs = ceiling.source === 'absent' || isMissed ? middle : lastSeenMs;
  return edge('last_poll', atMs, { earliestMs: lastSeenMs - limits.timeoutLatest, latestMs: ceiling.atMs }, ids);
}
