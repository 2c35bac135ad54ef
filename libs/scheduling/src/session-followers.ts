import type { SeatId, SessionId } from '#kernel';
import type { Planner } from './planner.js';

/**
 * Who has to follow a change of the plan at once: the live room, which implements this. Each is called inside the transaction of the
 * change, so that both are committed together; what goes over the network follows after the commit. A process without rooms has no
 * followers: there the room keeper finds what is left to do.
 */
export abstract class SessionFollowers {
  /** Somebody has a seat now, or has one again. */
  abstract seatGiven(by: Planner, sessionId: SessionId, seatId: SeatId): Promise<void>;
  /** Somebody's seat was taken back: whoever is inside or waits goes out, at once and without a way back. */
  abstract seatWithdrawn(by: Planner, sessionId: SessionId, seatId: SeatId): Promise<void>;
  /** The session lies at another time, which was written already. */
  abstract sessionMoved(by: Planner, sessionId: SessionId): Promise<void>;
}
