import { audit } from '#audit';
import { holdSettings, SessionLinks } from '#identity';
import { DomainError, type SessionId } from '#kernel';
import { Database } from '#platform';
import { Injectable, Optional } from '@nestjs/common';
import { movedPlan, type MoveRefusal } from './domain/moved-plan.js';
import { lobbyOpensAt, type When } from './domain/session-plan.js';
import { Plans } from './persistence/plans.js';
import type { Planner } from './planner.js';
import { SessionFollowers } from './session-followers.js';

export type MoveResult = { readonly kind: 'moved'; readonly from: Date; readonly to: Date; readonly lobbyOpensAt: Date } | MoveRefusal;

/** Lays a session that nobody has begun to another time. */
@Injectable()
export class MoveSession {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly links: SessionLinks,
    @Optional() private readonly followers?: SessionFollowers,
  ) {}

  /**
   * Its segments follow the start and its lobby the program. Every link that is out dies, because the message that carries it tells the
   * old time: new ones are sent. A live or ended session stays and says so. Throws `not_found`.
   */
  async run(by: Planner, sessionId: SessionId, to: { readonly from: When; readonly to: When }): Promise<MoveResult> {
    return this.database.withPrincipal(by, async () => {
      await holdSettings();
      const plan = await this.plans.lock(sessionId);
      const terms = plan && (await this.plans.termsOf(plan.cohortId));
      if (!plan || !terms) throw new DomainError('not_found');
      const moved = movedPlan(plan, to);
      if (moved.kind === 'refused') {
        await audit('session.moved', { objectKind: 'session', objectId: sessionId, outcome: 'refused', details: { reason: moved.reason } });
        return moved;
      }
      const opens = new Date(lobbyOpensAt(moved.from, terms.lobbyOpensMinutes));
      const [from, end] = [new Date(moved.from), new Date(moved.to)];
      await this.plans.move(sessionId, moved, opens);
      const seatIds = await this.plans.seatIds(sessionId);
      await Promise.all(seatIds.map((seatId) => this.links.end(seatId, 'rescheduled')));
      await audit('session.moved', { objectKind: 'session', objectId: sessionId, details: { before: plan.from.toISOString(), from: from.toISOString(), to: end.toISOString() } });
      await this.followers?.sessionMoved(by, sessionId);
      return { kind: 'moved', from, to: end, lobbyOpensAt: opens };
    });
  }
}
