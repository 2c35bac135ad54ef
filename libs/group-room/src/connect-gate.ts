import { isId } from '#kernel';
import { Injectable } from '@nestjs/common';
import { parseIdentity } from './domain/sfu-identity.js';
import { LiveRooms } from './keeper/live-rooms.js';
import { LiveLookups } from './persistence/live-lookups.js';

/** `no` is final (403), `not_now` is our own fault or too early (503): the client's SDK tries again only after the second. */
export type ConnectAnswer = 'yes' | 'no' | 'not_now';

/** Asked by the gate in front of the SFU at every connect and reconnect, because the SFU itself revokes no token. */
@Injectable()
export class ConnectGate {
  constructor(
    private readonly lookups: LiveLookups,
    private readonly liveRooms: LiveRooms,
  ) {}

  /** Whether this identity (`<seat>.<generation>`) may connect to this room now. One round trip to the database. Never throws. */
  async mayConnect(identity: string, roomId: string): Promise<ConnectAnswer> {
    const seat = parseIdentity(identity);
    if (!seat || !isId(roomId)) return 'no';
    try {
      if (!(await this.lookups.mayConnect(seat, roomId))) return 'no';
    } catch {
      return 'not_now';
    }
    // LiveKit refuses a room that it does not have, and the client takes that for final.
    return this.liveRooms.isReady(roomId) ? 'yes' : 'not_now';
  }
}
