import { isId, type ClinicId, type RoomId, type SeatId, type SessionId } from '#kernel';
import { Database } from '#platform';
import { Injectable } from '@nestjs/common';
import type { EndedBy } from '../domain/session-life.js';

/** A room of a session that has not ended. */
export interface LiveRoom {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
}

/** A session whose time is over, and why. */
export interface OverdueSession {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly endedBy: EndedBy;
}

/** What gate and keeper ask of all clinics before there is a principal; each is one statement and its own transaction. */
@Injectable()
export class LiveLookups {
  constructor(private readonly database: Database) {}

  async rooms(): Promise<LiveRoom[]> {
    const rows = await this.database.lookup<{ clinic_id: ClinicId; session_id: SessionId; room_id: RoomId }>('live_rooms()', []);
    return rows.map((row) => ({ clinicId: row.clinic_id, sessionId: row.session_id, roomId: row.room_id }));
  }

  /** The room of ours that has this name, live or not; undefined for a stranger's. */
  async roomNamed(name: string): Promise<LiveRoom | undefined> {
    const [row] = isId(name) ? await this.database.lookup<{ clinic_id: ClinicId; session_id: SessionId }>('find_room($1)', [name]) : [];
    return row && { clinicId: row.clinic_id, sessionId: row.session_id, roomId: name };
  }

  /** Sessions planned to end before the one instant, or left by every host before the other. */
  async overdue(plannedBefore: Date, leftBefore: Date): Promise<OverdueSession[]> {
    const rows = await this.database.lookup<{ clinic_id: ClinicId; session_id: SessionId; ended_by: EndedBy }>('overdue_sessions($1, $2)', [plannedBefore, leftBefore]);
    return rows.map((row) => ({ clinicId: row.clinic_id, sessionId: row.session_id, endedBy: row.ended_by }));
  }

  /** Whether the seat, at this n, is let in to this room. */
  async mayConnect(seat: { readonly seatId: SeatId; readonly generation: number }, roomId: RoomId): Promise<boolean> {
    const [row] = await this.database.lookup<{ may_connect: boolean }>('may_connect($1, $2, $3)', [seat.seatId, seat.generation, roomId]);
    return row?.may_connect === true;
  }
}
