import type { Reach } from '#identity';
import { hostRoles, staffRoles, type PersonId, type SeatId, type SeatRole, type SegmentKind, type SessionId, type SessionState } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { overseen } from './overseen.js';

/** One block or appointment as it stands in the day's list. */
export interface PlannedBlock {
  readonly sessionId: SessionId;
  readonly programId: string | null;
  readonly cohortId: string | null;
  /** Empty for an appointment, which has no cohort. */
  readonly cohort: string;
  readonly title: string;
  readonly zone: string;
  readonly from: Date;
  readonly to: Date;
  readonly lobbyOpensAt: Date;
  readonly state: SessionState;
  /** Shown names of hosts and co-facilitators. */
  readonly hosts: readonly string[];
  /** The seat that the person who asks has in it as staff. */
  readonly ownRole: SeatRole | null;
}

/** A day of the clinic as instants, half open, and the zone by which it is one. */
export interface ClinicDay {
  readonly zone: string;
  readonly from: Date;
  readonly to: Date;
}

export interface PlannedSegment {
  readonly segmentId: string;
  readonly kind: SegmentKind;
  readonly title: string;
  readonly from: Date;
  readonly to: Date;
  readonly counts: boolean;
}

/** One person of a session as the desk needs them; staff principals only. */
export interface SeatedPerson {
  readonly seatId: SeatId;
  readonly role: SeatRole;
  readonly fullName: string;
  readonly shownName: string | null;
  readonly phone: string | null;
  /** The seat was taken back; what the person did until then stays theirs. */
  readonly withdrawnAt: Date | null;
}

// $1: the person who asks. The life of each session is looked up by itself, because a plan made for any day would read those of all years.
const blocks = `select s.id as "sessionId", c.program_id as "programId", s.cohort_id as "cohortId", coalesce(c.name, '') as cohort, s.title, s.zone, s.planned_from as "from", s.planned_to as "to",
    s.lobby_opens_at as "lobbyOpensAt", l.state,
    coalesce(array_agg(coalesce(h.shown_name, hp.shown_name) order by h.role desc, h.shown_name) filter (where h.role in ${oneOf(hostRoles)} and coalesce(h.shown_name, hp.shown_name) is not null), '{}') as hosts,
    max(h.role) filter (where h.person_id = $1) as "ownRole"
  from session s cross join lateral (select state from live_session where clinic_id = s.clinic_id and session_id = s.id limit 1) l
  left join cohort c on c.id = s.cohort_id
  left join seat h on h.session_id = s.id and h.role in ${oneOf(staffRoles)} and h.withdrawn_at is null
  left join person hp on hp.id = h.person_id`;
const ofOneEach = 'group by s.clinic_id, s.id, l.state, c.program_id, c.name';

/** What is planned for a day, and who should be there. Every method needs an open transaction. */
@Injectable()
export class DayPlan {
  /** The clinic's local day in which `now` lies. Its length is that of the day there: 23 or 25 hours when the clocks change. */
  async dayOf(now: Date): Promise<ClinicDay> {
    const [day] = await sql<ClinicDay>(
      `select zone, midnight at time zone zone as "from", (midnight + interval '1 day') at time zone zone as "to"
         from (select zone, date_trunc('day', $1::timestamptz at time zone zone) as midnight from clinic) local`,
      [now],
    );
    if (!day) throw new Error('The clinic of this transaction does not exist');
    return day;
  }

  /** Sessions of that day, also those that reach into it, and those still live, as far as somebody reaches. */
  async blocksOfDay(day: Pick<ClinicDay, 'from' | 'to'>, reach: Reach): Promise<PlannedBlock[]> {
    const reached = overseen('session', 's', reach, 4);
    return sql<PlannedBlock>(
      `${blocks}
        where s.id = any (array(select id from session where planned_to > $2 and planned_from < $3 union select session_id from live_session where state = 'live'))
          and ${reached.text}
        ${ofOneEach}
        order by s.planned_from, s.title`,
      [reach.personId, day.from, day.to, ...reached.parameters],
    );
  }

  async block(sessionId: SessionId, askedBy: PersonId): Promise<PlannedBlock | undefined> {
    return (await sql<PlannedBlock>(`${blocks} where s.id = $2 ${ofOneEach}`, [askedBy, sessionId]))[0];
  }

  async segmentsOf(sessionId: SessionId): Promise<PlannedSegment[]> {
    return sql<PlannedSegment>(
      `select id as "segmentId", kind, title, planned_from as "from", planned_to as "to", counts from segment where session_id = $1 order by position`,
      [sessionId],
    );
  }

  /** Everybody who has or had a seat, staff last: who is taken off at noon was there in the morning. Surnames and phone numbers: for staff and our own work only. */
  async peopleOf(sessionId: SessionId): Promise<SeatedPerson[]> {
    return sql<SeatedPerson>(
      `select s.id as "seatId", s.role, p.given_name || ' ' || p.family_name as "fullName", s.shown_name as "shownName", k.phone, s.withdrawn_at as "withdrawnAt"
         from seat s join person p on p.id = s.person_id left join person_contact k on k.clinic_id = s.clinic_id and k.person_id = s.person_id
        where s.session_id = $1
        order by s.role in ${oneOf(staffRoles)}, p.family_name, p.given_name, s.id`,
      [sessionId],
    );
  }

  /** The zone of the clinic of the open principal. */
  async clinicZone(): Promise<string> {
    const rows = await sql<{ zone: string }>('select zone from clinic');
    return rows[0]?.zone ?? 'UTC';
  }
}
