import { live } from '#contracts';
import { Clock } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { closedPageGraceSeconds } from '../domain/session-life.js';
import { Live } from '../live/live.js';
import { Admissions } from '../persistence/admissions.js';
import { Connections } from '../persistence/connections.js';
import type { LiveRoom } from '../persistence/live-lookups.js';

/** Somebody who closed the page and stayed away has left; a reload is back long before that. */
@Injectable()
export class SettleLeft {
  constructor(
    private readonly database: Database,
    private readonly live: Live,
    private readonly connections: Connections,
    private readonly admissions: Admissions,
    private readonly clock: Clock,
  ) {}

  async run({ clinicId, sessionId }: LiveRoom): Promise<void> {
    const now = this.clock.now();
    const us = systemPrincipal(clinicId, 'closed pages');
    await this.database.withPrincipal(us, async () => {
      const before = new Date(now.getTime() - closedPageGraceSeconds * 1000);
      if ((await this.connections.closedBefore(sessionId, before)).length === 0) return;
      await this.live.act(us, sessionId, async (_session, told) => {
        // Read again under the lock: somebody may have come back meanwhile.
        const closed = await this.connections.closedBefore(sessionId, before);
        for (const seatId of closed) await this.admissions.move(seatId, 'settle', now);
        told.about(live.roster, ...closed);
        told.about(live.peers, ...closed);
        // Also to a page that only slept: it must not come back by itself any more.
        told.about(live.standing, ...closed);
      });
    });
  }
}
