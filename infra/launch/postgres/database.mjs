import { LaunchFault } from '../words/fault.mjs';

/**
 * A connected pg client; the caller ends it. `pg` is loaded here and nowhere at the top of a file: the launcher must run before anything is installed.
 *
 * @param {string} url @returns {Promise<import('pg').Client>}
 */
async function connect(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, application_name: 'stepwell launcher' });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Runs work with a connection and closes it. @template T @param {string} url @param {(client: import('pg').Client) => Promise<T>} work @returns {Promise<T>} */
export async function withDatabase(url, work) {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** True when the database answers; throws while it does not. @param {string} url */
export const answers = (url) => withDatabase(url, async (client) => (await client.query('select 1')).rowCount === 1);

/** Makes the database when it is missing. @param {string} clusterUrl a superuser's address of the database `postgres` @param {string} name */
export async function ensureDatabase(clusterUrl, name) {
  await withDatabase(clusterUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

/**
 * Refuses an address that is none, does not answer, or belongs to a server that is too old; the message names the variable, never the password.
 *
 * @param {string} variable DATABASE_URL or DATABASE_APP_URL @param {string} value
 */
export async function checkGivenDatabase(variable, value) {
  const example = `${variable}=postgresql://user:password@127.0.0.1:5432/stepwell`;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new LaunchFault(`${variable} is not the address of a PostgreSQL database.`, { mend: `write it like ${example}` });
  }
  const version = await withDatabase(value, async (client) => Number((await client.query('show server_version_num')).rows[0].server_version_num)).catch((error) => {
    throw new LaunchFault(`the database of ${variable} (${url.hostname}:${url.port || 5432}${url.pathname}) does not answer: ${error.message || error.code}.`, { mend: `start it, or correct ${variable}` });
  });
  if (version < 150_000) throw new LaunchFault(`the server of ${variable} is PostgreSQL ${Math.floor(version / 10_000)}; 15 or newer is needed.`);
}

/**
 * Makes the app login `<database>_app` (no superuser, no way around row-level security) with this password, and returns its address.
 *
 * @param {string} ownerUrl @param {string} password
 */
export async function ensureAppLogin(ownerUrl, password) {
  const owner = new URL(ownerUrl);
  const database = decodeURIComponent(owner.pathname.slice(1));
  const login = `${database}_app`;
  await withDatabase(ownerUrl, async (client) => {
    const role = client.escapeIdentifier(login);
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [login]);
    const verb = rowCount === 0 ? 'create' : 'alter';
    // Only a superuser may say NOSUPERUSER and NOBYPASSRLS of a role; for all others they are the only possibility.
    const { rows } = await client.query('select rolsuper from pg_roles where rolname = current_user');
    const limits = rows[0]?.rolsuper ? 'nosuperuser nobypassrls nocreatedb nocreaterole' : '';
    await client.query(`${verb} role ${role} login ${limits} password ${client.escapeLiteral(password)}`);
    await client.query(`grant connect on database ${client.escapeIdentifier(database)} to ${role}`);
  }).catch((error) => {
    throw new LaunchFault(`the login ${login} could not be made: ${error.message}.`, { mend: 'let the owner of DATABASE_URL create roles, or make the login yourself and set DATABASE_APP_URL' });
  });
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(login);
  url.password = encodeURIComponent(password);
  return url.href;
}
