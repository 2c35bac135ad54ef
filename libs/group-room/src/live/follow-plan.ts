import { live } from '#contracts';
import { Clock, type SeatId, type SessionId } from '#kernel';
import { afterCommit } from '#platform';
import { SessionFollowers, type Planner } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { isShownToPeers } from '../domain/admission.js';
import { Admissions } from '../persistence/admissions.js';
import { HostPresence } from './host-presence.js';
import { Live } from './live.js';
import { Outside } from './outside.js';
import { SeatSockets } from './seat-sockets.js';

/** The live room follows the plan: who has a seat is on the roster, and who has none any more is out. */
@Injectable()
export class FollowPlan extends SessionFollowers {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly hosts: HostPresence,
    private readonly outside: Outside,
    private readonly sockets: SeatSockets,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async seatGiven(by: Planner, sessionId: SessionId, seatId: SeatId): Promise<void> {
    await this.live.act(by, sessionId, async (_session, told) => told.about(live.roster, seatId));
  }

  /** Safe to repeat. */
  override async seatWithdrawn(by: Planner, sessionId: SessionId, seatId: SeatId): Promise<void> {
    const now = this.clock.now();
    await this.live.act(by, sessionId, async (session, told) => {
      const { state } = await this.admissions.standingOf(seatId);
      const whom = await this.outside.isWhom(sessionId, seatId);
      const hadCome = await this.admissions.finish(seatId, 'withdraw', now);
      await this.outside.shut(sessionId, seatId);
      afterCommit(() => this.sockets.cutSeat(seatId));
      told.about(live.roster, seatId);
      if (isShownToPeers(state)) told.about(live.peers, seatId);
      // The end of a host's connection tells of nobody any more: that they are gone is noted here.
      if (hadCome && whom === 'host' && session.state === 'live' && (await this.hosts.note(session, now))) told.session();
    });
  }

  /** Whoever waits goes on waiting while the lobby is open at the new time too; else they are asked to come again then. */
  override async sessionMoved(by: Planner, sessionId: SessionId): Promise<void> {
    const now = this.clock.now();
    await this.live.act(by, sessionId, async (session, told) => {
      const put = now < session.lobbyOpensAt ? await this.admissions.finishAll(sessionId, now, 'withdrawn') : [];
      told.about(live.roster, ...put);
      told.about(live.standing, ...put);
      told.session();
    });
  }
}
