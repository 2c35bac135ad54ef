import { atOnce, type ClinicId } from '#kernel';
import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { BeatSpans, type StoredSpan } from '../persistence/beat-spans.js';
import { faultName, faultOf } from '../persistence/fault.js';

const failedWrites = new Counter({ name: 'stepwell_beat_flush_failures_total', help: 'Writes of beats that the database did not take' });

/** Some five hours of a database that is away, for a hundred pages that all reconnect every 2 min; about 10 MB. */
const mostSpans = 20_000;
const clinicsAtOnce = 4;

/**
 * Spans that the database has not taken yet, the latest state of each. While it is away they wait here, the oldest go when there are too
 * many, and a span that no table takes is put aside alone: nobody else's beats wait for it.
 */
@Injectable()
export class UnwrittenSpans {
  private readonly log = new Logger('Beats');
  private readonly waiting = new Map<string, StoredSpan>();
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly spans: BeatSpans) {}

  keep(span: StoredSpan): void {
    this.waiting.set(span.id, span);
  }

  /** Writes what waits, one round at a time. Never throws. */
  write(): Promise<void> {
    this.writing = this.writing.then(() => this.round());
    return this.writing;
  }

  private async round(): Promise<void> {
    await atOnce(clinicsAtOnce, [...byClinic([...this.waiting.values()])], ([clinicId, spans]) => this.writeOf(clinicId, spans));
    this.dropOldest();
  }

  /** Those that are refused together are tried by halves, so that in the end the bad one stands alone. */
  private async writeOf(clinicId: ClinicId, spans: readonly StoredSpan[]): Promise<void> {
    try {
      await this.spans.keep(clinicId, spans);
      for (const span of spans) this.done(span);
    } catch (error) {
      failedWrites.inc();
      if (faultOf(error) === 'database') return void this.log.warn(`${spans.length} spans wait for the database (${faultName(error)})`);
      if (spans.length === 1) return this.putAside(spans[0]!, error);
      const middle = Math.ceil(spans.length / 2);
      await this.writeOf(clinicId, spans.slice(0, middle));
      await this.writeOf(clinicId, spans.slice(middle));
    }
  }

  private putAside(span: StoredSpan, error: unknown): void {
    this.log.error(`span ${span.id} of session ${span.sessionId} is not kept, because no table takes it (${faultName(error)})`);
    this.done(span);
  }

  /** What was renewed while it was written waits for the next round. */
  private done(span: StoredSpan): void {
    if (this.waiting.get(span.id) === span) this.waiting.delete(span.id);
  }

  private dropOldest(): void {
    const tooMany = this.waiting.size - mostSpans;
    if (tooMany <= 0) return;
    for (const id of [...this.waiting.keys()].slice(0, tooMany)) this.waiting.delete(id);
    this.log.error(`${tooMany} spans are not kept, because the database is away for too long`);
  }
}

function byClinic(spans: readonly StoredSpan[]): Map<ClinicId, StoredSpan[]> {
  const groups = new Map<ClinicId, StoredSpan[]>();
  for (const span of spans) {
    const group = groups.get(span.clinicId);
    if (group) group.push(span);
    else groups.set(span.clinicId, [span]);
  }
  return groups;
}
