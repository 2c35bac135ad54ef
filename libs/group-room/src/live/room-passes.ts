import type { OutputOf, visit } from '#contracts';
import { DomainError, type SeatId, type SessionId } from '#kernel';
import { audit } from '#audit';
import { afterCommit } from '#platform';
import { Seats } from '#scheduling';
import { Injectable, Logger } from '@nestjs/common';
import { sfuIdentity } from '../domain/sfu-identity.js';
import { MediaWishTable, type MediaWishes } from '../persistence/media-wishes.js';
import { Rooms, type SeatPlace } from '../persistence/rooms.js';
import { SfuRooms } from '../sfu-rooms.js';
import { SeatSockets } from './seat-sockets.js';

export type RoomPass = OutputOf<typeof visit.fetchRoomPass>;

/** What a page asks for. */
export interface PassWish {
  /** Ends the pass and connection of every other page of the seat. */
  readonly takeOver: boolean;
  /** The person pressed a button to return after they had left. */
  readonly comeBack?: boolean;
  /** The page that asks; made by the page itself. */
  readonly tabId?: string | undefined;
}

/** Which seat a pass is for, as it stood when it was decided. */
export interface PassFor extends SeatPlace {
  readonly seatId: SeatId;
  readonly sessionId: SessionId;
  readonly wishes: MediaWishes | null;
}

/** Passes to the SFU and their end. The SFU takes none back: what ends one is the seat's generation, which the gate compares. */
@Injectable()
export class RoomPasses {
  private readonly log = new Logger('RoomPasses');

  constructor(
    private readonly sfu: SfuRooms,
    private readonly seats: Seats,
    private readonly rooms: Rooms,
    private readonly wishes: MediaWishTable,
    private readonly sockets: SeatSockets,
  ) {}

  /** Made locally; no network. */
  async mint(pass: PassFor): Promise<RoomPass> {
    const identity = sfuIdentity(pass.seatId, pass.generation);
    const { token } = await this.sfu.mintPass({ roomId: pass.roomId, identity, role: pass.role });
    return { seatId: pass.seatId, sessionId: pass.sessionId, identity, token, signalPath: '/', wishes: pass.wishes };
  }

  /**
   * What to mint for a seat that may go in. Needs an open transaction with the session locked. With `takeOver` every older pass of the
   * seat ends, and after the commit its other pages and its connection. Throws `unavailable` while the session has no room.
   */
  async passFor(seatId: SeatId, sessionId: SessionId, wish: PassWish = { takeOver: false }): Promise<PassFor> {
    const [place, wishes] = await Promise.all([this.rooms.placeOf(seatId, sessionId), this.wishes.of(seatId)]);
    if (!place) throw new DomainError('unavailable');
    if (!wish.takeOver) return { seatId, sessionId, ...place, wishes };
    const generation = await this.revoke(seatId, sessionId);
    await audit('seat.taken_over', { objectKind: 'seat', objectId: seatId });
    afterCommit(() => this.sockets.takeOver(seatId, wish.tabId));
    return { seatId, sessionId, ...place, generation, wishes };
  }

  /** Ends every pass of the seat and, after the commit, the connection that it has. Needs an open transaction. Returns the seat's new n. */
  async revoke(seatId: SeatId, sessionId: SessionId): Promise<number> {
    await this.disconnect(seatId, sessionId);
    return this.seats.raiseGeneration(seatId);
  }

  /** Ends the connection of the seat after the commit, without waiting for the SFU; the keeper does it again if this is lost. */
  private async disconnect(seatId: SeatId, sessionId: SessionId): Promise<void> {
    const place = await this.rooms.placeOf(seatId, sessionId);
    if (!place) return;
    const identity = sfuIdentity(seatId, place.generation);
    afterCommit(() => {
      this.sfu.removeParticipant(place.roomId, identity).catch((error: unknown) => {
        this.log.warn(`room ${place.roomId}: a connection could not be ended now (${error instanceof Error ? error.name : 'unknown'}); the keeper tries again`);
      });
    });
  }

  /** Whether another page of this seat has a socket. */
  isOpenElsewhere(seatId: SeatId, tabId: string | undefined): Promise<boolean> {
    return this.sockets.isOpenElsewhere(seatId, tabId);
  }
}
