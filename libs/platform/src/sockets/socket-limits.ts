import type { Socket } from 'socket.io';
import { BurstyRateLimiter, RateLimiterMemory } from 'rate-limiter-flexible';
import type { SocketIdentity } from '../contracts/policies.js';

/** A page sends a beat every 2 s, a snapshot now and then, and a host's clicks: far below. A burst is saved up over ten seconds. */
const perSocket = { steady: { points: 10, duration: 1 }, burst: { points: 60, duration: 10 } };
/** All pages of one seat together, so that more sockets are no way round. */
const perSeat = { steady: { points: 20, duration: 1 }, burst: { points: 120, duration: 10 } };
/** Whoever goes on for so long after being refused is no page of ours. */
const refusalsToEnd = 500;
/** Pages and devices of one seat; a phone that lost its network leaves some behind for a while. */
const socketsPerSeat = 5;

/** How much one socket and one seat may ask. Keeps its counts in the memory of this process, where the sockets are. */
export class SocketLimits {
  private readonly socketBucket = bucketOf('socket', perSocket);
  private readonly seatBucket = bucketOf('seat', perSeat);
  private readonly bySeat = new Map<string, Set<Socket>>();

  /** Called once a socket was proven. An event over the limit is answered `too_many_tries` and reaches no handler. */
  watch(socket: Socket, { seatId }: SocketIdentity): void {
    this.makeRoom(socket, seatId);
    let refused = 0;
    socket.use((packet, next) => {
      void this.hasPoint(socket.id, seatId).then((served) => {
        if (served) return next();
        refused += 1;
        if (refused > refusalsToEnd) return void socket.disconnect(true);
        const acknowledge: unknown = packet.at(-1);
        if (typeof acknowledge === 'function') (acknowledge as (answer: object) => void)({ ok: false, code: 'too_many_tries', details: { retryAfterSeconds: 1 } });
      });
    });
  }

  private async hasPoint(socketId: string, seatId: string): Promise<boolean> {
    try {
      await this.socketBucket.consume(socketId);
      await this.seatBucket.consume(seatId);
      return true;
    } catch {
      return false;
    }
  }

  /** The oldest socket of the seat gives way: the newest is where the person is. */
  private makeRoom(socket: Socket, seatId: string): void {
    const open = this.bySeat.get(seatId) ?? new Set<Socket>();
    this.bySeat.set(seatId, open.add(socket));
    socket.once('disconnect', () => {
      open.delete(socket);
      if (open.size === 0) this.bySeat.delete(seatId);
    });
    const [oldest] = open;
    if (oldest && open.size > socketsPerSeat) oldest.disconnect(true);
  }
}

function bucketOf(name: string, { steady, burst }: typeof perSocket): BurstyRateLimiter {
  return new BurstyRateLimiter(new RateLimiterMemory({ ...steady, keyPrefix: name }), new RateLimiterMemory({ ...burst, keyPrefix: `${name} burst` }));
}
