import { nameKeysOf, type RoomId, type SeatId, type StandingState } from '#kernel';
import { Seats } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { sfuCapacity } from '../domain/session-life.js';
import type { HostPrincipal } from '../host-principal.js';
import { Admissions } from '../persistence/admissions.js';
import { type LiveSession } from '../persistence/live-sessions.js';
import { Rooms } from '../persistence/rooms.js';
import { StaffNames } from '../persistence/staff-names.js';

export interface OpenedRoom {
  readonly roomId: RoomId;
  /** The SFU's own cap. */
  readonly capacity: number;
}

/** A host sits down: the room of the session, their name in it, and their stay. Every method needs the session locked. */
@Injectable()
export class HostSeats {
  constructor(
    private readonly rooms: Rooms,
    private readonly seats: Seats,
    private readonly staffNames: StaffNames,
    private readonly admissions: Admissions,
  ) {}

  async stateOf(seatId: SeatId): Promise<StandingState> {
    return (await this.admissions.standingOf(seatId)).state;
  }

  async openRoom(session: LiveSession, now: Date): Promise<OpenedRoom> {
    const capacity = sfuCapacity(session.capacity, await this.rooms.countStaffSeats(session.sessionId));
    return this.rooms.takeMainRoom(session.sessionId, capacity, now);
  }

  /** False when the host sat there already. */
  async sit(host: HostPrincipal, now: Date): Promise<boolean> {
    await this.nameSeat(host);
    return this.admissions.seatHost(host.sessionId, host.seatId, now, host.personId);
  }

  /** A seat that was made without a name gets the one by which the person is known in rooms. */
  private async nameSeat(host: HostPrincipal): Promise<void> {
    const seat = await this.seats.find(host.seatId);
    if (!seat || seat.shownName !== null) return;
    const name = await this.staffNames.of(host.personId);
    if (name) await this.seats.chooseName(seat, { shownName: name, pronouns: null, nameKeys: nameKeysOf(name) });
  }
}
