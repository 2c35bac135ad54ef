import type { live, OutputOf, OwnOf, SnapshotOf } from '#contracts';
import { SessionLinks } from '#identity';
import { DomainError, hostRoles, staffRoles, type SeatId, type SessionId } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { amongPeers, beforeTheRoom } from '../domain/admission.js';
import { pleaseCheck } from '../domain/please-check.js';
import { hostInside } from '../domain/session-life.js';
import { gateAnswersFrom, gateColumns, newestGate, type GateColumns } from './gate-answers.js';
import { lastStay, standingColumns, standingFrom, type StandingColumns } from './last-stay.js';
import { versions, type Versions } from './live-sessions.js';

export type RosterRow = SnapshotOf<typeof live.roster, 'staff'>[number];
export type PeerRow = SnapshotOf<typeof live.peers, 'seats'>[number];
export type OwnStanding = OwnOf<typeof live.standing>;
type LiveState = OutputOf<typeof live.staffSnapshot>['session'];

/** What stands around the topics of a session: itself, and the versions of those who hear. */
export interface Frame extends Versions {
  readonly session: LiveState;
}

type Hold = RosterRow['hold'];

interface SeenRow extends StandingColumns, GateColumns {
  readonly seatId: SeatId;
  readonly role: RosterRow['role'];
  readonly fullName: string;
  readonly shownName: string | null;
  readonly since: Date | null;
  readonly hold: Hold;
  readonly inBackground: boolean;
  readonly onBreak: boolean;
  readonly pageGoneAt: Date | null;
  readonly agreed: boolean;
}

interface StandingRow extends StandingColumns {
  readonly seatId: SeatId;
  readonly hold: Hold;
  readonly waitingSince: Date | null;
}

/** What staff, seats and one seat itself may see of a live session. Every method needs an open transaction and changes nothing. */
@Injectable()
export class LiveViews {
  constructor(private readonly links: SessionLinks) {}

  /** Throws `not_found` where the principal does not reach. */
  async frame(sessionId: SessionId): Promise<Frame> {
    const rows = await sql<Versions & { state: LiveState['state']; from: Date; to: Date; endedAt: Date | null; firstHostAt: Date | null; hostsGoneAt: Date | null; away: string | null }>(
      `select l.state, e.planned_from as "from", e.planned_to as "to", l.ended_at as "endedAt", l.first_host_at as "firstHostAt",
          l.hosts_gone_at as "hostsGoneAt", ${versions},
          (select s.shown_name from admission a join seat s on s.id = a.seat_id
            where a.session_id = e.id and a.state in ('dropped', 'left') and s.role in ${oneOf(hostRoles)}
            order by a.state_since desc limit 1) as away
         from session e join live_session l on l.clinic_id = e.clinic_id and l.session_id = e.id where e.id = $1`,
      [sessionId],
    );
    const row = rows[0];
    if (!row) throw new DomainError('not_found');
    const inside = hostInside(row);
    const away = row.state === 'live' && !inside ? row.away : null;
    const session = { state: row.state, hostInside: inside, hostAwayName: away, startsAt: iso(row.from), endsAt: iso(row.to), endedAt: isoOrNull(row.endedAt) };
    return { session, staffVersion: row.staffVersion, seatsVersion: row.seatsVersion };
  }

  /** The roster, or those rows of it. Names and answers: for staff and our own work only. */
  async roster(sessionId: SessionId, only?: readonly SeatId[]): Promise<RosterRow[]> {
    const rows = await sql<SeenRow>(
      `select s.id as "seatId", s.role, p.given_name || ' ' || p.family_name as "fullName", s.shown_name as "shownName", ${standingColumns},
          a.state_since as "since", a.hold_message as hold, coalesce(a.in_background, false) as "inBackground",
          coalesce(w.on_break, false) as "onBreak", a.page_gone_at as "pageGoneAt", ${gateColumns},
          s.role in ${oneOf(staffRoles)} or exists (select 1 from agreement_acceptance x
            join agreement_version v on v.id = x.agreement_version_id where x.person_id = s.person_id and v.kind = 'group_agreement' and v.version = latest.version) as agreed
         from seat s join person p on p.id = s.person_id ${lastStay}
         ${newestGate} left join media_wish w on w.seat_id = s.id
         cross join (select coalesce(max(version), 0) as version from agreement_version where kind = 'group_agreement') latest
        where s.session_id = $1 and s.withdrawn_at is null and ($2::uuid[] is null or s.id = any ($2))
        order by s.role in ${oneOf(staffRoles)}, p.family_name, p.given_name, s.id`,
      [sessionId, only ?? null],
    );
    const deadLinks = await this.links.deadLinks(sessionId);
    return rows.map((row) => rosterRow(row, deadLinks.includes(row.seatId)));
  }

  /** Who is in the room, or who of those: chosen names only. */
  async peers(sessionId: SessionId, only?: readonly SeatId[]): Promise<PeerRow[]> {
    const rows = await sql<Omit<PeerRow, 'since'> & { since: Date }>(
      `select s.id as "seatId", coalesce(s.shown_name, '') as "shownName", s.role in ${oneOf(staffRoles)} as staff, a.state, a.state_since as since
         from seat s join admission a on a.seat_id = s.id and a.ended_at is null
        where s.session_id = $1 and s.withdrawn_at is null and a.state = any ($3) and ($2::uuid[] is null or s.id = any ($2))
        order by a.admitted_at, s.id`,
      [sessionId, only ?? null, amongPeers],
    );
    return rows.map((row) => ({ ...row, since: iso(row.since) }));
  }

  /** What these seats are told about themselves. Without `only`: all seats of the session that have come. */
  async standings(sessionId: SessionId, only?: readonly SeatId[]): Promise<Map<SeatId, OwnStanding>> {
    const rows = await sql<StandingRow & { sessionEnded: boolean }>(
      `select s.id as "seatId", ${standingColumns}, a.waiting_since as "waitingSince", a.hold_message as hold,
          l.state = 'ended' as "sessionEnded"
         from seat s join live_session l on l.clinic_id = s.clinic_id and l.session_id = s.session_id ${lastStay}
        where s.session_id = $1 and s.withdrawn_at is null and (s.id = any ($2) or $2::uuid[] is null and a.state is not null)`,
      [sessionId, only ?? null],
    );
    return new Map(rows.map((row) => [row.seatId, ownStanding(row)]));
  }
}

function rosterRow(row: SeenRow, linkDead: boolean): RosterRow {
  const standing = standingFrom(row);
  const gate = gateAnswersFrom(row);
  return {
    seatId: row.seatId,
    role: row.role,
    fullName: row.fullName,
    shownName: row.shownName,
    state: standing.state,
    since: standing.state === 'expected' ? null : isoOrNull(row.since),
    hold: standing.state === 'held' ? row.hold : null,
    pleaseCheck: gate ? pleaseCheck(gate) : [],
    gate,
    agreed: row.agreed,
    linkDead,
    mayReturn: standing.state === 'removed' ? standing.mayReturn : null,
    background: standing.state === 'in' && row.inBackground,
    onBreak: standing.state === 'in' && row.onBreak,
    pageGoneAt: beforeTheRoom.includes(standing.state) ? isoOrNull(row.pageGoneAt) : null,
  };
}

const steps = { expected: 'checking', checking: 'checking', waiting: 'lobby', held: 'lobby', admitted: 'room', in: 'room', dropped: 'room', left: 'left', removed: 'removed' } as const;

function ownStanding(row: StandingRow & { sessionEnded: boolean }): OwnStanding {
  const standing = standingFrom(row);
  const waits = standing.state === 'waiting' || standing.state === 'held';
  return {
    step: row.sessionEnded ? 'ended' : steps[standing.state],
    hold: standing.state === 'held' ? row.hold : null,
    waitingSince: waits ? isoOrNull(row.waitingSince) : null,
    mayReturn: standing.state === 'removed' ? standing.mayReturn : null,
  };
}

function iso(at: Date): string {
  return at.toISOString();
}

function isoOrNull(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
