import { AdmissionTimes, LiveSessions, type LiveSession } from '#group-room';
import { Clock, DomainError, isHostRole, type SessionId } from '#kernel';
import { DayPlan, type PlannedSegment, type SeatedPerson } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { foldAttendance, type FoldInput, type SessionAttendance } from '../domain/fold.js';
import { AttendanceRules } from '../persistence/attendance-rules.js';
import { Evidence } from '../persistence/evidence.js';

export interface FoldedSession {
  readonly session: LiveSession;
  readonly segments: readonly PlannedSegment[];
  readonly people: readonly SeatedPerson[];
  readonly asOf: Date;
  /** What was folded, and the row of its rules. */
  readonly input: FoldInput;
  readonly ruleId: string;
  readonly attendance: SessionAttendance;
}

/** Reads everything that is known of a session and folds it. Stores nothing: the same evidence gives the same answer each time. */
@Injectable()
export class FoldSession {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly plan: DayPlan,
    private readonly admissions: AdmissionTimes,
    private readonly evidence: Evidence,
    private readonly rules: AttendanceRules,
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
    const { ruleId, rules } = await this.rules.ofSession(sessionId);
    const asOf = this.clock.now();
    const input: FoldInput = {
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
      rules,
      asOfMs: asOf.getTime(),
    };
    return { session, segments, people, asOf, input, ruleId, attendance: foldAttendance(input) };
  }
}

function earlier(one: Date | null, other: Date | null): number | null {
  if (!one || !other) return (one ?? other)?.getTime() ?? null;
  return Math.min(one.getTime(), other.getTime());
}
