import type { SeatId, SessionId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

/** What a result stands on: how many rows of each kind were folded, and the SHA-256 (hex) of all that was. */
export interface StandsOn {
  readonly webhooks: number;
  readonly polls: number;
  readonly beats: number;
  readonly admissions: number;
  readonly digest: string;
}

/** The counted minutes of one seat in a session that has ended; whole seconds. */
export interface SeatResult {
  readonly seatId: SeatId;
  readonly elapsedSeconds: number;
  readonly directSeconds: number;
  readonly videoSeconds: number | null;
  readonly pastPlanSeconds: number;
  readonly uncertaintySeconds: number;
}

/** The newest counting of a session. */
export interface SessionResult {
  readonly version: number;
  readonly rulesVersion: string;
  readonly evidence: StandsOn;
  readonly computedAt: Date;
  readonly seats: readonly SeatResult[];
}

type Row = SeatResult & Omit<SessionResult, 'seats'>;

/** The minutes of sessions that have ended. Every method needs an open transaction. */
@Injectable()
export class AttendanceResults {
  /** Keeps others from counting this session until the commit, and waits for those who are writing evidence of it. */
  async countAlone(sessionId: SessionId): Promise<void> {
    await sql('select app.count_attendance_alone($1)', [sessionId]);
  }

  /** Undefined while nothing was counted: of a session that has not ended, or ended just now. */
  async newest(sessionId: SessionId): Promise<SessionResult | undefined> {
    const rows = await sql<Row>(
      `select a.version, a.seat_id as "seatId", a.elapsed_seconds as "elapsedSeconds", a.direct_seconds as "directSeconds", a.video_seconds as "videoSeconds",
              a.past_plan_seconds as "pastPlanSeconds", a.uncertainty_seconds as "uncertaintySeconds", a.evidence, a.computed_at as "computedAt", r.version::text as "rulesVersion"
         from attendance_result a join attendance_rule r on r.clinic_id = a.clinic_id and r.id = a.rule_id
        where a.session_id = $1 and a.version = (select max(version) from attendance_result where session_id = $1)`,
      [sessionId],
    );
    const [first] = rows;
    return first && { version: first.version, rulesVersion: first.rulesVersion, evidence: first.evidence, computedAt: first.computedAt, seats: rows };
  }

  /** One row for each seat, in one statement. Throws when that version is there already. */
  async add(of: { sessionId: SessionId; version: number; ruleId: string; evidence: StandsOn; computedAt: Date }, seats: readonly SeatResult[]): Promise<void> {
    await sql(
      `insert into attendance_result (clinic_id, session_id, version, rule_id, evidence, computed_at, seat_id, elapsed_seconds, direct_seconds, video_seconds, past_plan_seconds, uncertainty_seconds)
       select app.clinic_id(), $1, $2, $3, $4, $5, seat."seatId", seat."elapsedSeconds", seat."directSeconds", seat."videoSeconds", seat."pastPlanSeconds", seat."uncertaintySeconds"
         from jsonb_to_recordset($6::jsonb) as seat ("seatId" uuid, "elapsedSeconds" int, "directSeconds" int, "videoSeconds" int, "pastPlanSeconds" int, "uncertaintySeconds" int)`,
      [of.sessionId, of.version, of.ruleId, JSON.stringify(of.evidence), of.computedAt, JSON.stringify(seats)],
    );
  }
}
