import { live } from '#contracts';
import { SeatDirectory } from '#identity';
import { Clock, type SeatId } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Live } from './live/live.js';
import { SeatSockets } from './live/seat-sockets.js';
import { Admissions } from './persistence/admissions.js';

/** Whose page it is; those of hosts are not watched. */
interface PageOwner {
  readonly as: 'seat' | 'host';
  readonly seatId: SeatId;
}

/** A reload or a change of network is back sooner than this, ms. */
const backWithin = 3_000;

/**
 * Tells staff whose last page was closed before they came into the room, and when it is open again: nobody else would notice, since the
 * waiting entry outlives the page. Inside, the connection to the SFU says more.
 */
@Injectable()
export class NotePage implements OnModuleDestroy {
  private readonly log = new Logger('NotePage');
  private readonly timers = new Set<NodeJS.Timeout>();
  private isOver = false;

  constructor(
    private readonly database: Database,
    private readonly seats: SeatDirectory,
    private readonly sockets: SeatSockets,
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly clock: Clock,
  ) {}

  /** What the end of our own process closes says nothing about people. */
  onModuleDestroy(): void {
    this.isOver = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Never throws. */
  async opened({ as, seatId }: PageOwner): Promise<void> {
    if (as === 'seat') await this.calmly(seatId, () => this.note(seatId, null));
  }

  /** A page was closed, or asked for the waiting room and opens its socket next: noted a moment later unless one is open by then. Never throws. */
  look({ as, seatId }: PageOwner): void {
    if (as !== 'seat' || this.isOver) return;
    const at = this.clock.now();
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.calmly(seatId, () => this.noteGone(seatId, at));
    }, backWithin);
    this.timers.add(timer);
    timer.unref();
  }

  private async noteGone(seatId: SeatId, at: Date): Promise<void> {
    if (await this.sockets.isOpenElsewhere(seatId, undefined)) return;
    await this.note(seatId, at);
    // One that was opened while we wrote has found nothing to take back.
    if (await this.sockets.isOpenElsewhere(seatId, undefined)) await this.note(seatId, null);
  }

  private async note(seatId: SeatId, goneAt: Date | null): Promise<void> {
    const place = await this.seats.locate(seatId);
    if (!place) return;
    const { clinicId, sessionId } = place;
    const us = systemPrincipal(clinicId, 'page of a seat');
    // Nearly every socket that opens has nothing to say: it locks nothing.
    if (!(await this.database.withPrincipal(us, () => this.admissions.lacksPageNews(seatId, goneAt)))) return;
    await this.live.act(us, sessionId, async (_session, told) => {
      if (await this.admissions.keepPageGone(seatId, goneAt)) told.about(live.roster, seatId);
    });
  }

  private async calmly(seatId: SeatId, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.isOver) this.log.warn(`seat ${seatId}: whether a page is open could not be noted (${error instanceof Error ? error.name : 'unknown'})`);
    }
  }
}
