import { clinicCardSql, type ClinicCard } from '#identity';
import { DomainError, hostRoles, type Locale, type SeatId, type SessionState } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';

/** What stands on every page of a visit: the clinic, the person, the session and who leads it. */
export interface VisitCard {
  readonly clinic: ClinicCard;
  readonly givenName: string;
  readonly locale: Locale;
  readonly shownName: string | null;
  /** The name chosen last, in whichever session, to be offered. */
  readonly lastShownName: string | null;
  readonly pronouns: string | null;
  /** As `lastShownName`. */
  readonly lastPronouns: string | null;
  readonly title: string;
  readonly zone: string;
  readonly plannedFrom: Date;
  readonly plannedTo: Date;
  readonly lobbyOpensAt: Date;
  readonly state: SessionState;
  readonly firstHostAt: Date | null;
  readonly hostsGoneAt: Date | null;
  readonly hosts: string[];
}

@Injectable()
export class VisitCards {
  /** The card of one seat, in one statement inside the open transaction. Throws `not_found` for a seat that the principal cannot see. */
  async of(seatId: SeatId): Promise<VisitCard> {
    const rows = await sql<VisitCard>(
      `select ${clinicCardSql} as clinic, p.given_name as "givenName", p.locale, s.shown_name as "shownName",
          p.shown_name as "lastShownName", s.pronouns, p.pronouns as "lastPronouns",
          e.title, e.zone, e.planned_from as "plannedFrom", e.planned_to as "plannedTo", e.lobby_opens_at as "lobbyOpensAt", l.state,
          l.first_host_at as "firstHostAt", l.hosts_gone_at as "hostsGoneAt",
          array(select h.shown_name from seat h where h.session_id = e.id and h.role in ${oneOf(hostRoles)} and h.withdrawn_at is null
            and h.shown_name is not null order by h.role desc, h.shown_name) as hosts
         from seat s join clinic c on c.id = s.clinic_id join person p on p.id = s.person_id join session e on e.id = s.session_id
         join live_session l on l.clinic_id = e.clinic_id and l.session_id = e.id
        where s.id = $1`,
      [seatId],
    );
    if (!rows[0]) throw new DomainError('not_found');
    return rows[0];
  }
}
