import type { SeatId, SessionId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

/** A time during which a seat was let in; `endedAt` is null while it lasts. */
export interface AdmissionTime {
  readonly admissionId: string;
  readonly seatId: SeatId;
  readonly admittedAt: Date;
  readonly endedAt: Date | null;
}

/** When who was let in, for attendance. Needs an open transaction. */
@Injectable()
export class AdmissionTimes {
  /** All of a session, hosts included, in no particular order. Stays that never were admitted are not among them. */
  async ofSession(sessionId: SessionId): Promise<AdmissionTime[]> {
    return sql<AdmissionTime>(
      'select id as "admissionId", seat_id as "seatId", admitted_at as "admittedAt", ended_at as "endedAt" from admission where session_id = $1 and admitted_at is not null',
      [sessionId],
    );
  }
}
