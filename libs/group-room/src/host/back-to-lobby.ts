import { audit } from '#audit';
import { Clock, DomainError, type SeatId } from '#kernel';
import { withPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { Outside } from '../live/outside.js';
import { Admissions } from '../persistence/admissions.js';

/** Puts somebody back into the waiting room, whom only a new admit brings in again. */
@Injectable()
export class BackToLobby {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly outside: Outside,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_in_room`; also for hosts, who are their own masters. */
  async run(host: HostPrincipal, seatId: SeatId): Promise<void> {
    await withPrincipal(host, async () => {
      const change = { rows: [seatId], peers: [seatId], own: [seatId] };
      const session = await this.sessions.change(host.sessionId, audiencesOf(change));
      if (!session || (await this.outside.isWhom(host.sessionId, seatId)) !== 'group') throw new DomainError('not_in_room');
      if (!(await this.admissions.finish(seatId, 'back_to_lobby', this.clock.now()))) throw new DomainError('not_in_room');
      await audit('seat.back_to_lobby', { objectKind: 'seat', objectId: seatId });
      await this.outside.shut(host.sessionId, seatId);
      this.announce.afterCommit(session, change);
    });
  }
}
