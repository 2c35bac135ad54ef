import { Database, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { FollowPlan } from '../live/follow-plan.js';
import { Connections } from '../persistence/connections.js';
import type { LiveRoom } from '../persistence/live-lookups.js';

/** Takes out whose seat was withdrawn by a process that serves no rooms. */
@Injectable()
export class SettleWithdrawn {
  constructor(
    private readonly database: Database,
    private readonly connections: Connections,
    private readonly follow: FollowPlan,
  ) {}

  async run({ clinicId, sessionId }: LiveRoom): Promise<void> {
    const us = systemPrincipal(clinicId, 'withdrawn seats');
    const still = await this.database.withPrincipal(us, () => this.connections.withdrawn(sessionId));
    for (const seatId of still) await this.follow.seatWithdrawn(us, sessionId, seatId);
  }
}
