import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import type { ClinicPrincipal } from './principal.js';
import type { Statement } from './transaction.js';

type Effect = () => void | Promise<void>;

/** One open transaction and all that belongs to it. */
export interface Unit {
  /** Whose it is: two apps in one process have two. */
  readonly database: object;
  readonly principal: ClinicPrincipal;
  /** `app.now()` in all of it. */
  readonly at: Date;
  readonly requestId: string;
  readonly send: Statement;
  readonly effects: Effect[];
  /** Makes the manager when it is asked for the first time. */
  readonly manager: () => EntityManager;
}

/** The transaction that is open where it is asked. What is open is the only thing that goes unsaid; the database itself is injected. */
export const openUnit = new AsyncLocalStorage<Unit>();

/** Rows by SQL, inside `withPrincipal` only. Statements sent together travel together and are done in order. Throws outside of a transaction. */
export async function sql<Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  return (await unit().send(text, parameters)).rows as Row[];
}

/**
 * For plain record-keeping by row classes: TypeORM's manager on the client and in the transaction that `sql` uses, under the same
 * principal. What is read on timers or at joins, and what changes a live session, is SQL. Throws outside of a transaction.
 */
export function manager(): EntityManager {
  return unit().manager();
}

export function currentPrincipal(): ClinicPrincipal {
  return unit().principal;
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

function unit(): Unit {
  const open = openUnit.getStore();
  if (!open) throw new Error('The database is reached only inside withPrincipal');
  return open;
}
