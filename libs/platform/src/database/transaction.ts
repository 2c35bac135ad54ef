import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Writable } from 'node:stream';
import { answerTo } from './prepared.js';
import { answerAs, type Actor } from './statement-as.js';

/** Sends one statement inside the transaction. */
export type Statement = (text: string, parameters: readonly unknown[]) => Promise<QueryResult>;

/**
 * One transaction as this principal: committed when `work` is done, rolled back when it throws. Its beginning travels with the first
 * statement. Throws what `work` throws, and the driver's error when the connection is lost.
 */
export async function inTransaction<Result>(pool: Pool, who: Actor, work: (send: Statement) => Promise<Result>): Promise<Result> {
  return onConnection(pool, async (client) => {
    let isBegun = false;
    let isOpen = true;
    const send: Statement = (text, parameters) => {
      // The connection may be somebody else's by now: what was left running must not write into their transaction.
      if (!isOpen) return Promise.reject(new Error('withPrincipal: this transaction is over; await every statement inside of it'));
      if (isBegun) return answerTo(client, text, parameters);
      isBegun = true;
      sendTogether(client);
      return answerAs(client, who, true, { text, parameters });
    };
    const result = await work(send).finally(() => (isOpen = false));
    if (isBegun) await commit(client);
    return result;
  });
}

/** The same for work of one statement, which needs no begin and no commit: it is a transaction by itself. Throws when `work` sends another. */
export async function onlyStatement<Result>(pool: Pool, who: Actor, work: (send: Statement) => Promise<Result>): Promise<Result> {
  return onConnection(pool, (client) => {
    let isSent = false;
    return work(async (text, parameters) => {
      if (isSent) throw new Error('withPrincipalOnce: this work has more than one statement; use withPrincipal');
      isSent = true;
      return answerAs(client, who, false, { text, parameters });
    }).finally(() => (isSent = true));
  });
}

/** A connection of the pool, which goes back clean, or not at all: after a rollback that fails nobody knows what it is in the middle of. */
async function onConnection<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A lost connection fails the statement at hand; without a listener it would end the process too.
  const note = (error: Error): void => void (broken = error);
  client.on('error', note);
  try {
    return await work(client);
  } catch (error) {
    await client.query('rollback').catch(note);
    throw error;
  } finally {
    client.off('error', note);
    client.release(broken);
  }
}

/** What is sent in this turn leaves in the same packet. */
function sendTogether(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Throws when PostgreSQL made a rollback of it, because a statement had failed and its error was swallowed. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`);
}
