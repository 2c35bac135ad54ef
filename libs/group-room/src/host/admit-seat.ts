import { audit } from '#audit';
import { Clock, DomainError, type SeatId } from '#kernel';
import { afterCommit, withPrincipal } from '#platform';
import { LiveSessions, type LiveSession } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { hostInside } from '../domain/session-life.js';
import type { HostPrincipal } from '../host-principal.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf, type Change } from '../live/news.js';
import { Welcome } from '../live/welcome.js';
import { Admissions } from '../persistence/admissions.js';

/** Lets people in from the lobby. Between the click and the patient's connect lie one write transaction and one push. */
@Injectable()
export class AdmitSeat {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly welcome: Welcome,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets one waiting person in. Two hosts who press at once are decided one after the other: the second gets `not_waiting`.
   * Throws `session_ended`, `no_host_inside`, `not_waiting`, `room_full`.
   */
  async run(host: HostPrincipal, seatId: SeatId): Promise<void> {
    await withPrincipal(host, async () => {
      const change = { rows: [seatId], peers: [seatId] };
      const session = await this.openSession(host, change);
      if (!(await this.admit(host, session, seatId))) throw new DomainError(await this.reason(session, seatId));
      this.announce.afterCommitCalmly(session, change);
    });
  }

  /**
   * Lets everybody in who waits, was expected and of whom the gate raised no question, as far as there is room; who came first goes first.
   * Returns how many. Throws `session_ended`, `no_host_inside`, and `room_full` when there is room for none of them.
   */
  async allExpected(host: HostPrincipal): Promise<number> {
    return withPrincipal(host, async () => {
      await this.sessions.lock(host.sessionId);
      const waiting = await this.welcome.unquestioned(host.sessionId);
      const change = { rows: waiting, peers: waiting };
      const session = await this.openSession(host, change);
      const admitted: SeatId[] = [];
      for (const seatId of waiting) if (await this.admit(host, session, seatId)) admitted.push(seatId);
      if (waiting.length > 0 && admitted.length === 0) throw new DomainError('room_full');
      this.announce.afterCommitCalmly(session, { rows: admitted, peers: admitted });
      return admitted.length;
    });
  }

  private async openSession(host: HostPrincipal, change: Change): Promise<LiveSession> {
    const session = await this.sessions.change(host.sessionId, audiencesOf(change));
    if (!session || session.state === 'ended') throw new DomainError('session_ended');
    if (!hostInside(session)) throw new DomainError('no_host_inside');
    return session;
  }

  private async admit(host: HostPrincipal, session: LiveSession, seatId: SeatId): Promise<boolean> {
    if (!(await this.admissions.admit(session.sessionId, seatId, session.capacity, this.clock.now(), host.personId))) return false;
    const [push] = await Promise.all([this.welcome.prepare(session, seatId), audit('seat.admitted', { objectKind: 'seat', objectId: seatId })]);
    afterCommit(push);
    return true;
  }

  private async reason(session: LiveSession, seatId: SeatId): Promise<'not_waiting' | 'room_full'> {
    const waits = await this.admissions.waits(session.sessionId, seatId);
    return waits ? 'room_full' : 'not_waiting';
  }
}
