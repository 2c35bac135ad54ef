import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LiveRooms } from './live-rooms.js';
import { RoomKeeper } from './room-keeper.js';

/** Milliseconds from the end of a round to the next. */
const pauseMs = { well: 10_000, failed: 1000 } as const;

/** Lets the keeper go its rounds: at boot, every 10 s, each second after a failed one, and at once when there is doubt. */
@Injectable()
export class KeeperRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWanted = false;
  private stopped = false;

  constructor(
    private readonly keeper: RoomKeeper,
    private readonly liveRooms: LiveRooms,
  ) {}

  onApplicationBootstrap(): void {
    this.liveRooms.whenInDoubt(() => this.goNow());
    this.goNow();
  }

  /** Waits for a round that is under way, because the pool closes after us. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private goNow(): void {
    if (this.running) this.isWanted = true;
    else this.running = this.go();
  }

  private async go(): Promise<void> {
    clearTimeout(this.timer);
    let outcome: keyof typeof pauseMs;
    do {
      this.isWanted = false;
      outcome = await this.keeper.tick();
    } while (this.isWanted && !this.stopped);
    this.running = undefined;
    if (!this.stopped) this.timer = setTimeout(() => this.goNow(), pauseMs[outcome]);
  }
}
