import { staffRoles, type RoomId, type SeatId, type SeatRole, type SessionId } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';

export interface SessionRoom {
  readonly roomId: RoomId;
  /** The SFU's own cap. */
  readonly capacity: number;
  readonly createdAt: Date;
}

/** Where a seat connects to, and as whom. */
export interface SeatPlace {
  readonly role: SeatRole;
  /** The n of the identity `<seat>.<n>`. */
  readonly generation: number;
  readonly roomId: RoomId;
}

/** The SFU rooms of sessions, as rows. Every method needs an open transaction. */
@Injectable()
export class Rooms {
  async openRoom(sessionId: SessionId): Promise<SessionRoom | undefined> {
    const rows = await sql<SessionRoom>(
      'select id as "roomId", capacity, created_at as "createdAt" from room where session_id = $1 and closed_at is null',
      [sessionId],
    );
    return rows[0];
  }

  /** The place of a seat in the open room of its session; `undefined` while there is none. */
  async placeOf(seatId: SeatId, sessionId: SessionId): Promise<SeatPlace | undefined> {
    const rows = await sql<SeatPlace>(
      `select s.role, s.generation, r.id as "roomId" from seat s join room r on r.session_id = s.session_id and r.closed_at is null
        where s.id = $1 and s.session_id = $2`,
      [seatId, sessionId],
    );
    return rows[0];
  }

  /** The main room of the session, made when it has none. The session is locked by the caller. */
  async takeMainRoom(sessionId: SessionId, capacity: number, now: Date): Promise<SessionRoom> {
    await sql(
      `insert into room (clinic_id, session_id, capacity, created_at) values (app.clinic_id(), $1, $2, $3)
       on conflict (clinic_id, session_id) where kind = 'main' do nothing`,
      [sessionId, capacity, now],
    );
    const room = await this.openRoom(sessionId);
    if (!room) throw new Error('takeMainRoom: the room of this session is closed');
    return room;
  }

  /** Staff of a session, who sit in its room beside the group. */
  async countStaffSeats(sessionId: SessionId): Promise<number> {
    const rows = await sql<{ count: number }>(
      `select count(*)::int as count from seat where session_id = $1 and role in ${oneOf(staffRoles)} and withdrawn_at is null`,
      [sessionId],
    );
    return rows[0]?.count ?? 0;
  }

  /** Closes the rooms of a session; says which, so that the SFU can follow. */
  async closeAll(sessionId: SessionId, now: Date): Promise<RoomId[]> {
    const rows = await sql<{ id: RoomId }>('update room set closed_at = $2 where session_id = $1 and closed_at is null returning id', [sessionId, now]);
    return rows.map((row) => row.id);
  }
}
