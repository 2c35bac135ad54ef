import { SystemClock, type Clock } from '#kernel';
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** The app login on this copy. */
  readonly appUrl: string;
  /** Rows as the owner, who sees all: for arranging and for asserting, never for what is under test. */
  owner<Row extends pg.QueryResultRow>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A fresh copy of the run's template, whose owner lives by `clock` too. Throws when the run has none (the Jest project lacks its global setup). */
export async function copyTemplate(clock: Clock = new SystemClock()): Promise<TestDatabase> {
  const { TEST_DATABASE_URL: cluster, TEST_RUN: run, TEST_APP_PASSWORD: password } = process.env;
  if (!cluster || !run || !password) throw new Error('There is no template database: this test belongs to a Jest project with the database set-up');
  const name = `${run}_${randomBytes(4).toString('hex')}`;
  await once(cluster, `create database ${name} template ${run}`);
  const pool = new pg.Pool({ connectionString: at(cluster, name), max: 2 });
  // Dropping a database ends its idle connections; that is no fault of the test.
  pool.on('error', () => undefined);
  return {
    appUrl: at(cluster, name, { user: `${run}_app`, password }),
    owner: <Row extends pg.QueryResultRow>(text: string, parameters: readonly unknown[] = []) => rowsAt<Row>(pool, clock.now(), text, parameters),
    drop: async () => {
      await pool.end();
      await once(cluster, `drop database if exists ${name} with (force)`);
    },
  };
}

async function rowsAt<Row extends pg.QueryResultRow>(pool: pg.Pool, now: Date, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const client = await pool.connect();
  try {
    await client.query("select set_config('app.now', $1, false)", [now.toISOString()]);
    return (await client.query<Row>(text, [...parameters])).rows;
  } finally {
    client.release();
  }
}

async function once(address: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function at(address: string, database: string, login?: { user: string; password: string }): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  if (login) {
    url.username = login.user;
    url.password = login.password;
  }
  return url.toString();
}
