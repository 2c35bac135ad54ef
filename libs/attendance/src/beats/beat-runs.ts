import { Clock, type ClinicId, type SeatId, type SessionId } from '#kernel';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { renewedBy, renewsSpan, stampBeat, type Beat, type SocketClock } from '../domain/beat-span.js';
import type { StoredSpan } from '../persistence/beat-spans.js';
import { UnwrittenSpans } from './unwritten-spans.js';

/** Whose beats they are. */
export interface BeatSource {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly seatId: SeatId;
}

/** The socket that a beat came by. */
export interface BeatSocket {
  readonly id: string;
  /** When it was opened, by our clock. */
  readonly openedMs: number;
}

const flushMs = 2000;

/**
 * Turns beats into spans and writes them in one statement per clinic every 2 s.
 *
 * What it remembers is only the open run of each socket: when the process dies, the runs in the database end at their last flush, and the
 * pages' next beats begin new ones.
 */
@Injectable()
export class BeatRuns implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly open = new Map<string, StoredSpan>();
  private readonly clocks = new Map<string, SocketClock>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly unwritten: UnwrittenSpans,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), flushMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** One beat, stamped on arrival. A page that has no connection yet has nothing to say here. */
  heard({ id: socketId, openedMs }: BeatSocket, source: BeatSource, beat: Beat): void {
    const stamped = stampBeat(this.clocks.get(socketId) ?? null, beat, { atMs: this.clock.now().getTime(), openedMs });
    if (stamped.clock) this.clocks.set(socketId, stamped.clock);
    const { atMs, ...state } = stamped.state;
    const span = this.open.get(socketId) ?? null;
    const next: StoredSpan = span && renewsSpan(span, stamped.state)
      ? { ...span, ...renewedBy(span, stamped.state) }
      : { ...source, ...state, witness: 'beat', id: randomUUID(), fromMs: atMs, toMs: atMs, closedAtMs: null };
    this.open.set(socketId, next);
    this.unwritten.keep(next);
  }

  /** The page's socket closed: at once when a browser is killed, because the kernel says so. Written without waiting for the next round. */
  async closed(socketId: string): Promise<void> {
    const span = this.open.get(socketId);
    this.open.delete(socketId);
    this.clocks.delete(socketId);
    if (!span) return;
    this.unwritten.keep({ ...span, closedAtMs: this.clock.now().getTime() });
    await this.flush();
  }

  /** Writes what is new. One round at a time; what the database did not take waits for the next. */
  flush(): Promise<void> {
    return this.unwritten.write();
  }
}
