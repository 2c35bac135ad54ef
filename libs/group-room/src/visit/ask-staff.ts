import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import { withPrincipal, type SeatPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { HelpRequests, type HelpKind } from '../persistence/help-requests.js';

/** Asks staff for something, from the lobby, the room or the page after it. Kept, pinned in the roster, and answered by "has seen this". */
@Injectable()
export class AskStaff {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly help: HelpRequests,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /** `helpId` is the page's own: sent twice it is one request. */
  async run(person: SeatPrincipal, helpId: string, kind: HelpKind): Promise<void> {
    await withPrincipal(person, async () => {
      const { sessionId, seatId, personId } = person;
      if (!(await this.help.ask({ helpId, kind, sessionId, seatId, personId }, this.clock.now()))) return;
      const change = { rows: [seatId], own: [seatId] };
      const session = await this.sessions.change(sessionId, audiencesOf(change));
      if (!session) throw new DomainError('not_found');
      await audit('help.asked', { objectKind: 'help_request', objectId: helpId, details: { kind } });
      this.announce.afterCommit(session, change);
    });
  }
}
