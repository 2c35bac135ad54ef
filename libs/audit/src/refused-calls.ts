import { Clock } from '#kernel';
import { callId, Database, systemPrincipal, type Refusal } from '#platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Counter } from 'prom-client';
import { audit } from './audit.js';
import { GatheredRefusals, type Gathered } from './domain/gathered-refusals.js';
import { holdersOf, type Holder } from './persistence/audit-entries.js';

/** For so long the first refusals of a minute are gathered, ms; how often it is looked. So they are in the memory of this process alone for six seconds at most. */
const gatherMs = 5_000;
const everyMs = 1_000;
/** Actors and policies in one minute; above a clinic's day by far, and a few megabytes. */
const most = 10_000;

const refused = new Counter({ name: 'stepwell_refused_calls_total', help: 'Calls that were refused because what they asked for is not the caller\'s', labelNames: ['policy'] });
const ungathered = new Counter({ name: 'stepwell_refused_calls_ungathered_total', help: 'Refused calls beyond what the log gathers in one minute' });

interface Told extends Refusal {
  readonly requestId: string;
}

/**
 * Writes whom the policies refused, outside of the transactions that were refused: a line for each actor, policy and minute, with how often
 * and never with what was asked for, which is another's. A browser that proves nobody is counted and has no line, because no clinic's
 * log is about it.
 */
@Injectable()
export class RefusedCalls implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('RefusedCalls');
  private readonly gathered = new GatheredRefusals<Told>(most, gatherMs);
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    while (this.writing) await this.writing;
    await this.flush(true);
  }

  /** Never throws and waits for nothing. When there is no room left it is made at once, and what came too late stands in a figure. */
  add(refusal: Refusal): void {
    refused.inc({ policy: refusal.policy });
    const { who, policy } = refusal;
    const actor = 'held' in who ? who.held.hash.toString('hex') : `${who.clinicId} ${who.personId}`;
    if (this.gathered.add(`${actor} ${policy}`, { ...refusal, requestId: callId() ?? randomUUID() }, this.clock.now().getTime())) return;
    ungathered.inc();
    void this.flush(true);
  }

  /** Writes what is due; `all`: whatever there is. Never throws: what cannot be written now waits for the next time. */
  flush(all = false): Promise<void> {
    this.writing ??= this.write(this.gathered.take(this.clock.now().getTime(), all)).finally(() => (this.writing = undefined));
    return this.writing;
  }

  private async write(taken: readonly Gathered<Told>[]): Promise<void> {
    let left = taken;
    try {
      const known = await this.actorsOf(taken);
      this.gathered.forget(taken.filter((one) => known.get(one)?.length === 0).map(({ key }) => key));
      for (const one of taken) {
        for (const actor of known.get(one) ?? []) await this.writeLine(one, actor);
        left = left.slice(1);
      }
    } catch (error) {
      this.log.error(error);
      this.gathered.giveBack(left);
    }
  }

  /** Who stands behind each: one person as a rule, one for each clinic where a browser is known in several, none behind a cookie that proves nobody. */
  private async actorsOf(taken: readonly Gathered<Told>[]): Promise<Map<Gathered<Told>, readonly Holder[]>> {
    const hashes = taken.flatMap(({ what: { who } }) => ('held' in who ? [who.held.hash] : []));
    const holders = hashes.length > 0 ? await holdersOf(this.database, hashes) : new Map<string, Holder[]>();
    return new Map(taken.map((one) => [one, 'held' in one.what.who ? (holders.get(one.what.who.held.hash.toString('hex')) ?? []) : [one.what.who]]));
  }

  private async writeLine({ what: { policy, call, code, requestId }, count, minute }: Gathered<Told>, { clinicId, personId }: Holder): Promise<void> {
    const details = { policy, call, code, count, minute: new Date(minute).toISOString() };
    const note = { outcome: 'refused', requestId, details, ...(personId !== null && { actorId: personId }) } as const;
    await this.database.withPrincipal(systemPrincipal(clinicId, 'refused call'), () => audit('call.refused', note));
  }
}
