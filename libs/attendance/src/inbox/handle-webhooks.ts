import { Clock } from '#kernel';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { faultName } from '../persistence/fault.js';
import { Inbox } from '../persistence/inbox.js';
import { HandleRoom } from './handle-room.js';
import { inboxLimits as limits } from './inbox-limits.js';

const waitingFigure = new Gauge({ name: 'stepwell_inbox_rooms_waiting', help: 'Rooms whose webhooks waited for a sweep, at the last one' });

/** A room's name at LiveKit; null for events without one. */
type RoomName = string | null;

const atMost = 1_000;

/**
 * Makes evidence out of stored webhooks: at once when one arrives, and by a sweep that finds what a dead process or an absent database left
 * over. Rooms are worked on side by side, each in the order in which its events came, so that a slow one holds up nobody but itself.
 */
@Injectable()
export class HandleWebhooks implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Inbox');
  /** Rooms that wait or are worked on; true when something came since their turn began. */
  private readonly wanted = new Map<RoomName, boolean>();
  private readonly line: RoomName[] = [];
  private atWork = 0;
  private timer: NodeJS.Timeout | undefined;
  private whenIdle: (() => void)[] = [];

  constructor(
    private readonly inbox: Inbox,
    private readonly room: HandleRoom,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), limits.sweepMs);
    void this.sweep();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    for (const room of this.line.splice(0)) this.wanted.delete(room);
    await this.idle();
  }

  /** Something of this room waits. Never throws; what fails is left for the sweep. */
  soon(roomName: RoomName): void {
    if (this.wanted.has(roomName)) return void this.wanted.set(roomName, true);
    this.wanted.set(roomName, false);
    this.line.push(roomName);
    this.goOn();
  }

  /** Finds everything that waits; resolves when nothing is worked on any more. Never throws. */
  async sweep(): Promise<void> {
    try {
      const waiting = await this.inbox.openRooms(this.clock.now(), atMost);
      waitingFigure.set(waiting.length);
      for (const room of waiting) this.soon(room);
    } catch (error) {
      this.report(error);
    }
    await this.idle();
  }

  private goOn(): void {
    while (this.atWork < limits.roomsAtOnce && this.line.length > 0) void this.turn(this.line.shift()!);
    if (this.atWork === 0) for (const tell of this.whenIdle.splice(0)) tell();
  }

  /** One transaction's worth of a room; when there is more, it stands in line again behind the others. */
  private async turn(roomName: RoomName): Promise<void> {
    this.atWork += 1;
    this.wanted.set(roomName, false);
    const left = await this.room.run(roomName).catch((error: unknown) => this.report(error));
    this.atWork -= 1;
    if (left === 'more' || this.wanted.get(roomName)) this.line.push(roomName);
    else this.wanted.delete(roomName);
    this.goOn();
  }

  private idle(): Promise<void> {
    if (this.atWork === 0) return Promise.resolve();
    return new Promise((resolve) => void this.whenIdle.push(resolve));
  }

  private report(error: unknown): void {
    this.log.warn(`webhooks wait (${faultName(error)})`);
  }
}
