import { Clock } from '#kernel';
import { Database, type SocketIdentity } from '#platform';
import { Injectable } from '@nestjs/common';
import { provenSockets } from './persistence/socket-proofs.js';
import { RecentProofs } from './recent-proofs.js';

export interface OpenSocket {
  /** Any name that is unique among those asked about. */
  readonly socketId: string;
  readonly identity: SocketIdentity;
}

/** Proves sockets that are open already, many at once and without their cookies, which a browser may have changed since. */
@Injectable()
export class SocketProofs {
  constructor(
    private readonly database: Database,
    private readonly recent: RecentProofs,
    private readonly clock: Clock,
  ) {}

  /**
   * Those of `sockets` that may stay no longer, by one statement; hosts that may are marked as in their room. `inTransaction`: send it
   * with the caller's open transaction. Throws when the database is away: then nothing is known, and nobody should be put out for it.
   */
  async failing<Socket extends OpenSocket>(sockets: readonly Socket[], where: 'alone' | 'inTransaction'): Promise<Socket[]> {
    if (sockets.length === 0) return [];
    const askedAt = this.clock.monotonic();
    const proven = await provenSockets(sockets, this.clock.now(), where === 'alone' ? { alone: this.database } : where);
    // What an open transaction sees may still be taken back.
    if (where === 'alone') this.recent.renew(sockets.filter(({ socketId }) => proven.has(socketId)).map(({ identity }) => identity), askedAt);
    return sockets.filter(({ socketId }) => !proven.has(socketId));
  }
}
