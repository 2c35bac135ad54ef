import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import type { ClinicPrincipal } from './principal.js';

type Effect = () => void | Promise<void>;

interface Unit {
  readonly principal: ClinicPrincipal;
  readonly manager: EntityManager;
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
  const result = await source.transaction(async (manager) => {
    await manager.query("select set_config('app.clinic_id', $1, true), set_config('app.person_id', $2, true), set_config('app.acts_as', $3, true)", [
      principal.clinicId,
      principal.kind === 'system' ? '' : principal.personId,
      principal.kind,
    ]);
    return current.run({ principal, manager, effects }, work);
  });
  await runEffects(effects);
  return result;
}

/** Rows by SQL, inside `withPrincipal` only. One query at a time on its connection. Throws outside of a transaction. */
export async function sql<Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  const result: unknown = await manager().query(text, [...parameters]);
  // TypeORM gives [rows, count] for update and delete, and rows for select and insert.
  return (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number' ? result[0] : result) as Row[];
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
  return source.query<Row[]>(`select * from ${call}`, [...parameters]);
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
