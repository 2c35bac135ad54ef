import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Statement } from './transaction.js';

/**
 * A manager whose every statement goes through `send`, and so through the transaction that is open there; made at its first use. It begins
 * and ends no transaction of its own, asks the pool for nothing, and there is nothing to give back.
 */
export function managerOn(source: DataSource, send: Statement): () => EntityManager {
  let made: EntityManager | undefined;
  return () => (made ??= make(source, send));
}

function make(source: DataSource, send: Statement): EntityManager {
  // TypeORM's runner takes a connection of the pool unless it has one already; this one sends where we send.
  const runner: QueryRunner & { databaseConnection?: { query: Statement } } = source.createQueryRunner();
  runner.databaseConnection = { query: (text, parameters) => send(text, parameters ?? []) };
  runner.connect = async () => runner.databaseConnection;
  // Ours is open: `save` must not begin another one.
  (runner as { isTransactionActive: boolean }).isTransactionActive = true;
  const refuse = async (): Promise<never> => Promise.reject(new Error('manager(): the transaction is withPrincipal\'s'));
  Object.assign(runner, { startTransaction: refuse, commitTransaction: refuse, rollbackTransaction: refuse });
  return runner.manager;
}
