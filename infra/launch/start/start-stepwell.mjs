import { buildApps } from '../build/build-apps.mjs';
import { checkout } from '../home/checkout.mjs';
import { demoLines, seedDemo } from './demo.mjs';
import { openHome } from '../home/home.mjs';
import { openDatabase, requireDatabaseInProduction } from '../postgres/installation-database.mjs';
import { openLiveKit, pickPorts, serverAnswers, serverPlan } from './installation.mjs';
import { findLiveKit } from '../livekit/livekit.mjs';
import { migrateDatabase } from '../postgres/migrate-database.mjs';
import { requireNode } from '../packages/node-version.mjs';
import { installPackages } from '../packages/packages.mjs';
import { claimProcesses } from '../home/claim-processes.mjs';
import { publicPort } from '../processes/ports.mjs';
import { say, step } from '../words/progress.mjs';
import { openSecrets } from '../home/secrets.mjs';
import { serverEnvironment, urlHost } from './server-environment.mjs';

/**
 * Brings the whole of Stepwell up on this machine, prints the ready line, and stays until something cannot be mended (throws a LaunchFault) or the program is
 * asked to stop.
 *
 * server: what Node runs instead of the built clinic, for tests of the launcher; then nothing is installed, built, migrated or seeded.
 *
 * @param {{ atEnd: (undo: (hurry: boolean) => unknown) => void, atLast: (word: () => void) => void }} launch @param {{ demo?: boolean, server?: string[], env?: NodeJS.ProcessEnv, root?: string }} [options]
 */
export async function startStepwell(launch, { demo = false, server, env = process.env, root = checkout } = {}) {
  requireNode();
  requireDatabaseInProduction(env);
  const host = env.HOST || '127.0.0.1';
  // First the home: what a killed launcher left there may hold the port.
  const { home, processes, running } = await openInstallation(launch, env);
  const { port, release } = await publicPort(env.PORT, host, say);
  const secrets = openSecrets(home, env);
  if (!server) await step('Packages', (doing) => installPackages(root, doing, env));
  const ports = await pickPorts();
  const [database, found] = await Promise.all([
    step('Database', (doing) => openDatabase({ env, root, home, port: ports.postgres, processes, secrets, doing })),
    step('LiveKit', (doing) => findLiveKit({ env, root, doing, say })),
    server ? undefined : step('Build', (doing) => buildApps(root, doing)),
  ]);
  if (!server) await step('Migrations', () => migrateDatabase(database.ownerUrl, { appRole: loginOf(database.appUrl) }));
  const livekit = await step('LiveKit start', () => openLiveKit({ home, found, secrets, ports: ports.livekit, server: { host, port }, processes }));
  const serverEnv = serverEnvironment(env, { home, host, port, metricsPort: ports.metrics, appUrl: database.appUrl, livekit, secret: secrets.stepwellSecret });
  const url = `http://${urlHost(host)}:${port}`;
  await release();
  processes.start(serverPlan(root, serverEnv, server));
  await step('Server', () => processes.ready('server', () => serverAnswers(url), 60_000));
  const shown = !server && (database.own || demo) ? await step('Demo clinic', () => seedDemo(root, serverEnv, database.ownerUrl)) : undefined;
  running.ready({ url, env: { ...kept(serverEnv, env), DATABASE_URL: database.ownerUrl } });
  announce(serverEnv.PUBLIC_URL, shown, home);
  throw await processes.failed;
}

async function openInstallation(launch, env) {
  const home = openHome(env);
  return { home, ...(await claimProcesses(launch, home)) };
}

function announce(url, demo, home) {
  say(`Stepwell is ready at ${url}`);
  if (demo === null) say('This build has no demo clinic: `npm run clinic:create` makes a clinic.');
  if (demo) demoLines(demo).forEach(say);
  say('');
  say(`Logs are in ${home}/logs. Ctrl-C ends everything; the data stay.`);
  if (!url.startsWith('https:')) say('A real phone needs https and a media address that it can reach: see the README.');
}

const loginOf = (url) => decodeURIComponent(new URL(url).username);

// A secret that was given, not made, is not ours to write down.
const kept = (serverEnv, env) => (env.STEPWELL_SECRET || env.STEPWELL_SECRET_FILE ? Object.fromEntries(Object.entries(serverEnv).filter(([name]) => name !== 'STEPWELL_SECRET')) : serverEnv);
