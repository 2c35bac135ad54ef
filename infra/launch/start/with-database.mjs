import { checkout } from '../home/checkout.mjs';
import { claimProcesses } from '../home/claim-processes.mjs';
import { openHome } from '../home/home.mjs';
import { openDatabase, requireDatabaseInProduction } from '../postgres/installation-database.mjs';
import { migrateDatabase } from '../postgres/migrate-database.mjs';
import { requireNode } from '../packages/node-version.mjs';
import { openRunning } from './open-running.mjs';
import { installPackages } from '../packages/packages.mjs';
import { readRunning } from '../processes/pid-file.mjs';
import { freePorts } from '../processes/ports.mjs';
import { stillLives } from '../processes/process-table.mjs';
import { Processes } from '../processes/processes.mjs';
import { say, step } from '../words/progress.mjs';
import { openSecrets } from '../home/secrets.mjs';

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
