import type { Interval, SeatId } from '#kernel';
import { connections, roomLoss, type Connection } from './connection.js';
import { uncertaintyMs, type Edge, type Stretch } from './edge.js';
import type { Evidence } from './evidence.js';
import { legEnd } from './leg-end.js';
import { legStart } from './leg-start.js';
import { mediaFlows, mediaGaps, type Flow } from './media-flow.js';

/** One connection of one seat, as LiveKit kept it, with the outages that only the page's beats saw. */
export interface Leg extends Stretch {
  readonly participantSid: string;
  readonly seatId: SeatId;
  readonly roomId: string;
  readonly interval: Interval;
  /** Gaps inside the interval, in order. */
  readonly gaps: readonly Stretch[];
  /** When the page's own beats watched over it; elsewhere LiveKit alone did. */
  readonly watched: readonly Interval[];
  /** The most by which its length may be wrong, gaps left aside. */
  readonly uncertaintyMs: number;
}

/** What beats alone claim about a connection that LiveKit never told us of. Never presence; only uncertainty. */
export interface UnprovenClaim {
  readonly seatId: SeatId;
  readonly interval: Interval;
}

interface Begun {
  readonly connection: Connection;
  readonly start: Edge;
  readonly flows: readonly Flow[];
}

/**
 * Evidence to legs: one leg per participant SID that became active, in time order, and what is claimed but not proven.
 *
 * evidence: each row once (`distinct`), any order. sessionEndMs: null while live. asOfMs: nothing is known beyond. Never throws.
 */
export function legsOf(evidence: readonly Evidence[], sessionEndMs: number | null, asOfMs: number): { legs: Leg[]; unproven: UnprovenClaim[] } {
  const begun: Begun[] = [];
  const unproven: UnprovenClaim[] = [];
  for (const connection of connections(evidence)) {
    const flows = mediaFlows(connection.beats);
    const start = legStart(connection);
    if (start) begun.push({ connection, start, flows });
    else if (connection.aborted.length === 0) unproven.push(...flows.map((interval) => ({ seatId: connection.seatId, interval })));
  }
  begun.sort((a, b) => a.start.atMs - b.start.atMs || (a.connection.participantSid < b.connection.participantSid ? -1 : 1));
  const legs = begun.map((one) => legOf(one, begun, evidence, sessionEndMs, asOfMs));
  return { legs, unproven };
}

function legOf({ connection, start, flows }: Begun, all: readonly Begun[], evidence: readonly Evidence[], sessionEndMs: number | null, asOfMs: number): Leg {
  const next = all.find((other) => other.connection.seatId === connection.seatId && other.start.atMs > start.atMs);
  const end = legEnd(connection, start, {
    flows,
    roomLoss: roomLoss(connection, start.atMs, evidence),
    sessionEndMs,
    asOfMs,
    nextStartMs: next?.start.atMs ?? null,
  });
  const interval = { from: start.atMs, to: end.atMs };
  return {
    participantSid: connection.participantSid,
    seatId: connection.seatId,
    roomId: connection.room!.roomId,
    interval,
    start,
    end,
    gaps: mediaGaps(flows, { ...interval, upByMs: start.latestMs }),
    watched: flows.map(({ from, to }) => ({ from: Math.max(from, interval.from), to: Math.min(to, interval.to) })),
    uncertaintyMs: uncertaintyMs({ start, end }),
  };
}
