import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../home/checkout.mjs';
import { withDatabase } from './database.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { compareMigrations, listMigrations } from './migration-list.mjs';

/** The token in the SQL files that stands for the app login. */
const APP_ROLE = /__APP_ROLE__/g;
// node-pg-migrate's own lock: whoever migrates this database by other means with it waits for us too.
const LOCK = '7241865325823964';

/**
 * Brings a database to the state of the code, under an advisory lock; waits while another one does so.
 *
 * The files are plain SQL; `__APP_ROLE__` in them becomes the app login. The sum of each file as written is kept in migrations.checksum, in the same transaction
 * as its work. Throws a LaunchFault when the database is newer than the code, when a file was changed after it ran, or when a statement fails (then nothing of
 * this run stays).
 *
 * @param {string} ownerUrl @param {{ appRole: string, folder?: string }} options
 * @returns {Promise<string[]>} the names of what was run
 */
export async function migrateDatabase(ownerUrl, { appRole, folder = join(checkout, 'infra', 'postgres', 'migrations') }) {
  if (!/^[\w.-]+$/.test(appRole)) throw new LaunchFault(`the app login "${appRole}" has other characters than letters, digits, dot, dash and underscore.`, { mend: 'choose another login for DATABASE_APP_URL' });
  const inCode = listMigrations(folder);
  return withDatabase(ownerUrl, async (client) => {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    await client.query('create schema if not exists migrations');
    await client.query('create table if not exists migrations.checksum (name text primary key, sha256 text not null)');
    await client.query(`grant usage on schema migrations to ${client.escapeIdentifier(appRole)}`);
    await client.query(`grant select on migrations.checksum to ${client.escapeIdentifier(appRole)}`);
    const done = await client.query('select name, sha256 from migrations.checksum order by name');
    const state = compareMigrations(done.rows, inCode);
    if (state.kind === 'newer') throw new LaunchFault(`the database is newer than this code: it holds ${state.name}.`, { mend: 'run the newer Stepwell, or restore an older backup' });
    if (state.kind === 'changed') throw new LaunchFault(`${state.name}.sql was changed after it ran on this database.`, { mend: 'bring the file back as it was, and put the change into a new one' });
    return state.kind === 'same' ? [] : runFiles(client, { appRole, folder, inCode });
  });
}

async function runFiles(client, { appRole, folder, inCode }) {
  const { runner } = await import('node-pg-migrate');
  const prepared = mkdtempSync(join(tmpdir(), 'stepwell-migrations-'));
  const said = [];
  try {
    mkdirSync(prepared, { recursive: true });
    for (const { name, sha256 } of inCode) writeFileSync(join(prepared, `${name}.sql`), prepare(client, { text: readFileSync(join(folder, `${name}.sql`), 'utf8'), appRole, name, sha256 }));
    const quiet = { debug() {}, info() {}, warn() {}, error: (line) => said.push(line) };
    const run = await runner({
      dbClient: client,
      dir: prepared,
      direction: 'up',
      migrationsTable: 'done',
      migrationsSchema: 'migrations',
      createMigrationsSchema: false,
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: quiet,
    });
    return run.map((one) => one.name);
  } catch (error) {
    throw new LaunchFault(`a migration failed, and nothing of it was kept: ${error.message}`, { log: place(said) });
  } finally {
    rmSync(prepared, { recursive: true, force: true });
  }
}

function prepare(client, { text, appRole, name, sha256 }) {
  const sum = `insert into migrations.checksum (name, sha256) values (${client.escapeLiteral(name)}, ${client.escapeLiteral(sha256)});`;
  return `${text.replace(APP_ROLE, () => client.escapeIdentifier(appRole))}\n${sum}\n`;
}

// The runner repeats the whole file up to the fault; its last lines show where the fault is.
const place = (said) => said.join('\n').split('\n').map((line) => line.trimEnd()).filter(Boolean).slice(0, 400).slice(-12);
