/**
 * Once per run: a template database with all migrations, from which each test file takes a copy. Names carry the run, so that two runs
 * on one cluster do not meet.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateDatabase } from '../../../../infra/launch/postgres/migrate-database.mjs';

export default async function setup() {
  const owner = process.env.TEST_DATABASE_URL;
  if (!owner) throw new Error('TEST_DATABASE_URL: these tests need a PostgreSQL owner address; `npm test` gives its own');
  const run = `swt_${randomBytes(4).toString('hex')}`;
  const role = `${run}_app`;
  const password = randomBytes(16).toString('hex');
  await query(owner, `create role ${role} login nosuperuser nobypassrls password '${password}'`, `create database ${run}`);
  await migrateDatabase(withDatabase(owner, run), { appRole: role });
  process.env.TEST_RUN = run;
  process.env.TEST_APP_PASSWORD = password;
}

export async function query(address, ...statements) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export function withDatabase(address, name) {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.toString();
}
