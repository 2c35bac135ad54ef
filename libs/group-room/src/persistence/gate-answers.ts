import type { OutputOf, visit } from '#contracts';
import type { PersonId, SeatId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

export type GateAnswers = NonNullable<OutputOf<typeof visit.getVisit>['lastGate']>;

/** Joins the newest answers of seat `s`. */
export const newestGate = `left join lateral (select * from gate_answer where gate_answer.clinic_id = s.clinic_id and gate_answer.seat_id = s.id
  order by gate_answer.id desc limit 1) g on true`;

/** Columns of a joined `gate_answer g`; all null when the gate was not answered. */
export const gateColumns = `g.place, g.address, g.in_state as "inState", g.alone, g.driving, g.callback_phone as "callbackPhone",
  g.emergency_name as "emergencyName", g.emergency_phone as "emergencyPhone"`;

export type GateColumns = { readonly [Key in keyof GateAnswers]: GateAnswers[Key] | null };

export function gateAnswersFrom(row: GateColumns): GateAnswers | null {
  if (row.place === null) return null;
  const { place, address, inState, alone, driving, callbackPhone, emergencyName, emergencyPhone } = row as GateAnswers;
  return { place, address, inState, alone, driving, callbackPhone, emergencyName, emergencyPhone };
}

/** What people say at the safety gate: each time a row, because where somebody was at ten is still true at eleven. Every method needs an open transaction of the person, staff or system. */
@Injectable()
export class GateAnswersTable {
  async keep(seatId: SeatId, personId: PersonId, answers: GateAnswers, now: Date): Promise<void> {
    await sql(
      `insert into gate_answer (clinic_id, seat_id, person_id, place, address, in_state, alone, driving, callback_phone, emergency_name, emergency_phone, answered_at)
       values (app.clinic_id(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [seatId, personId, answers.place, answers.address, answers.inState, answers.alone, answers.driving, answers.callbackPhone, answers.emergencyName, answers.emergencyPhone, now],
    );
  }

  /** The person's newest answers, of this or an earlier session, and whether they are of this one. */
  async newest(seatId: SeatId, personId: PersonId): Promise<{ answers: GateAnswers; ofThisSession: boolean } | undefined> {
    const rows = await sql<GateColumns & { ofThisSession: boolean }>(
      `select ${gateColumns}, g.seat_id = $1 as "ofThisSession"
         from ((select * from gate_answer where seat_id = $1 and person_id = $2 order by id desc limit 1) union all
               (select * from gate_answer where person_id = $2 order by id desc limit 1)) g
        order by g.seat_id = $1 desc limit 1`,
      [seatId, personId],
    );
    const row = rows[0];
    const answers = row && gateAnswersFrom(row);
    return row && answers ? { answers, ofThisSession: row.ofThisSession } : undefined;
  }
}
