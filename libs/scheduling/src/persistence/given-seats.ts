import { looksLike, type PersonId, type SeatId, type SeatRole, type SessionId } from '#kernel';
import { currentPrincipal, manager, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { SeatName, Sitter } from '../domain/seat-giving.js';
import { SeatRow } from './seat.row.js';

export interface GivenSeat {
  readonly seatId: SeatId;
  readonly sessionId: SessionId;
  readonly role: SeatRole;
  readonly withdrawn: boolean;
}

const columns = `id as "seatId", session_id as "sessionId", role, withdrawn_at is not null as withdrawn`;

/** Giving seats and taking them back. Every method needs an open transaction of staff or our own, with the session locked. */
@Injectable()
export class GivenSeats {
  async sitter(personId: PersonId): Promise<Sitter | undefined> {
    const rows = await sql<Sitter>(`select kind, shown_name as "roomName", given_name || ' ' || family_name as "fullName" from person where id = $1`, [personId]);
    return rows[0];
  }

  async ofPerson(sessionId: SessionId, personId: PersonId): Promise<GivenSeat | undefined> {
    return (await sql<GivenSeat>(`select ${columns} from seat where session_id = $1 and person_id = $2`, [sessionId, personId]))[0];
  }

  async find(seatId: SeatId): Promise<GivenSeat | undefined> {
    return (await sql<GivenSeat>(`select ${columns} from seat where id = $1`, [seatId]))[0];
  }

  /** The first of these names that nobody else of the session looks the same by; withdrawn seats keep theirs. */
  async freeName(sessionId: SessionId, personId: PersonId, names: readonly SeatName[]): Promise<SeatName | undefined> {
    const keys = names.flatMap((name) => name.nameKeys);
    const taken = await sql<{ keys: string[] }>(
      `select array_remove(array[name_key, name_look], null) as keys from seat where session_id = $1 and person_id <> $2 and (name_key = any ($3) or name_look = any ($3))`,
      [sessionId, personId, keys],
    );
    return names.find((name) => !taken.some((other) => looksLike(other.keys, name.nameKeys)));
  }

  async insert(sessionId: SessionId, personId: PersonId, role: SeatRole, name: SeatName | undefined): Promise<SeatId> {
    const id = randomUUID();
    const [shownName, nameKey, nameLook] = columnsOf(name);
    await manager().insert(SeatRow, { clinicId: currentPrincipal().clinicId, id, sessionId, personId, role, shownName, nameKey, nameLook });
    return id;
  }

  /** The same row again. Without a name it keeps the one that it had: a patient is called as they chose before. */
  async reopen(seatId: SeatId, role: SeatRole, name: SeatName | undefined): Promise<void> {
    await sql(
      `update seat set withdrawn_at = null, role = $2, shown_name = coalesce($3, shown_name), name_key = coalesce($4, name_key),
          name_look = coalesce($5, name_look) where id = $1`,
      [seatId, role, ...columnsOf(name)],
    );
  }

  async withdraw(seatId: SeatId, at: Date): Promise<void> {
    await sql('update seat set withdrawn_at = $2 where id = $1 and withdrawn_at is null', [seatId, at]);
  }
}

/** shown_name, name_key, name_look. */
function columnsOf(name: SeatName | undefined): (string | null)[] {
  return name ? [name.shownName, ...name.nameKeys] : [null, null, null];
}
