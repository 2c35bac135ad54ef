import { Clock } from '#kernel';
import { systemPrincipal, withPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { closedPageGraceSeconds } from '../domain/session-life.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { Admissions } from '../persistence/admissions.js';
import { Connections } from '../persistence/connections.js';
import type { LiveRoom } from './live-rooms.js';

/** Somebody who closed the page and stayed away has left; a reload is back long before that. */
@Injectable()
export class SettleLeft {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly connections: Connections,
    private readonly admissions: Admissions,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  async run({ clinicId, sessionId }: LiveRoom): Promise<void> {
    const now = this.clock.now();
    await withPrincipal(systemPrincipal(clinicId, 'closed pages'), async () => {
      const before = new Date(now.getTime() - closedPageGraceSeconds * 1000);
      if ((await this.connections.closedBefore(sessionId, before)).length === 0) return;
      await this.sessions.lock(sessionId);
      const closed = await this.connections.closedBefore(sessionId, before);
      for (const seatId of closed) await this.admissions.move(seatId, 'settle', now);
      const change = { rows: closed, peers: closed };
      const session = await this.sessions.change(sessionId, audiencesOf(change));
      if (session) this.announce.afterCommit(session, change);
    });
  }
}
