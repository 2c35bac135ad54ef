import { AdmissionTimes, LiveSessions, type LiveSession } from '#group-room';
import { Clock, DomainError, isHostRole, type SessionId } from '#kernel';
import { DayPlan, type PlannedSegment, type SeatedPerson } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { foldAttendance, type SessionAttendance } from '../domain/fold.js';
import type { Rules } from '../domain/rules.js';
import { Evidence } from '../persistence/evidence.js';

/** The rules in force until a program has dated ones of its own: gaps are away, breaks and time past the plan do not count. */
const defaultRules: Rules = { version: '2026-11', gapPolicy: 'exclude', bridgeSeconds: null, breakCounts: false, pastPlanCounts: false };

export interface FoldedSession {
  readonly session: LiveSession;
  readonly segments: readonly PlannedSegment[];
  readonly people: readonly SeatedPerson[];
  readonly asOf: Date;
  readonly attendance: SessionAttendance;
}

/** Reads everything that is known of a session and folds it. Nothing is stored: the same evidence gives the same answer each time. */
@Injectable()
export class FoldSession {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly plan: DayPlan,
    private readonly admissions: AdmissionTimes,
    private readonly evidence: Evidence,
    private readonly clock: Clock,
  ) {}

  /** Needs an open transaction of a principal that may see all people of the session. Throws `not_found`. */
  async run(sessionId: SessionId): Promise<FoldedSession> {
    const session = await this.sessions.find(sessionId);
    if (!session) throw new DomainError('not_found');
    const segments = await this.plan.segmentsOf(sessionId);
    const admitted = await this.admissions.ofSession(sessionId);
    // Somebody whose seat was taken back before they came was never missing; who was in keeps what they were there for.
    const people = (await this.plan.peopleOf(sessionId)).filter(({ seatId, withdrawnAt }) => withdrawnAt === null || admitted.some((one) => one.seatId === seatId));
    const evidence = await this.evidence.ofSession(sessionId);
    const asOf = this.clock.now();
    const attendance = foldAttendance({
      evidence,
      timeline: {
        planned: { from: session.plannedFrom.getTime(), to: session.plannedTo.getTime() },
        endedMs: session.endedAt?.getTime() ?? null,
        segments: segments.map(({ segmentId, kind, counts, from, to }) => ({ id: segmentId, kind, counts, from: from.getTime(), to: to.getTime() })),
      },
      seats: people.map(({ seatId, role, withdrawnAt }) => ({
        seatId,
        isHost: isHostRole(role),
        admissions: admitted.filter((one) => one.seatId === seatId).map(({ admissionId, admittedAt, endedAt }) => ({ id: `desk:${admissionId}`, from: admittedAt.getTime(), to: earlier(endedAt, withdrawnAt) })),
      })),
      rules: defaultRules,
      asOfMs: asOf.getTime(),
    });
    return { session, segments, people, asOf, attendance };
  }
}

function earlier(one: Date | null, other: Date | null): number | null {
  if (!one || !other) return (one ?? other)?.getTime() ?? null;
  return Math.min(one.getTime(), other.getTime());
}
