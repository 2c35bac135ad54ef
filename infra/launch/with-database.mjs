import { checkout } from './checkout.mjs';
import { claimProcesses } from './claim-processes.mjs';
import { openHome } from './home.mjs';
import { openDatabase, requireDatabaseInProduction } from './installation-database.mjs';
import { migrateDatabase } from './migrate-database.mjs';
import { requireNode } from './node-version.mjs';
import { openRunning } from './open-running.mjs';
import { installPackages } from './packages.mjs';
import { readRunning } from './pid-file.mjs';
import { freePorts } from './ports.mjs';
import { stillLives } from './process-table.mjs';
import { Processes } from './processes.mjs';
import { say, step } from './progress.mjs';
import { openSecrets } from './secrets.mjs';

/**
 * Opens the database that `npm start` would use, brought to the state of the code: that of the running installation, the given one, or the embedded one, started for
 * as long as this program runs.
 *
 * @param {{ atEnd: (undo: (hurry: boolean) => unknown) => void, atLast: (word: () => void) => void }} launch @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ ownerUrl: string, appUrl: string, secret: string, applied: string[] }>} secret: STEPWELL_SECRET of this home; applied: the migrations that this
 *   call ran
 */
export async function openMigratedDatabase(launch, env = process.env) {
  requireNode();
  requireDatabaseInProduction(env);
  await step('Packages', (doing) => installPackages(checkout, doing));
  const home = openHome(env);
  const secrets = openSecrets(home, env);
  const { ownerUrl, appUrl } = await locate(launch, env, { home, secrets });
  const applied = await step('Migrations', () => migrateDatabase(ownerUrl, { appRole: decodeURIComponent(new URL(appUrl).username) }));
  return { ownerUrl, appUrl, secret: secrets.stepwellSecret, applied };
}

async function locate(launch, env, { home, secrets }) {
  const other = env.DATABASE_URL ? null : readRunning(home);
  if (other && stillLives(other.pid, other.mark)) {
    const { env: running } = openRunning(env);
    return { ownerUrl: running.DATABASE_URL ?? '', appUrl: running.DATABASE_APP_URL ?? '' };
  }
  const processes = env.DATABASE_URL ? noProcesses(home) : (await claimProcesses(launch, home)).processes;
  const [port] = await freePorts(['tcp']);
  return step('Database', (doing) => openDatabase({ env, root: checkout, home, port, processes, secrets, doing }));
}

// With a database of its own the program needs nothing started, and may run beside an installation.
const noProcesses = (home) => new Processes({ home, say, changed: () => {} });
