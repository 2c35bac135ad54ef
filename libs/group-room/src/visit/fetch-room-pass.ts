import { live } from '#contracts';
import { Clock, DomainError, type SeatId } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { wasLetIn, type Standing } from '../domain/admission.js';
import { Live } from '../live/live.js';
import { RoomPasses, type PassWish, type RoomPass } from '../live/room-passes.js';
import type { Told } from '../live/told.js';
import { Admissions } from '../persistence/admissions.js';
import type { LiveSession } from '../persistence/live-sessions.js';

/** A fresh pass for somebody who was admitted: after a reload or a drop, and after having left when they press for it. */
@Injectable()
export class FetchRoomPass {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly passes: RoomPasses,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `session_ended`, `removed`, `not_admitted`, `left` when no press brings them back, `no_host_inside` (nobody opened the room yet),
   * `unavailable`, and `taken_over` when another page of the seat is connected and this one does not take over.
   */
  async run(person: SeatPrincipal, wish: PassWish): Promise<RoomPass> {
    const isElsewhere = !wish.takeOver && (await this.passes.isOpenElsewhere(person.seatId, wish.tabId));
    const { sessionId, seatId } = person;
    const pass = await this.live.act(person, sessionId, async (session, told) => {
      const standing = await this.admissions.standingOf(seatId);
      refuseUnlessWelcome(session, standing);
      if (standing.state === 'left' && !wish.comeBack) throw new DomainError('left');
      if (standing.state === 'in' && isElsewhere) throw new DomainError('taken_over');
      if (standing.state === 'left') await this.comeBack(seatId, told);
      return this.passes.passFor(seatId, sessionId, wish);
    });
    return this.passes.mint(pass);
  }

  private async comeBack(seatId: SeatId, told: Told): Promise<void> {
    if (!(await this.admissions.move(seatId, 'come_back', this.clock.now()))) return;
    told.about(live.roster, seatId);
    told.about(live.peers, seatId);
    told.about(live.standing, seatId);
  }
}

function refuseUnlessWelcome(session: LiveSession, standing: Standing): void {
  if (session.state === 'ended') throw new DomainError('session_ended');
  if (standing.state === 'removed') throw new DomainError('removed');
  if (!wasLetIn(standing.state)) throw new DomainError('not_admitted');
  if (session.firstHostAt === null) throw new DomainError('no_host_inside');
}
