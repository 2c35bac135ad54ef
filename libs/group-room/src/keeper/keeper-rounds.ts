import { Clock } from '#kernel';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RoomKeeper, type RoundOutcome } from './room-keeper.js';

/** Milliseconds from the start of a whole round to the next; between them only glances. */
const wholeRoundMs = 10_000;
/** Milliseconds from the end of a look to the next. A SFU that was killed is up again within a second, and its people wait for us. */
const pauseMs: Readonly<Record<RoundOutcome, number>> = { well: 2000, idle: 10_000, failed: 1000 };

/** Lets the keeper go its rounds: at boot, every 10 s with glances every 2 s, and each second after a failed one. */
@Injectable()
export class KeeperRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private lastWholeMs = Number.NEGATIVE_INFINITY;
  private isOver = false;

  constructor(
    private readonly keeper: RoomKeeper,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.goNow();
  }

  /** Waits for a look that is under way, while there is still a database to look into. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private goNow(): void {
    this.running = this.go();
  }

  private async go(): Promise<void> {
    const outcome = await this.look();
    if (!this.isOver) this.timer = setTimeout(() => this.goNow(), pauseMs[outcome]);
  }

  /** A failed round is followed by a whole one, so that nothing of it is left for later. */
  private async look(): Promise<RoundOutcome> {
    const startedMs = this.clock.monotonic();
    if (startedMs - this.lastWholeMs < wholeRoundMs) return this.keeper.glance();
    const outcome = await this.keeper.tick();
    this.lastWholeMs = outcome === 'failed' ? Number.NEGATIVE_INFINITY : startedMs;
    return outcome;
  }
}
