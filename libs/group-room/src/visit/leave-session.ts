import { audit } from '#audit';
import { live } from '#contracts';
import { Clock } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import { RoomPasses } from '../live/room-passes.js';
import { Admissions } from '../persistence/admissions.js';

/** The person leaves by their own wish. Out of the room they may return by a press; out of the lobby they will wait again. */
@Injectable()
export class LeaveSession {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly passes: RoomPasses,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat. */
  async run(person: SeatPrincipal): Promise<void> {
    await this.live.act(person, person.sessionId, async (_session, told) => {
      const now = this.clock.now();
      const left = await this.admissions.move(person.seatId, 'leave', now);
      if (!left && !(await this.admissions.finish(person.seatId, 'give_up', now))) return;
      await audit('seat.left', { objectKind: 'seat', objectId: person.seatId });
      told.about(live.roster, person.seatId);
      if (left) {
        told.about(live.peers, person.seatId);
        told.about(live.standing, person.seatId);
      }
      // A new pass on return: the end of this connection may reach the SFU late, and must not meet the next one.
      if (left) await this.passes.revoke(person.seatId, person.sessionId);
    });
  }
}
