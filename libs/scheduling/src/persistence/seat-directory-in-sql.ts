import { SeatDirectory, type PersonStanding, type SeatFacts, type SeatPlace, type StaffStanding } from '#identity';
import type { PersonId, SeatId, SessionId } from '#kernel';
import { Database, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { isEnrolled, isOnTeam } from './overseen.js';

const sessionColumns = `e.id as "sessionId", c.program_id as "programId", e.cohort_id as "cohortId", l.state, e.zone, e.planned_from as "plannedFrom",
  e.planned_to as "plannedTo", e.lobby_opens_at as "lobbyOpensAt", l.ended_at as "endedAt"`;

// How far the session's life has gone is group-room's to write; here it is only read.
const live = 'join live_session l on l.clinic_id = e.clinic_id and l.session_id = e.id';

type SessionColumns = SeatFacts['session'];

// $2: the staff member who asks.
const standing = 'left join cohort c on c.id = e.cohort_id left join seat own on own.session_id = e.id and own.person_id = $2 and own.withdrawn_at is null';
const standingColumns = 'e.id as "sessionId", c.program_id as "programId", e.cohort_id as "cohortId", own.id as "ownSeatId", own.role as "ownRole"';

type StandingColumns = StaffStanding['session'] & { ownSeatId: SeatId | null; ownRole: SeatFacts['role'] };

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
    const rows = await sql<StandingColumns>(`select ${standingColumns} from session e ${standing} where e.id = $1`, [sessionId, personId]);
    return rows[0] && standingFrom(rows[0]);
  }

  override async personOf({ sessionId, seatId }: { sessionId: SessionId; seatId: SeatId }, staffId: PersonId): Promise<PersonStanding | undefined> {
    const rows = await sql<StandingColumns & { programs: string[]; cohorts: string[]; onCareTeam: boolean }>(
      `select ${standingColumns}, enrolled.programs, enrolled.cohorts,
              exists (select 1 from care_team t where t.patient_id = s.person_id and t.staff_id = $2 and ${isOnTeam}) as "onCareTeam"
         from seat s join session e on e.clinic_id = s.clinic_id and e.id = s.session_id ${standing}
         cross join lateral (select coalesce(array_agg(k.program_id), '{}') as programs, coalesce(array_agg(k.id), '{}') as cohorts
           from enrolment n join cohort k on k.clinic_id = n.clinic_id and k.id = n.cohort_id where n.person_id = s.person_id and ${isEnrolled}) enrolled
        where s.id = $3 and s.session_id = $1`,
      [sessionId, staffId, seatId],
    );
    const row = rows[0];
    return row && { ...standingFrom(row), enrolledIn: { programs: row.programs, cohorts: row.cohorts }, onCareTeam: row.onCareTeam };
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

function standingFrom({ sessionId, programId, cohortId, ownSeatId, ownRole }: StandingColumns): StaffStanding {
  return { session: { sessionId, programId, cohortId }, seat: ownSeatId ? { seatId: ownSeatId, role: ownRole } : undefined };
}

function sessionOf(row: SessionColumns): SeatFacts['session'] {
  const { sessionId, programId, cohortId, state, zone, plannedFrom, plannedTo, lobbyOpensAt, endedAt } = row;
  return { sessionId, programId, cohortId, state, zone, plannedFrom, plannedTo, lobbyOpensAt, endedAt };
}
