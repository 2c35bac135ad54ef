import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import { withPrincipal } from '#platform';
import { LiveSessions, type LiveSession } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { lobbyStanding } from '../domain/session-life.js';
import type { HostPrincipal } from '../host-principal.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { RoomPasses, type PassFor, type PassWish, type RoomPass } from '../live/room-passes.js';
import { SfuRooms } from '../sfu-rooms.js';
import { HostSeats, type OpenedRoom } from './host-seats.js';

/** A host's way in. The room is made before the pass; the session goes live when the first host is connected. */
@Injectable()
export class FetchHostPass {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly hostSeats: HostSeats,
    private readonly passes: RoomPasses,
    private readonly sfu: SfuRooms,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `session_ended`, `link_early` before the lobby opens, `unavailable` while the SFU does not answer, and `taken_over` when the
   * seat is connected from another page and this one does not take over.
   */
  async run(host: HostPrincipal, wish: PassWish): Promise<RoomPass> {
    const isElsewhere = !wish.takeOver && (await this.passes.isOpenElsewhere(host.seatId, wish.tabId));
    const { room, pass } = await withPrincipal(host, () => this.open(host, wish, isElsewhere));
    try {
      await this.sfu.ensureRoom({ roomId: room.roomId, capacity: room.capacity });
    } catch {
      throw new DomainError('unavailable');
    }
    return this.passes.mint(pass);
  }

  private async open(host: HostPrincipal, wish: PassWish, isElsewhere: boolean): Promise<{ room: OpenedRoom; pass: PassFor }> {
    const now = this.clock.now();
    const session = await this.sessions.lock(host.sessionId);
    refuseUnlessOpen(session, now);
    const before = await this.hostSeats.stateOf(host.seatId);
    if (before === 'in' && isElsewhere) throw new DomainError('taken_over');
    const room = await this.hostSeats.openRoom(session, now);
    if (await this.hostSeats.sit(host, now)) {
      const change = { rows: [host.seatId], peers: [host.seatId] };
      const changed = await this.sessions.change(host.sessionId, audiencesOf(change));
      await audit('host.opened_room', { objectKind: 'session', objectId: host.sessionId });
      if (changed) this.announce.afterCommit(changed, change);
    }
    return { room, pass: await this.passes.passFor(host.seatId, host.sessionId, wish) };
  }
}

/** Throws `not_found`, `session_ended`, `link_early`. */
export function refuseUnlessOpen(session: LiveSession | undefined, now: Date): asserts session is LiveSession {
  if (!session) throw new DomainError('not_found');
  const standing = lobbyStanding(session, now);
  if (standing === 'over') throw new DomainError('session_ended');
  if (standing === 'early') throw new DomainError('link_early', { opensAt: session.lobbyOpensAt.toISOString() });
}
