import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { lobbyStanding } from '../domain/session-life.js';
import type { HostPrincipal } from '../host-principal.js';
import { Live } from '../live/live.js';
import { RoomPasses, type PassFor, type PassWish, type RoomPass } from '../live/room-passes.js';
import type { Told } from '../live/told.js';
import type { LiveSession } from '../persistence/live-sessions.js';
import { SfuRooms } from '../sfu-rooms.js';
import { HostSeats, type OpenedRoom } from './host-seats.js';

/** A host's way in. The room is made before the pass; the session goes live when the first host is connected. */
@Injectable()
export class FetchHostPass {
  constructor(
    private readonly live: Live,
    private readonly hostSeats: HostSeats,
    private readonly passes: RoomPasses,
    private readonly sfu: SfuRooms,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `session_ended`, `link_early` before the lobby opens, `unavailable` while the SFU does not answer, and `taken_over` when the
   * seat is connected from another page and this one does not take over.
   */
  async run(host: HostPrincipal, wish: PassWish): Promise<RoomPass> {
    const isElsewhere = !wish.takeOver && (await this.passes.isOpenElsewhere(host.seatId, wish.tabId));
    const { room, pass } = await this.live.act(host, host.sessionId, (session, told) => this.open(host, session, told, { ...wish, isElsewhere }));
    try {
      await this.sfu.ensureRoom({ roomId: room.roomId, capacity: room.capacity });
    } catch {
      throw new DomainError('unavailable');
    }
    return this.passes.mint(pass);
  }

  private async open(host: HostPrincipal, session: LiveSession, told: Told, wish: PassWish & { isElsewhere: boolean }): Promise<{ room: OpenedRoom; pass: PassFor }> {
    const now = this.clock.now();
    refuseUnlessOpen(session, now);
    const before = await this.hostSeats.stateOf(host.seatId);
    if (before === 'in' && wish.isElsewhere) throw new DomainError('taken_over');
    const room = await this.hostSeats.openRoom(session, now);
    if (await this.hostSeats.sit(host, now)) {
      await audit('host.opened_room', { objectKind: 'session', objectId: host.sessionId });
      told.about(live.roster, host.seatId);
      told.about(live.peers, host.seatId);
    }
    return { room, pass: await this.passes.passFor(host.seatId, host.sessionId, wish) };
  }
}

/** Throws `session_ended`, `link_early`. */
export function refuseUnlessOpen(session: LiveSession, now: Date): void {
  const standing = lobbyStanding(session, now);
  if (standing === 'over') throw new DomainError('session_ended');
  if (standing === 'early') throw new DomainError('link_early', { opensAt: session.lobbyOpensAt.toISOString() });
}
