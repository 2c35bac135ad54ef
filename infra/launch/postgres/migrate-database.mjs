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
 * as its work, and with it whether the file expanded or contracted: an older build reads there whether it still fits. A database that is newer by migrations that
 * expand is left as it is. Throws a LaunchFault when it is newer by one that contracts or has gone another way, when a file was changed after it ran or says neither,
 * or when a statement fails (then nothing of this run stays).
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
    await client.query("create table if not exists migrations.checksum (name text primary key, sha256 text not null, kind text not null check (kind in ('expands', 'contracts')))");
    await client.query(`grant usage on schema migrations to ${client.escapeIdentifier(appRole)}`);
    await client.query(`grant select on migrations.checksum to ${client.escapeIdentifier(appRole)}`);
    // A database of the first days kept no kind; it is to be told apart, not to fail here.
    const done = await client.query("select name, sha256, to_jsonb(one) ->> 'kind' as kind from migrations.checksum one order by name");
    const state = compareMigrations(done.rows, inCode);
    refuse(state);
    return state.kind === 'older' ? runFiles(client, { appRole, folder, inCode }) : [];
  });
}

function refuse(state) {
  if (state.kind === 'changed') throw new LaunchFault(`${state.name}.sql was changed after it ran on this database.`, { mend: 'bring the file back as it was, and put the change into a new one' });
  if (state.kind === 'newer' && !state.expands) {
    throw new LaunchFault(`the database is newer than this code, by more than additions: it holds ${state.names.join(', ')}.`, { mend: 'run the newer Stepwell, or restore an older backup' });
  }
  if (state.kind === 'parted') {
    throw new LaunchFault(`the database was made by another line of Stepwell: it holds ${state.name} and lacks ${state.lacks}.`, { mend: 'run the Stepwell that made it; if it was for trying out, remove it (STEPWELL_HOME) and start anew' });
  }
}

async function runFiles(client, { appRole, folder, inCode }) {
  const { runner } = await import('node-pg-migrate');
  const prepared = mkdtempSync(join(tmpdir(), 'stepwell-migrations-'));
  const said = [];
  try {
    mkdirSync(prepared, { recursive: true });
    for (const one of inCode) writeFileSync(join(prepared, `${one.name}.sql`), prepare(client, one, { text: readFileSync(join(folder, `${one.name}.sql`), 'utf8'), appRole }));
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

function prepare(client, { name, sha256, kind }, { text, appRole }) {
  const sum = `insert into migrations.checksum (name, sha256, kind) values (${[name, sha256, kind].map((value) => client.escapeLiteral(value)).join(', ')});`;
  return `${text.replace(APP_ROLE, () => client.escapeIdentifier(appRole))}\n${sum}\n`;
}

// The runner repeats the whole file up to the fault; its last lines show where the fault is.
const place = (said) => said.join('\n').split('\n').map((line) => line.trimEnd()).filter(Boolean).slice(0, 400).slice(-12);
