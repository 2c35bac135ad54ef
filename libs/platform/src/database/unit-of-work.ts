import type { Clock } from '#kernel';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { callId } from '../calls/current-call.js';
import type { ClinicPrincipal } from './principal.js';
import { rowsOf } from './prepared.js';
import { inTransaction, onlyStatement, type Statement } from './transaction.js';

type Effect = () => void | Promise<void>;

interface Unit {
  readonly principal: ClinicPrincipal;
  readonly at: Date;
  readonly requestId: string;
  readonly send: Statement;
  readonly effects: Effect[];
}

const current = new AsyncLocalStorage<Unit>();
let pool: Pool | undefined;
let clock: Clock | undefined;
let onEffectError: (error: unknown) => void = () => {};

/** Called once by the database module, and by tests that bring their own pool. */
export function useDataSource(dataSource: DataSource, time: Clock, reportEffectError: (error: unknown) => void): void {
  clock = time;
  pool = (dataSource.driver as unknown as { master: Pool }).master;
  onEffectError = reportEffectError;
}

/**
 * The only way from a use case to the database: one transaction as this principal, with row-level security set for it.
 *
 * Nested calls with the same principal join the open transaction; with another one they throw, because rows of two people or clinics
 * must not meet in one transaction. No network call belongs inside: use `afterCommit`.
 */
export async function withPrincipal<Result>(principal: ClinicPrincipal, work: () => Promise<Result>): Promise<Result> {
  return unitOf(inTransaction, principal, work);
}

/**
 * `withPrincipal` for work of a single statement, which goes to the database and back in one trip, transaction and all: on a quick read
 * the trips are most of what it costs. The statement is committed before `work` goes on, so nothing after it can take it back. A second
 * statement throws; inside an open transaction it is that transaction's.
 */
export async function withPrincipalOnce<Result>(principal: ClinicPrincipal, work: () => Promise<Result>): Promise<Result> {
  return unitOf(onlyStatement, principal, work);
}

async function unitOf<Result>(way: typeof inTransaction, principal: ClinicPrincipal, work: () => Promise<Result>): Promise<Result> {
  const open = current.getStore();
  if (open) {
    if (!sameActor(open.principal, principal)) throw new Error('withPrincipal: another principal is already at work in this transaction');
    return work();
  }
  const effects: Effect[] = [];
  const at = opened().clock.now();
  const requestId = callId() ?? randomUUID();
  const result = await way(opened().pool, { principal, at }, (send) => current.run({ principal, at, requestId, send, effects }, work));
  await runEffects(effects);
  return result;
}

/** Rows by SQL, inside `withPrincipal` only. Statements sent together travel together and are done in order. Throws outside of a transaction. */
export async function sql<Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  return (await unit().send(text, parameters)) as Row[];
}

/**
 * Of the open transaction: as whom it acts, its instant, which `app.now()` is in SQL, and the id of the call that it serves (one of its own in
 * work that nobody called for). Throws outside of one.
 */
export function currentUnit(): Pick<Unit, 'principal' | 'at' | 'requestId'> {
  return unit();
}

/**
 * Runs `effect` after the commit (never when it rolls back), in order. Effects must be repeatable: the process may die before them, and
 * the room keeper or the next request does them again. Their errors are reported and do not undo what was committed.
 */
export function afterCommit(effect: Effect): void {
  unit().effects.push(effect);
}

/**
 * Calls one of the few lookups that find a clinic before there is a principal. `call` is a function call in SQL, e.g. `find_seat($1)`.
 * It is one statement and its own transaction; the instant goes along, and the call waits for it.
 */
export async function lookup<Row>(call: string, parameters: readonly unknown[]): Promise<Row[]> {
  const text = `select found.* from (select set_config('app.now', $${parameters.length + 1}, true) as at offset 0) clock
    cross join lateral (select * from ${call} where clock.at is not null offset 0) found`;
  return rowsOf<Row>(opened().pool, text, [...parameters, opened().clock.now().toISOString()]);
}

function opened(): { pool: Pool; clock: Clock } {
  if (!pool || !clock) throw new Error('There is no database yet');
  return { pool, clock };
}

function unit(): Unit {
  const open = current.getStore();
  if (!open) throw new Error('The database is reached only inside withPrincipal');
  return open;
}

function sameActor(left: ClinicPrincipal, right: ClinicPrincipal): boolean {
  const person = (principal: ClinicPrincipal) => (principal.kind === 'system' ? '' : `${principal.personId} ${principal.seatId}`);
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
