import type { ClinicId, PersonId, SeatId, SessionId, SeatRole } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

export interface Seat {
  readonly clinicId: ClinicId;
  readonly seatId: SeatId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly role: SeatRole;
  readonly shownName: string | null;
  /** The n of the identity `<seat>.<n>`. */
  readonly generation: number;
  readonly withdrawn: boolean;
}

/** As judged: what may be shown, with the two keys by which names are compared. */
export interface ChosenName {
  readonly shownName: string;
  readonly pronouns: string | null;
  readonly nameKeys: readonly [string, string];
}

const columns = `clinic_id as "clinicId", id as "seatId", session_id as "sessionId", person_id as "personId", role,
  shown_name as "shownName", generation, withdrawn_at is not null as withdrawn`;

/** Seats, and the little of them that changes while a session lives. Every method needs an open transaction. */
@Injectable()
export class Seats {
  async find(seatId: SeatId): Promise<Seat | undefined> {
    return (await sql<Seat>(`select ${columns} from seat where id = $1`, [seatId]))[0];
  }

  /** The seat of this person in this session, withdrawn ones left out. */
  async ofPerson(sessionId: SessionId, personId: PersonId): Promise<Seat | undefined> {
    return (await sql<Seat>(`select ${columns} from seat where session_id = $1 and person_id = $2 and withdrawn_at is null`, [sessionId, personId]))[0];
  }

  /** Sets the name and the pronouns for the group. False when another seat of the session shows the same name to the eye: one of the two keys is the same. */
  async chooseName(seat: Seat, { shownName, pronouns, nameKeys: [inSmallLetters, asItStands] }: ChosenName): Promise<boolean> {
    const rows = await sql(
      `update seat set shown_name = $3, name_key = $4, name_look = $5, pronouns = $6 where id = $1
          and not exists (select 1 from seat other where other.session_id = $2 and other.id <> $1
            and (other.name_key in ($4, $5) or other.name_look in ($4, $5)))
        returning id`,
      [seat.seatId, seat.sessionId, shownName, inSmallLetters, asItStands, pronouns],
    );
    return rows.length > 0;
  }

  /** Makes every older identity of the seat worthless at the gate. Returns the new n. */
  async raiseGeneration(seatId: SeatId): Promise<number> {
    const rows = await sql<{ generation: number }>('update seat set generation = generation + 1 where id = $1 returning generation', [seatId]);
    const raised = rows[0];
    if (!raised) throw new Error('raiseGeneration: there is no such seat');
    return raised.generation;
  }
}
