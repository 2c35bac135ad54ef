import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError, type SeatId } from '#kernel';
import { afterCommit } from '#platform';
import { Injectable } from '@nestjs/common';
import { hostInside } from '../domain/session-life.js';
import type { HostPrincipal } from '../host-principal.js';
import { Live } from '../live/live.js';
import type { Told } from '../live/told.js';
import { Welcome } from '../live/welcome.js';
import { Admissions } from '../persistence/admissions.js';
import type { LiveSession } from '../persistence/live-sessions.js';

/** Lets people in from the lobby. Between the click and the patient's connect lie one write transaction and one push. */
@Injectable()
export class AdmitSeat {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly welcome: Welcome,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets one waiting person in. Two hosts who press at once are decided one after the other: the second gets `not_waiting`.
   * Throws `session_ended`, `no_host_inside`, `not_waiting`, `room_full`.
   */
  async run(host: HostPrincipal, seatId: SeatId): Promise<void> {
    await this.live.act(host, host.sessionId, async (session, told) => {
      refuseUnlessHosted(session);
      if (!(await this.admit(host, session, seatId, told))) throw new DomainError(await this.reason(session, seatId));
    });
  }

  /**
   * Lets everybody in who waits at an open page, was expected and of whom the gate raised no question, as far as there is room; who came first goes first.
   * Returns how many. Throws `session_ended`, `no_host_inside`, and `room_full` when there is room for none of them.
   */
  async allExpected(host: HostPrincipal): Promise<number> {
    return this.live.act(host, host.sessionId, async (session, told) => {
      refuseUnlessHosted(session);
      const waiting = await this.welcome.unquestioned(host.sessionId);
      let admitted = 0;
      for (const seatId of waiting) if (await this.admit(host, session, seatId, told)) admitted += 1;
      if (waiting.length > 0 && admitted === 0) throw new DomainError('room_full');
      return admitted;
    });
  }

  private async admit(host: HostPrincipal, session: LiveSession, seatId: SeatId, told: Told): Promise<boolean> {
    if (!(await this.admissions.admit(session.sessionId, seatId, session.capacity, this.clock.now(), host.personId))) return false;
    const [push] = await Promise.all([this.welcome.prepare(session, seatId, true), audit('seat.admitted', { objectKind: 'seat', objectId: seatId })]);
    afterCommit(push);
    told.about(live.roster, seatId);
    told.about(live.peers, seatId);
    told.calmly();
    return true;
  }

  private async reason(session: LiveSession, seatId: SeatId): Promise<'not_waiting' | 'room_full'> {
    const waits = await this.admissions.waits(session.sessionId, seatId);
    return waits ? 'room_full' : 'not_waiting';
  }
}

/** Throws `session_ended`, `no_host_inside`. */
function refuseUnlessHosted(session: LiveSession): void {
  if (session.state === 'ended') throw new DomainError('session_ended');
  if (!hostInside(session)) throw new DomainError('no_host_inside');
}
