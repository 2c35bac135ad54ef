import { happenedBy, type Connection } from './connection.js';
import { edge, type Edge } from './edge.js';
import { lastSignOfLife, type EndContext } from './last-sign-of-life.js';
import { unclosedEnd } from './leg-end-unclosed.js';
import { lastFlowBefore, type Flow } from './media-flow.js';
import { witnessLimits as limits } from './witness-limits.js';

/** LiveKit's word that a connection ended: some time in the second that it carries, and not after it arrived. */
interface SaidLeft {
  readonly atMs: number;
  readonly earliestMs: number;
  readonly reason: string;
  readonly ids: readonly string[];
}

/**
 * When a connection ended, by the best witness that there is.
 *
 * 1. `left` by the person or by us: then. Unless the beats had stopped before, as when a browser dies and its successor pushes it out.
 * 2. `left` with CONNECTION_TIMEOUT comes about 21 s late: at the socket's close, else the last beat, in that time; else 21 s before.
 * 3. No `left`: at the last sign of life (`leg-end-unclosed.ts`).
 *
 * The end is never before the start. Never throws.
 */
export function legEnd(connection: Connection, start: Edge, context: EndContext): Edge {
  const said = saidLeft(connection);
  const end = said ? saidEnd(said, context) : unclosedEnd(connection, start, context);
  return end.atMs >= start.atMs ? end : edge(end.source, start.atMs, { earliestMs: start.atMs, latestMs: end.latestMs }, end.evidenceIds);
}

function saidLeft({ left }: Connection): SaidLeft | null {
  const first = [...left].sort((a, b) => a.createdAtSec - b.createdAtSec || a.receivedAtMs - b.receivedAtMs)[0];
  if (!first) return null;
  const atMs = Math.min(...left.map(happenedBy));
  return { atMs, earliestMs: Math.min(atMs, first.createdAtSec * 1000), reason: first.reason ?? 'UNKNOWN_REASON', ids: left.map((row) => row.id) };
}

function saidEnd(said: SaidLeft, context: EndContext): Edge {
  const lastFlow = lastFlowBefore(context.flows, said.atMs);
  if (said.reason === 'CONNECTION_TIMEOUT') return timedOut(said, lastFlow);
  if (lastFlow && diedBefore(said, lastFlow, context.nextStartMs)) {
    return lastSignOfLife(lastFlow, said.atMs, said.atMs + limits.stamp, said.ids);
  }
  // Others may have ended what had died since the last beat.
  const alive = said.reason === 'CLIENT_INITIATED' || !lastFlow ? said.earliestMs : Math.min(said.earliestMs, lastFlow.lastPacketMs);
  return edge('left', said.atMs, { earliestMs: alive - limits.stamp, latestMs: said.atMs + limits.stamp }, said.ids);
}

/**
 * Whether the media had died unnoticed before a `left` that is not about that. Either the page itself said that its media was silent; or its
 * socket had closed or its beats had stopped, too lately for LiveKit to time out, and others ended the connection (a take-over, a removal, the
 * end of the room) or the page rejoined at once, which a page does after a cut. Who leaves by hand while only the socket is cut was present.
 */
function diedBefore(said: SaidLeft, flow: Flow, nextStartMs: number | null): boolean {
  if (flow.silent) return flow.to < said.atMs;
  // Judged by LiveKit's own second, so that a late delivery cannot tip it.
  const silence = said.earliestMs - flow.to;
  const stopped = silence > limits.beatPause || (flow.closedAtMs !== null && said.earliestMs > flow.closedAtMs);
  if (!stopped || silence > limits.timeoutLatest) return false;
  const rejoined = nextStartMs !== null && Math.abs(nextStartMs - said.atMs) <= limits.rejoin && silence > limits.beatPause;
  return said.reason !== 'CLIENT_INITIATED' || rejoined;
}

function timedOut(said: SaidLeft, flow: Flow | null): Edge {
  const earliestMs = said.atMs - limits.timeoutLatest;
  const latestMs = said.atMs - limits.timeoutEarliest;
  if (!flow || flow.to < earliestMs) return edge('timeout', said.atMs - limits.timeoutTypical, { earliestMs, latestMs }, said.ids);
  return lastSignOfLife(flow, latestMs, Math.max(latestMs, flow.to), said.ids);
}
