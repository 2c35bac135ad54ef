import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ensureAppLogin } from '../../../infra/launch/postgres/database.mjs';
import { migrateDatabase } from '../../../infra/launch/postgres/migrate-database.mjs';

/**
 * A database of this run's own on the given cluster, with all migrations and an app login; `drop` takes both away.
 *
 * @param {string} clusterUrl a superuser's address
 */
export async function makeDatabase(clusterUrl) {
  const name = `swb_${randomBytes(4).toString('hex')}`;
  await once(clusterUrl, `create database ${name}`);
  const ownerUrl = Object.assign(new URL(clusterUrl), { pathname: `/${name}` }).href;
  const drop = () => once(clusterUrl, `drop database if exists ${name} with (force)`, `drop role if exists ${name}_app`);
  try {
    const appUrl = await ensureAppLogin(ownerUrl, randomBytes(16).toString('hex'));
    await migrateDatabase(ownerUrl, { appRole: `${name}_app` });
    return { ownerUrl, appUrl, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** Rows as the owner, who sees all. @param {string} ownerUrl @param {string} text @param {unknown[]} [parameters] */
export async function rowsOf(ownerUrl, text, parameters = []) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query(text, parameters)).rows;
  } finally {
    await client.end();
  }
}

async function once(url, ...statements) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
