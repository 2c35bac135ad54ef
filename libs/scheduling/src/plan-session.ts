import { audit } from '#audit';
import { holdSettings } from '#identity';
import { DomainError, type SessionId } from '#kernel';
import { Database } from '#platform';
import { Injectable } from '@nestjs/common';
import { lobbyOpensAt, planSession, type SessionWish } from './domain/session-plan.js';
import { Plans, type CohortId } from './persistence/plans.js';
import type { Planner } from './planner.js';

/** `capacity`: the cohort's own, unless said otherwise; 12 without a cohort. */
export interface SessionToPlan extends Omit<SessionWish, 'capacity' | 'segments'> {
  /** Null for what belongs to nobody's group, as an appointment. */
  readonly cohortId: CohortId | null;
  readonly segments?: SessionWish['segments'];
  readonly capacity?: number;
}

/** Puts a block or an appointment into the plan. Seats are given apart. */
@Injectable()
export class PlanSession {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
  ) {}

  /**
   * The id of the new session. Its lobby opens as early as its program sets. Throws `not_found` for a cohort that is not the clinic's, and
   * `bad_input` with `problem`, a PlanProblem, and `segment`, the place of the one that is wrong.
   */
  async run(by: Planner, { cohortId, segments = [], capacity, ...wish }: SessionToPlan): Promise<SessionId> {
    return this.database.withPrincipal(by, async () => {
      await holdSettings();
      const terms = await this.plans.termsOf(cohortId);
      if (!terms) throw new DomainError('not_found');
      const read = planSession({ ...wish, segments, capacity: capacity ?? terms.capacity });
      if (read.kind === 'refused') throw new DomainError('bad_input', { problem: read.problem, segment: read.segment ?? null });
      const { plan } = read;
      const sessionId = await this.plans.insert(plan, cohortId, new Date(lobbyOpensAt(plan.from, terms.lobbyOpensMinutes)));
      await audit('session.planned', { objectKind: 'session', objectId: sessionId, details: { kind: plan.kind, from: new Date(plan.from).toISOString(), to: new Date(plan.to).toISOString(), segments: plan.segments.length } });
      return sessionId;
    });
  }
}
