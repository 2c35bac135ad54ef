import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { ClinicPrincipal } from './principal.js';
import { rowsOf } from './prepared.js';

type Effect = () => void | Promise<void>;

interface Unit {
  readonly principal: ClinicPrincipal;
  readonly manager: EntityManager;
  readonly client: PoolClient;
  readonly effects: Effect[];
}

const current = new AsyncLocalStorage<Unit>();
let source: DataSource | undefined;
let onEffectError: (error: unknown) => void = () => {};

/** Called once by the database module, and by tests that bring their own pool. */
export function useDataSource(dataSource: DataSource, reportEffectError: (error: unknown) => void): void {
  source = dataSource;
  onEffectError = reportEffectError;
}

/**
 * The only way from a use case to the database: one transaction as this principal, with row-level security set for it.
 *
 * Nested calls with the same principal join the open transaction; with another one they throw, because rows of two people or clinics
 * must not meet in one transaction. No network call belongs inside: use `afterCommit`.
 */
export async function withPrincipal<Result>(principal: ClinicPrincipal, work: () => Promise<Result>): Promise<Result> {
  const open = current.getStore();
  if (open) {
    if (!sameActor(open.principal, principal)) throw new Error('withPrincipal: another principal is already at work in this transaction');
    return work();
  }
  if (!source) throw new Error('withPrincipal: no database yet');
  const effects: Effect[] = [];
  const result = await inTransaction(source, principal, (client, manager) => current.run({ principal, manager, client, effects }, work));
  await runEffects(effects);
  return result;
}

/** Rows by SQL, inside `withPrincipal` only. One query at a time on its connection. Throws outside of a transaction. */
export async function sql<Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  return rowsOf<Row>(unit().client, text, parameters);
}

/** The EntityManager of the open transaction, for `persistence/`. Throws outside of `withPrincipal`. */
export function manager(): EntityManager {
  return unit().manager;
}

export function currentPrincipal(): ClinicPrincipal {
  return unit().principal;
}

/**
 * Runs `effect` after the commit (never when it rolls back), in order. Effects must be repeatable: the process may die before them, and
 * the room keeper or the next request does them again. Their errors are reported and do not undo what was committed.
 */
export function afterCommit(effect: Effect): void {
  unit().effects.push(effect);
}

/** Calls one of the few lookups that find a clinic before there is a principal. `call` is a function call in SQL, e.g. `find_seat($1)`. */
export async function lookup<Row>(call: string, parameters: readonly unknown[]): Promise<Row[]> {
  if (!source) throw new Error('lookup: no database yet');
  return rowsOf<Row>((source.driver as unknown as { master: Pool }).master, `select * from ${call}`, parameters);
}

/**
 * Begins as this principal in one round trip, because on a quick query the trips are most of what the server pays. After a rollback that fails nobody knows what the
 * connection is in the middle of, so it is ended instead of going back to the pool.
 */
async function inTransaction<Result>(on: DataSource, principal: ClinicPrincipal, work: (client: PoolClient, manager: EntityManager) => Promise<Result>): Promise<Result> {
  const runner = on.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    try {
      await client.query(beginAs(client, principal));
      // We began in TypeORM's place: whoever takes its manager must not begin again.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      const result = await work(client, runner.manager);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => client.end());
      throw error;
    }
  } finally {
    Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
    await runner.release();
  }
}

function beginAs(client: PoolClient, principal: ClinicPrincipal): string {
  const personId = principal.kind === 'system' ? '' : principal.personId;
  const [clinic, person, kind] = [principal.clinicId, personId, principal.kind].map((value) => client.escapeLiteral(value));
  return `begin; select set_config('app.clinic_id', ${clinic}, true), set_config('app.person_id', ${person}, true), set_config('app.acts_as', ${kind}, true)`;
}

function unit(): Unit {
  const open = current.getStore();
  if (!open) throw new Error('The database is reached only inside withPrincipal');
  return open;
}

function sameActor(left: ClinicPrincipal, right: ClinicPrincipal): boolean {
  const person = (principal: ClinicPrincipal) => (principal.kind === 'system' ? '' : principal.personId);
  return left.kind === right.kind && left.clinicId === right.clinicId && person(left) === person(right);
}

async function runEffects(effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) {
    try {
      await effect();
    } catch (error) {
      onEffectError(error);
    }
  }
}
