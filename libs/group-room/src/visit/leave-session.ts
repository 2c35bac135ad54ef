import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import { withPrincipal, type SeatPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { RoomPasses } from '../live/room-passes.js';
import { Admissions } from '../persistence/admissions.js';

/** The person leaves by their own wish. Out of the room they may return straight in; out of the lobby they will wait again. */
@Injectable()
export class LeaveSession {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly passes: RoomPasses,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat. */
  async run(person: SeatPrincipal): Promise<void> {
    await withPrincipal(person, async () => {
      const now = this.clock.now();
      if (!(await this.sessions.lock(person.sessionId))) throw new DomainError('not_found');
      const left = await this.admissions.move(person.seatId, 'leave', now);
      if (!left && !(await this.admissions.finish(person.seatId, 'give_up', now))) return;
      const change = { rows: [person.seatId], ...(left && { peers: [person.seatId] }) };
      const session = await this.sessions.change(person.sessionId, audiencesOf(change));
      await audit('seat.left', { objectKind: 'seat', objectId: person.seatId });
      if (session) this.announce.afterCommit(session, change);
      // A new pass on return: the end of this connection may reach the SFU late, and must not meet the next one.
      if (left) await this.passes.revoke(person.seatId, person.sessionId);
    });
  }
}
