import { live } from '#contracts';
import { Clock } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import { MediaWishTable, type MediaWishes } from '../persistence/media-wishes.js';

/** Keeps what a person has switched off, so that no reload, crash or other device shows them again before they press. */
@Injectable()
export class KeepMediaWishes {
  constructor(
    private readonly live: Live,
    private readonly wishes: MediaWishTable,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat. Staff are told of a break and of its end; nobody hears of the rest. */
  async run(person: SeatPrincipal, wishes: MediaWishes): Promise<void> {
    await this.live.act(person, person.sessionId, async (_session, told) => {
      const before = await this.wishes.of(person.seatId);
      await this.wishes.keep(person.seatId, person.personId, wishes, this.clock.now());
      if ((before?.onBreak ?? false) !== wishes.onBreak) told.about(live.roster, person.seatId);
    });
  }
}
