import type { Socket } from 'socket.io';
import type { SocketIdentity } from '../contracts/policies.js';
import { TokenBucket } from './token-bucket.js';

/** A page sends a beat every 2 s, a snapshot now and then, and a host's clicks: far below. */
const perSocket = { burst: 70, perSecond: 16 };
/** All pages of one seat together, so that more sockets are no way round. */
const perSeat = { burst: 140, perSecond: 32 };
/** A seat whose pages are all closed is forgotten once its burst would be saved up again, ms. */
const rememberedMs = 10_000;
/** Whoever goes on for so long after being refused is no page of ours. */
const refusalsToEnd = 500;
/** Pages and devices of one seat; a phone that lost its network leaves some behind for a while. */
const socketsPerSeat = 5;

interface SeatUse {
  readonly open: Set<Socket>;
  readonly bucket: TokenBucket;
}

/** How much one socket and one seat may ask. Keeps its counts in the memory of this process, where the sockets are. */
export class SocketLimits {
  private readonly bySeat = new Map<string, SeatUse>();

  /** Called once a socket was proven. An event over the limit is answered `too_many_tries` and reaches no handler. */
  watch(socket: Socket, { seatId }: SocketIdentity): void {
    const seat = this.useOf(seatId);
    this.makeRoom(socket, seatId, seat);
    const own = bucketOf(perSocket);
    let refused = 0;
    socket.use((packet, next) => {
      // What came in the same packet as the one that ended it.
      if (refused > refusalsToEnd) return;
      const now = performance.now();
      if (own.take(now) && seat.bucket.take(now)) return next();
      refused += 1;
      if (refused > refusalsToEnd) return void socket.disconnect(true);
      const acknowledge: unknown = packet.at(-1);
      if (typeof acknowledge === 'function') (acknowledge as (answer: object) => void)({ ok: false, code: 'too_many_tries', details: { retryAfterSeconds: 1 } });
    });
  }

  private useOf(seatId: string): SeatUse {
    const known = this.bySeat.get(seatId) ?? { open: new Set<Socket>(), bucket: bucketOf(perSeat) };
    this.bySeat.set(seatId, known);
    return known;
  }

  /** The oldest socket of the seat gives way: the newest is where the person is. */
  private makeRoom(socket: Socket, seatId: string, { open }: SeatUse): void {
    open.add(socket);
    socket.once('disconnect', () => {
      open.delete(socket);
      if (open.size === 0) setTimeout(() => void (open.size === 0 && this.bySeat.delete(seatId)), rememberedMs).unref();
    });
    const [oldest] = open;
    if (oldest && open.size > socketsPerSeat) oldest.disconnect(true);
  }
}

function bucketOf({ burst, perSecond }: typeof perSocket): TokenBucket {
  return new TokenBucket(burst, perSecond, performance.now());
}
