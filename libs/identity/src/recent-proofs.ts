import type { SeatPrincipal } from '#platform';
import { Clock } from '#kernel';
import { Injectable } from '@nestjs/common';

const goodForMs = 5000;
const most = 20_000;

/**
 * Who was proven at a socket a moment ago, so that a beat every 2 s does not ask the database each time. Only for what a seat does over
 * its own socket; what a host does to others is proven afresh on each event.
 */
@Injectable()
export class RecentProofs {
  private readonly proofs = new Map<string, { principal: SeatPrincipal; until: number }>();

  constructor(private readonly clock: Clock) {}

  /** The principal of this key, proven at most 5 s ago; else proves and keeps it. What `prove` throws is not kept. */
  async get(key: string, prove: () => Promise<SeatPrincipal>): Promise<SeatPrincipal> {
    const known = this.proofs.get(key);
    if (known && known.until > this.clock.monotonic()) return known.principal;
    this.proofs.delete(key);
    const principal = await prove();
    if (this.proofs.size >= most) this.proofs.clear();
    this.proofs.set(key, { principal, until: this.clock.monotonic() + goodForMs });
    return principal;
  }

  /** After a device was forgotten or a PIN reset: at once, on this process. */
  forgetAll(): void {
    this.proofs.clear();
  }
}
