import { SeatDirectory, type SeatFacts, type SeatPlace, type StaffStanding } from '#identity';
import type { PersonId, SeatId, SessionId } from '#kernel';
import { Database, sql } from '#platform';
import { Injectable } from '@nestjs/common';

const sessionColumns = `e.id as "sessionId", c.program_id as "programId", e.cohort_id as "cohortId", l.state, e.zone, e.planned_from as "plannedFrom",
  e.planned_to as "plannedTo", e.lobby_opens_at as "lobbyOpensAt", l.ended_at as "endedAt"`;

// How far the session's life has gone is group-room's to write; here it is only read.
const live = 'join live_session l on l.clinic_id = e.clinic_id and l.session_id = e.id';

type SessionColumns = SeatFacts['session'];

/** Scheduling's answer to identity's question who sits where. */
@Injectable()
export class SeatDirectoryInSql extends SeatDirectory {
  constructor(private readonly database: Database) {
    super();
  }

  override async locate(seatId: SeatId): Promise<SeatPlace | undefined> {
    const rows = await this.database.lookup<{ clinic_id: string; session_id: string; person_id: string }>('find_seat($1)', [seatId]);
    const place = rows[0];
    return place && { clinicId: place.clinic_id, sessionId: place.session_id, personId: place.person_id };
  }

  override async find(seatId: SeatId): Promise<SeatFacts | undefined> {
    const rows = await sql<SessionColumns & Omit<SeatFacts, 'session'>>(
      `select s.clinic_id as "clinicId", s.id as "seatId", s.person_id as "personId", s.role, s.withdrawn_at is not null as withdrawn, ${sessionColumns}
         from seat s join session e on e.id = s.session_id ${live} left join cohort c on c.id = e.cohort_id where s.id = $1`,
      [seatId],
    );
    const row = rows[0];
    return row && { clinicId: row.clinicId, seatId: row.seatId, personId: row.personId, role: row.role, withdrawn: row.withdrawn, session: sessionOf(row) };
  }

  override async standingOf(sessionId: SessionId, personId: PersonId): Promise<StaffStanding | undefined> {
    const rows = await sql<SessionColumns & { seatId: SeatId | null; role: SeatFacts['role'] }>(
      `select ${sessionColumns}, s.id as "seatId", s.role
         from session e ${live} left join cohort c on c.id = e.cohort_id
         left join seat s on s.session_id = e.id and s.person_id = $2 and s.withdrawn_at is null
        where e.id = $1`,
      [sessionId, personId],
    );
    const row = rows[0];
    return row && { session: sessionOf(row), seat: row.seatId ? { seatId: row.seatId, role: row.role } : undefined };
  }

  override async nextSessionOf(personId: PersonId, after: Date): Promise<Date | null> {
    const rows = await sql<{ at: Date }>(
      `with held as materialized (select session_id from seat where person_id = $1 and withdrawn_at is null)
       select e.planned_from as at from session e ${live}
        where e.planned_from > $2 and e.id in (select session_id from held) and l.state = 'planned'
        order by e.planned_from limit 1`,
      [personId, after],
    );
    return rows[0]?.at ?? null;
  }
}

function sessionOf(row: SessionColumns): SeatFacts['session'] {
  const { sessionId, programId, cohortId, state, zone, plannedFrom, plannedTo, lobbyOpensAt, endedAt } = row;
  return { sessionId, programId, cohortId, state, zone, plannedFrom, plannedTo, lobbyOpensAt, endedAt };
}
