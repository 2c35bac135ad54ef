import { join } from 'node:path';
import { buildApps } from '../build/build-apps.mjs';
import { checkout } from '../home/checkout.mjs';
import { findChromium } from '../browser/chromium.mjs';
import { openDatabase } from '../postgres/installation-database.mjs';
import { findLiveKit } from '../livekit/livekit.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { freePorts } from '../processes/ports.mjs';
import { say, step } from '../words/progress.mjs';

/** The parts of `npm test` in their order, and what each must have before it can run. */
export const PARTS = /** @type {const} */ ({
  check: [],
  unit: [],
  web: [],
  api: ['database'],
  live: ['database', 'build', 'livekit', 'chromium'],
  // Its tests start the real clinic and give it a minute, which is no time to compile in.
  launch: ['build', 'livekit'],
});

/**
 * Obtains what a part needs, each thing once, and keeps it as an environment variable for the tests:
 * TEST_DATABASE_URL (the owner of this run's cluster), LIVEKIT_SERVER_BIN, CHROMIUM_BIN and where it keeps its files. Throws the LaunchFault of what cannot be had.
 *
 * @param {{ home: string, processes: import('../processes/processes.mjs').Processes, secrets: ReturnType<typeof import('../home/secrets.mjs').openSecrets> }} run
 */
export function testNeeds({ home, processes, secrets }) {
  /** @type {Record<string, string>} */
  const env = {};
  const obtain = {
    build: () => step('Build', (doing) => buildApps(checkout, doing)),
    database: async () => {
      const [port] = await freePorts(['tcp']);
      // Always the run's own cluster: tests make and drop databases and roles.
      const options = { env: {}, root: checkout, home, port, processes, secrets, throwaway: true };
      env.TEST_DATABASE_URL = (await step('Database', (doing) => openDatabase({ ...options, doing }))).ownerUrl;
    },
    livekit: async () => {
      const found = await step('LiveKit', (doing) => findLiveKit({ env: { ...process.env, LIVEKIT_URL: '' }, root: checkout, doing, say }));
      if (found.kind !== 'program') throw new LaunchFault('the live tests end and start LiveKit by themselves, which needs the program, not Docker.', { mend: 'install Go and start again, or set LIVEKIT_SERVER_BIN' });
      env.LIVEKIT_SERVER_BIN = found.file;
    },
    chromium: async () => {
      const CHROMIUM_BIN = await step('Chromium', (doing) => findChromium({ env: process.env, root: checkout, doing }));
      Object.assign(env, { CHROMIUM_BIN, ...browserFiles(home) });
    },
  };
  /** @type {Map<string, Promise<void>>} */
  const begun = new Map();
  return async (/** @type {keyof typeof PARTS} */ part) => {
    for (const need of PARTS[part]) {
      if (!begun.has(need)) begun.set(need, Promise.resolve(obtain[need]()));
      await begun.get(need);
    }
    return env;
  };
}

/** What a browser and the sound system keep outside of its profile (crash reports, a pipe) goes with the run, not into the user's own folders. */
function browserFiles(home) {
  return { XDG_CONFIG_HOME: join(home, 'browser'), PULSE_RUNTIME_PATH: join(home, 'browser', 'pulse'), GSETTINGS_BACKEND: 'memory' };
}
