import type { SeatId } from '#kernel';
import { afterCommit, systemPrincipal, withPrincipal } from '#platform';
import type { LiveSession } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { LiveViews } from '../persistence/live-views.js';
import { SeatSockets } from './seat-sockets.js';

/** What a committed change means for those who look on. */
export interface Change {
  /** Roster rows that changed, for staff. */
  readonly rows?: readonly SeatId[];
  /** Seats that came into the sight of the others, left it, or are called otherwise now. */
  readonly peers?: readonly SeatId[];
  /** Seats that are told their own standing. */
  readonly own?: readonly SeatId[];
  /** The session itself changed (a host came or went, it ended): everybody hears, the lobby too. */
  readonly session?: boolean;
}

/**
 * Tells everybody what a change means for them, each audience its own part. Reads what is to be told anew after the commit, so a push
 * never carries less than its version; lost pushes are mended by the client, which sees the missing version and asks for a snapshot.
 */
@Injectable()
export class Announcements {
  constructor(
    private readonly views: LiveViews,
    private readonly sockets: SeatSockets,
  ) {}

  /** Call it inside the transaction, with the session as `LiveSessions.change` returned it (its versions go along). */
  afterCommit(session: LiveSession, change: Change): void {
    afterCommit(() => this.tell(session, change));
  }

  private async tell(session: LiveSession, change: Change): Promise<void> {
    const { sessionId } = session;
    const seen = await withPrincipal(systemPrincipal(session.clinicId, 'announce a change'), async () => ({
      state: await this.views.session(sessionId),
      rows: change.rows?.length ? await this.views.roster(sessionId, change.rows) : [],
      people: change.peers?.length ? await this.views.peers(sessionId, change.peers) : [],
      own: change.session ? await this.views.standings(sessionId) : change.own?.length ? await this.views.standings(sessionId, change.own) : new Map<SeatId, never>(),
    }));
    const state = change.session ? { session: seen.state } : {};
    for (const [seatId, own] of seen.own) this.sockets.toSeat(seatId, { own, session: seen.state, pass: null });
    this.sockets.toStaff(sessionId, { version: session.staffVersion, ...state, rows: seen.rows });
    if (!change.peers && !change.session) return;
    const shown = new Set(seen.people.map((person) => person.seatId));
    const gone = (change.peers ?? []).filter((seatId) => !shown.has(seatId));
    this.sockets.toSeats(sessionId, { version: session.seatsVersion, ...state, people: seen.people, gone });
  }
}

/** Which versions a change of this kind raises. */
export function audiencesOf(change: Change): ('staff' | 'seats')[] {
  return change.peers || change.session ? ['staff', 'seats'] : ['staff'];
}

