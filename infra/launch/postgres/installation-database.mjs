import { answers, checkGivenDatabase, ensureAppLogin, ensureDatabase } from './database.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { postgresPlan } from './postgres-cluster.mjs';

/**
 * The database of an installation, answering: the given one, or the embedded one started under `processes`.
 *
 * ownerUrl migrates and seeds, appUrl serves. own says whether the launcher made it: only such a database gets the demo by itself.
 * Throws LaunchFaults that name DATABASE_URL or DATABASE_APP_URL.
 *
 * @param {{ env: NodeJS.ProcessEnv, root: string, home: string, port: number, processes: import('../processes/processes.mjs').Processes,
 *   secrets: { databaseOwnerPassword: string, databaseAppPassword: string }, throwaway?: boolean, doing: (what: string) => void }} options
 * @returns {Promise<{ ownerUrl: string, appUrl: string, own: boolean }>}
 */
export async function openDatabase(options) {
  const { env, secrets } = options;
  const ownerUrl = env.DATABASE_URL ? await given(env.DATABASE_URL) : await embedded(options);
  if (!env.DATABASE_APP_URL) return { ownerUrl, appUrl: await ensureAppLogin(ownerUrl, secrets.databaseAppPassword), own: !env.DATABASE_URL };
  await checkGivenDatabase('DATABASE_APP_URL', env.DATABASE_APP_URL);
  return { ownerUrl, appUrl: env.DATABASE_APP_URL, own: !env.DATABASE_URL };
}

/** Refuses the embedded database where real people's data would be kept. @param {NodeJS.ProcessEnv} env */
export function requireDatabaseInProduction(env) {
  if (env.NODE_ENV !== 'production' || env.DATABASE_URL) return;
  throw new LaunchFault('NODE_ENV is production and DATABASE_URL is not set; the embedded database is for trying out.', { mend: 'set DATABASE_URL to a PostgreSQL 15 or newer that is backed up' });
}

async function given(url) {
  await checkGivenDatabase('DATABASE_URL', url);
  return url;
}

async function embedded({ root, home, port, processes, secrets, throwaway, doing }) {
  const plan = await postgresPlan({ root, home, port, password: secrets.databaseOwnerPassword, throwaway }, doing);
  const address = (database) => `postgresql://postgres:${encodeURIComponent(secrets.databaseOwnerPassword)}@127.0.0.1:${port}/${database}`;
  doing('starting PostgreSQL');
  processes.start(plan);
  await processes.ready('postgres', () => answers(address('postgres')), 60_000);
  await ensureDatabase(address('postgres'), 'stepwell');
  return address('stepwell');
}
