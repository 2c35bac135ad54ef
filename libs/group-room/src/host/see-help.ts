import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import { withPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { HelpRequests } from '../persistence/help-requests.js';

/** "Dr. Field has seen this": the answer that the person who asked is waiting for. */
@Injectable()
export class SeeHelp {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly help: HelpRequests,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the first who saw it stays. Throws `not_found`. */
  async run(host: HostPrincipal, helpId: string): Promise<void> {
    await withPrincipal(host, async () => {
      await this.sessions.lock(host.sessionId);
      const seen = await this.help.see(helpId, host.sessionId, host.personId, this.clock.now());
      if (!seen) throw new DomainError('not_found');
      if (!seen.wasNew) return;
      const change = { rows: [seen.seatId], own: [seen.seatId] };
      const session = await this.sessions.change(host.sessionId, audiencesOf(change));
      await audit('help.seen', { objectKind: 'help_request', objectId: helpId });
      if (session) this.announce.afterCommit(session, change);
    });
  }
}
