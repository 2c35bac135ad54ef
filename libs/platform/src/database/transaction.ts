import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Writable } from 'node:stream';
import type { ClinicPrincipal } from './principal.js';
import { answerTo } from './prepared.js';

/** As whom a transaction acts, and the instant that `app.now()` is in all of it. */
export interface Actor {
  readonly principal: ClinicPrincipal;
  readonly at: Date;
}

/** Sends one statement inside the transaction. */
export type Statement = (text: string, parameters: readonly unknown[]) => Promise<QueryResult>;

/**
 * One transaction as this principal: committed when `work` is done, rolled back when it throws. Its beginning travels with the first
 * statement. Throws what `work` throws, and the driver's error when the connection is lost.
 */
export async function inTransaction<Result>(pool: Pool, who: Actor, work: (send: Statement) => Promise<Result>): Promise<Result> {
  return onConnection(pool, async (client) => {
    const begun = begin(client, who);
    let isOpen = true;
    const send: Statement = (text, parameters) => {
      // The connection may be somebody else's by now: what was left running must not write into their transaction.
      if (!isOpen) return Promise.reject(new Error('withPrincipal: this transaction is over; await every statement inside of it'));
      return answerTo(client, text, parameters);
    };
    const result = await work(send).finally(() => (isOpen = false));
    await begun;
    await commit(client);
    return result;
  });
}

/** The same for work of one statement: begin, statement and commit in one trip. Throws when `work` sends another. */
export async function onlyStatement<Result>(pool: Pool, who: Actor, work: (send: Statement) => Promise<Result>): Promise<Result> {
  return onConnection(pool, (client) => {
    let isSent = false;
    return work(async (text, parameters) => {
      if (isSent) throw new Error('withPrincipalOnce: this work has more than one statement; use withPrincipal');
      isSent = true;
      const [, answer] = await Promise.all([begin(client, who), answerTo(client, text, parameters), commit(client)]);
      return answer;
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

/** Does not wait: what is sent in the same turn leaves in the same packet, and the database answers in order. If it fails, all after it fails. */
function begin(client: PoolClient, who: Actor): Promise<unknown> {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  const begun = client.query(beginAs(client, who));
  // Whoever waits for it hears of it; the statement that travels with it fails as well.
  begun.catch(() => undefined);
  return begun;
}

/** Throws when PostgreSQL made a rollback of it, because a statement had failed and its error was swallowed. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`);
}

function beginAs(client: PoolClient, { principal, at }: Actor): string {
  const settings = Object.entries({ ...settingsOf(principal), now: at.toISOString() }).map(([name, value]) => `set_config('app.${name}', ${client.escapeLiteral(value)}, true)`);
  return `begin; select ${settings.join(', ')}`;
}

/** What row-level security asks. Every setting is set each time, so that none is left from whom the connection served before. */
function settingsOf(principal: ClinicPrincipal): Record<string, string> {
  const common = { clinic_id: principal.clinicId, acts_as: principal.kind };
  if (principal.kind === 'system') return { ...common, person_id: '', session_id: '', seat_id: '', roles: '' };
  const { personId, sessionId = '', seatId = '' } = principal;
  return { ...common, person_id: personId, session_id: sessionId, seat_id: seatId, roles: principal.kind === 'staff' ? principal.roles.join(',') : '' };
}
