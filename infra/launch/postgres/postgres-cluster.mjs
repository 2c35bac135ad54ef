import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runCommand } from '../processes/command.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { openToAll } from '../home/home.mjs';
import { postgresBinaries, postgresMajor } from './postgres-binaries.mjs';
import { databaseUser } from './postgres-user.mjs';

/**
 * Makes the data folder of the embedded PostgreSQL when it is missing, and returns how to run it, for Processes.
 *
 * throwaway: for tests; nothing is synced to the disk. Throws LaunchFaults that name STEPWELL_HOME or the other version's data.
 *
 * @param {{ root: string, home: string, port: number, password: string, throwaway?: boolean }} wanted
 * @param {(what: string) => void} doing
 * @returns {Promise<import('../processes/child.mjs').ChildPlan>}
 */
export async function postgresPlan({ root, home, port, password, throwaway = false }, doing) {
  const user = databaseUser();
  if (user.name && !openToAll(home)) {
    throw new LaunchFault(`STEPWELL_HOME (${home}) cannot be reached by the user ${user.name}, as whom the database runs.`, { mend: 'leave STEPWELL_HOME out, or choose a folder below one that everybody may pass through, such as /var/lib' });
  }
  const native = await postgresBinaries({ root, home, user });
  const data = join(home, 'postgres');
  if (existsSync(join(data, 'PG_VERSION'))) refuseOtherMajor(data, await postgresMajor(native, user));
  else {
    doing('making the data folder');
    await makeDataFolder({ native, home, data, password, user });
  }
  const settings = [...SETTINGS, ...(throwaway ? THROWAWAY : []), `port=${port}`].flatMap((setting) => ['-c', setting]);
  return {
    name: 'postgres',
    command: join(native, 'bin', 'postgres'),
    args: ['-D', data, ...settings],
    cwd: '/',
    env: { PATH: process.env.PATH, LANG: 'C', TZ: 'UTC' },
    uid: user.uid,
    gid: user.gid,
    restart: false,
    // SIGINT is the fast shutdown, given all the time that the others left; SIGQUIT leaves the rest to recovery at the next start, which loses nothing either.
    stop: { signal: 'SIGINT', graceMs: 4000, then: 'SIGQUIT' },
  };
}

// Failing statements and the values in them stay out of the log: they hold names and tokens.
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC', 'log_min_error_statement=panic', 'log_error_verbosity=terse', 'max_connections=200'];
const THROWAWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

function refuseOtherMajor(data, ours) {
  const theirs = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (theirs === ours) return;
  throw new LaunchFault(`the data in ${data} belong to PostgreSQL ${theirs}; this Stepwell brings PostgreSQL ${ours}.`, {
    mend: `with the programs of PostgreSQL ${theirs}: \`pg_ctl -D ${data} -o "-p 5499" start && pg_dump -h 127.0.0.1 -p 5499 -U postgres stepwell > stepwell.sql\`; then move the folder away, start, and load the file with psql`,
  });
}

// initdb refuses a folder that is not empty, and a killed one leaves such a folder: it works beside, and the whole is renamed.
async function makeDataFolder({ native, home, data, password, user }) {
  const half = join(home, 'postgres-new');
  const passwordFile = join(home, 'postgres-new.password');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid ?? user.uid);
  const args = ['-D', half, '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const { code, output } = await runCommand(join(native, 'bin', 'initdb'), args, { uid: user.uid, gid: user.gid, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } });
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new LaunchFault('the data folder of the embedded PostgreSQL could not be made.', { log: lastLines(output) });
  renameSync(half, data);
}
