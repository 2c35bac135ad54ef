import { Clock, type ClinicId, type SeatId, type SessionId } from '#kernel';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { renewedBy, renewsSpan, stampBeat, type Beat, type SocketClock } from '../domain/beat-span.js';
import { BeatSpans, type StoredSpan } from '../persistence/beat-spans.js';

/** Whose beats they are. */
export interface BeatSource {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly seatId: SeatId;
}

const flushMs = 2000;

/**
 * Turns beats into spans and writes them in one statement per clinic every 2 s.
 *
 * What it remembers is only the open run of each socket: when the process dies, the runs in the database end at their last flush, and the
 * pages' next beats begin new ones. While the database is away the runs wait here and are written when it is back.
 */
@Injectable()
export class BeatRuns implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Beats');
  private readonly open = new Map<string, StoredSpan>();
  private readonly clocks = new Map<string, SocketClock>();
  private readonly unwritten = new Map<string, StoredSpan>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly spans: BeatSpans,
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
  heard(socketId: string, source: BeatSource, beat: Beat): void {
    const stamped = stampBeat(this.clocks.get(socketId) ?? null, beat, this.clock.now().getTime());
    this.clocks.set(socketId, stamped.clock);
    const { atMs, ...state } = stamped.state;
    const span = this.open.get(socketId) ?? null;
    const next: StoredSpan = span && renewsSpan(span, stamped.state)
      ? { ...span, ...renewedBy(span, stamped.state) }
      : { ...source, ...state, witness: 'beat', id: randomUUID(), fromMs: atMs, toMs: atMs, closedAtMs: null };
    this.open.set(socketId, next);
    this.unwritten.set(next.id, next);
  }

  /** The page's socket closed: at once when a browser is killed, because the kernel says so. Written without waiting for the next round. */
  async closed(socketId: string): Promise<void> {
    const span = this.open.get(socketId);
    this.open.delete(socketId);
    this.clocks.delete(socketId);
    if (!span) return;
    this.unwritten.set(span.id, { ...span, closedAtMs: this.clock.now().getTime() });
    await this.flush();
  }

  /** Writes what is new. One round at a time; what fails waits for the next. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const batch = [...this.unwritten.values()];
    for (const [clinicId, spans] of byClinic(batch)) {
      try {
        await this.spans.keep(clinicId, spans);
        for (const span of spans) if (this.unwritten.get(span.id) === span) this.unwritten.delete(span.id);
      } catch (error) {
        this.logger.warn(`${spans.length} spans wait for the database (${error instanceof Error ? error.name : 'unknown'})`);
      }
    }
  }
}

function byClinic(spans: readonly StoredSpan[]): Map<ClinicId, StoredSpan[]> {
  const groups = new Map<ClinicId, StoredSpan[]>();
  for (const span of spans) groups.set(span.clinicId, [...(groups.get(span.clinicId) ?? []), span]);
  return groups;
}
