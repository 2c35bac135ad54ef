import { audit } from '#audit';
import { DomainError, type SeatId } from '#kernel';
import { Database } from '#platform';
import { Seats } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { sfuIdentity } from '../domain/sfu-identity.js';
import type { HostPrincipal } from '../host-principal.js';
import { Admissions } from '../persistence/admissions.js';
import { Rooms } from '../persistence/rooms.js';
import { SfuRooms } from '../sfu-rooms.js';

/** Mutes somebody's microphone. Only they themselves can unmute it. */
@Injectable()
export class MuteSeat {
  constructor(
    private readonly database: Database,
    private readonly seats: Seats,
    private readonly admissions: Admissions,
    private readonly rooms: Rooms,
    private readonly sfu: SfuRooms,
  ) {}

  /** Throws `not_in_room`, and `unavailable` while the SFU does not answer. */
  async run(host: HostPrincipal, seatId: SeatId): Promise<void> {
    const target = await this.database.withPrincipal(host, async () => {
      const seat = await this.seats.find(seatId);
      const room = await this.rooms.openRoom(host.sessionId);
      const isIn = seat?.sessionId === host.sessionId && (await this.admissions.standingOf(seatId)).state === 'in';
      if (!seat || !room || !isIn) throw new DomainError('not_in_room');
      await audit('seat.muted', { objectKind: 'seat', objectId: seatId });
      return { roomId: room.roomId, identity: sfuIdentity(seatId, seat.generation) };
    });
    try {
      await this.sfu.muteMicrophone(target.roomId, target.identity);
    } catch {
      throw new DomainError('unavailable');
    }
  }
}
