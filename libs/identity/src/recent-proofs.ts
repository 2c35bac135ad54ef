import type { SeatPrincipal, SocketIdentity } from '#platform';
import { Clock, DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';

const goodForMs = 5000;
/** While the database is away. */
const believedForMs = 15 * 60_000;
const most = 20_000;

/**
 * Who was proven at a socket a moment ago, so that a beat every 2 s does not ask the database each time. Only for what a seat does over
 * its own socket; what a host does to others is proven afresh on each event.
 */
@Injectable()
export class RecentProofs {
  private readonly proofs = new Map<string, { principal: SeatPrincipal; provenAt: number; until: number }>();

  constructor(private readonly clock: Clock) {}

  /**
   * The principal behind this socket, proven at most 5 s ago; else proves and keeps it. What `prove` refuses is not kept. Who was proven is believed
   * for a while when nobody can be asked: a beat needs no database, and whatever does fails by itself.
   */
  async get(socket: SocketIdentity, prove: () => Promise<SeatPrincipal>): Promise<SeatPrincipal> {
    const key = keyOf(socket);
    const known = this.proofs.get(key);
    const now = this.clock.monotonic();
    if (known && known.until > now) return known.principal;
    try {
      return this.keep(key, await prove());
    } catch (error) {
      if (known && !(error instanceof DomainError) && now - known.provenAt < believedForMs) return this.keep(key, known.principal, known.provenAt);
      this.proofs.delete(key);
      throw error;
    }
  }

  /**
   * These sockets were proven all together, by a question asked at `askedAt` of the monotonic clock: whoever is kept was proven then. So a beat hardly
   * ever asks for itself. Only for visitors, of whom that question asks the same as the proof of one. Who was forgotten meanwhile stays so.
   */
  renew(sockets: readonly SocketIdentity[], askedAt: number): void {
    for (const socket of sockets) {
      const known = socket.as === 'seat' ? this.proofs.get(keyOf(socket)) : undefined;
      if (known && known.provenAt < askedAt) this.proofs.set(keyOf(socket), { ...known, provenAt: askedAt, until: askedAt + goodForMs });
    }
  }

  /** After a device was forgotten or a PIN reset: at once, on this process. */
  forgetAll(): void {
    this.proofs.clear();
  }

  private keep(key: string, principal: SeatPrincipal, provenAt = this.clock.monotonic()): SeatPrincipal {
    if (this.proofs.size >= most) this.proofs.clear();
    this.proofs.set(key, { principal, provenAt, until: this.clock.monotonic() + goodForMs });
    return principal;
  }
}

function keyOf({ as, seatId, holderId }: SocketIdentity): string {
  return `${as} ${seatId} ${holderId}`;
}
