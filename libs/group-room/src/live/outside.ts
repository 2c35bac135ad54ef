import { isHostRole, type SeatId, type SessionId } from '#kernel';
import { afterCommit } from '#platform';
import { Seats } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { RoomPasses } from './room-passes.js';
import { SeatSockets } from './seat-sockets.js';

/** Shuts the door behind somebody who was put out of the room. */
@Injectable()
export class Outside {
  constructor(
    private readonly seats: Seats,
    private readonly passes: RoomPasses,
    private readonly sockets: SeatSockets,
  ) {}

  /** What the seat is to the hosts of this session: one of the group, whom they may send out, a host as they are, or of another session. */
  async isWhom(sessionId: SessionId, seatId: SeatId): Promise<'group' | 'host' | 'stranger'> {
    const seat = await this.seats.find(seatId);
    if (seat?.sessionId !== sessionId) return 'stranger';
    return isHostRole(seat.role) ? 'host' : 'group';
  }

  /**
   * Ends every pass, and after the commit the connection and the hearing of who is inside. Needs an open transaction.
   * Returns the last generation that is worth nothing now.
   */
  async shut(sessionId: SessionId, seatId: SeatId): Promise<number> {
    const generation = await this.passes.revoke(seatId, sessionId);
    afterCommit(() => this.sockets.letHearNoMore(seatId, sessionId));
    return generation - 1;
  }
}
