import type { desk, OutputOf } from '#contracts';
import { Clock, DomainError } from '#kernel';
import { Database } from '#platform';
import { DayPlan } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { ReadBlocks } from '../desk/read-blocks.js';
import type { HostPrincipal } from '../host-principal.js';
import { LiveSessions } from '../persistence/live-sessions.js';
import { refuseUnlessOpen } from './fetch-host-pass.js';

/** The host's own seat and the plan of the session, for the page that opens the room. */
@Injectable()
export class TakeHostSeat {
  constructor(
    private readonly database: Database,
    private readonly sessions: LiveSessions,
    private readonly plan: DayPlan,
    private readonly blocks: ReadBlocks,
    private readonly clock: Clock,
  ) {}

  /** Throws `session_ended`, and `link_early` before the lobby opens. */
  async run(host: HostPrincipal): Promise<OutputOf<typeof desk.takeHostSeat>> {
    return this.database.withPrincipal(host, async () => {
      const session = await this.sessions.find(host.sessionId);
      const block = await this.blocks.one(host, host.sessionId);
      if (!session || !block) throw new DomainError('not_found');
      refuseUnlessOpen(session, this.clock.now());
      const segments = await this.plan.segmentsOf(host.sessionId);
      return { seatId: host.seatId, block, segments: segments.map((segment) => ({ ...segment, from: segment.from.toISOString(), to: segment.to.toISOString() })) };
    });
  }
}
