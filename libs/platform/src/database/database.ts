import type { Clock } from '#kernel';
import type { OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { callId } from '../calls/current-call.js';
import { managerOn } from './manager-on.js';
import { answerTo } from './prepared.js';
import type { ClinicPrincipal } from './principal.js';
import { inTransaction, onlyStatement } from './transaction.js';
import { openUnit, type Unit } from './unit-of-work.js';

/** The database of one app: its pool, and the only ways to it. Injected where work begins; inside, `sql` and `manager()` need nothing. */
export class Database implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly onEffectError: (error: unknown) => void,
  ) {
    this.pool = (source.driver as unknown as { master: Pool }).master;
  }

  /**
   * The only way from a use case to the database: one transaction as this principal, with row-level security set for it.
   *
   * Nested calls with the same principal join the open transaction; with another one they throw, because rows of two people or clinics
   * must not meet in one transaction. No network call belongs inside: use `afterCommit`.
   */
  async withPrincipal<Result>(principal: ClinicPrincipal, work: () => Promise<Result>): Promise<Result> {
    return this.unitOf(inTransaction, principal, work);
  }

  /**
   * `withPrincipal` for work of a single statement, which goes to the database and back in one trip, transaction and all: on a quick read
   * the trips are most of what it costs. The statement is committed before `work` goes on, so nothing after it can take it back. A second
   * statement throws; inside an open transaction it is that transaction's.
   */
  async withPrincipalOnce<Result>(principal: ClinicPrincipal, work: () => Promise<Result>): Promise<Result> {
    return this.unitOf(onlyStatement, principal, work);
  }

  /**
   * Calls one of the few lookups that find a clinic before there is a principal. `call` is a function call in SQL, e.g. `find_seat($1)`.
   * It is one statement and its own transaction; the instant goes along, and the call waits for it.
   */
  async lookup<Row>(call: string, parameters: readonly unknown[]): Promise<Row[]> {
    const text = `select found.* from (select set_config('app.now', $${parameters.length + 1}, true) as at offset 0) clock
      cross join lateral (select * from ${call} where clock.at is not null offset 0) found`;
    return (await answerTo(this.pool, text, [...parameters, this.clock.now().toISOString()])).rows as Row[];
  }

  /** Closes the pool after everything that uses it has stopped. */
  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async unitOf<Result>(way: typeof inTransaction, principal: ClinicPrincipal, work: () => Promise<Result>): Promise<Result> {
    const open = openUnit.getStore();
    if (open) {
      if (open.database !== this) throw new Error('withPrincipal: a transaction of another database is open here');
      if (!sameActor(open.principal, principal)) throw new Error('withPrincipal: another principal is already at work in this transaction');
      return work();
    }
    const effects: Unit['effects'] = [];
    const at = this.clock.now();
    const requestId = callId() ?? randomUUID();
    const result = await way(this.pool, { principal, at }, (send) =>
      openUnit.run({ database: this, principal, at, requestId, send, effects, manager: managerOn(this.source, send) }, work),
    );
    await this.runEffects(effects);
    return result;
  }

  private async runEffects(effects: Unit['effects']): Promise<void> {
    for (const effect of effects) {
      try {
        await effect();
      } catch (error) {
        this.onEffectError(error);
      }
    }
  }
}

function sameActor(left: ClinicPrincipal, right: ClinicPrincipal): boolean {
  const person = (principal: ClinicPrincipal) => (principal.kind === 'system' ? '' : `${principal.personId} ${principal.seatId}`);
  return left.kind === right.kind && left.clinicId === right.clinicId && person(left) === person(right);
}
