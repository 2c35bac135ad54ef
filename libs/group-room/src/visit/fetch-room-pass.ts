import { Clock, DomainError } from '#kernel';
import { withPrincipal, type SeatPrincipal } from '#platform';
import { LiveSessions, type LiveSession } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { goesStraightIn, type Standing } from '../domain/admission.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { RoomPasses, type PassFor, type PassWish, type RoomPass } from '../live/room-passes.js';
import { Admissions } from '../persistence/admissions.js';

/** A fresh pass for somebody who was admitted: after a reload, a drop, or having left. */
@Injectable()
export class FetchRoomPass {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly passes: RoomPasses,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `session_ended`, `removed`, `not_admitted`, `no_host_inside` (nobody opened the room yet), `unavailable`, and `taken_over` when
   * another page of the seat is connected and this one does not take over.
   */
  async run(person: SeatPrincipal, wish: PassWish): Promise<RoomPass> {
    const isElsewhere = !wish.takeOver && (await this.passes.isOpenElsewhere(person.seatId, wish.tabId));
    return this.passes.mint(await withPrincipal(person, () => this.decide(person, wish, isElsewhere)));
  }

  private async decide(person: SeatPrincipal, wish: PassWish, isElsewhere: boolean): Promise<PassFor> {
    const session = await this.sessions.lock(person.sessionId);
    const standing = await this.admissions.standingOf(person.seatId);
    refuseUnlessWelcome(session, standing);
    if (standing.state === 'in' && isElsewhere) throw new DomainError('taken_over');
    if (standing.state === 'left') await this.comeBack(person);
    return this.passes.passFor(person.seatId, person.sessionId, wish);
  }

  private async comeBack({ sessionId, seatId }: SeatPrincipal): Promise<void> {
    const change = { rows: [seatId], peers: [seatId], own: [seatId] };
    const session = await this.sessions.change(sessionId, audiencesOf(change));
    if (session && (await this.admissions.move(seatId, 'come_back', this.clock.now()))) this.announce.afterCommit(session, change);
  }
}

function refuseUnlessWelcome(session: LiveSession | undefined, standing: Standing): void {
  if (!session) throw new DomainError('not_found');
  if (session.state === 'ended') throw new DomainError('session_ended');
  if (standing.state === 'removed') throw new DomainError('removed');
  if (!goesStraightIn(standing.state)) throw new DomainError('not_admitted');
  if (session.firstHostAt === null) throw new DomainError('no_host_inside');
}
