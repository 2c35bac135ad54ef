import type { RoomLoss } from './connection.js';
import { edge, type Edge } from './edge.js';
import type { Flow } from './media-flow.js';
import { witnessLimits as limits } from './witness-limits.js';

/** What else is known when the end of a leg is decided. */
export interface EndContext {
  /** The page's flows of media under this connection, in order; empty without beats. */
  readonly flows: readonly Flow[];
  readonly roomLoss: RoomLoss | null;
  readonly sessionEndMs: number | null;
  /** The instant of asking: nothing is known beyond it. */
  readonly asOfMs: number;
  /** When the same seat's next connection began, or null. */
  readonly nextStartMs: number | null;
}

/** The end that the page's beats show: its socket's close, else its last beat; not after `limitMs`, where LiveKit is sure that it was over. */
export function lastSignOfLife(flow: Flow, limitMs: number, latestMs: number, otherIds: readonly string[] = []): Edge {
  const sign = flow.closedAtMs ?? flow.to;
  const source = flow.closedAtMs === null ? 'last_beat' : 'socket_closed';
  return edge(source, Math.min(sign, limitMs), { earliestMs: Math.min(flow.lastPacketMs, limitMs) - limits.stamp, latestMs }, [flow.toId, ...otherIds]);
}
