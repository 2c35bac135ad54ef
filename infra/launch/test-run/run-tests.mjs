import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../home/checkout.mjs';
import { claimProcesses } from '../home/claim-processes.mjs';
import { LaunchFault, describeFault } from '../words/fault.mjs';
import { LeftBehind } from '../processes/left-behind.mjs';
import { requireNode } from '../packages/node-version.mjs';
import { cleanNpmEnvironment, installPackages } from '../packages/packages.mjs';
import { say, step } from '../words/progress.mjs';
import { openSecrets } from '../home/secrets.mjs';
import { Tally } from './tally.mjs';
import { runChecks } from './test-checks.mjs';
import { makeTestHome, sweepTestHomes } from './test-home.mjs';
import { runJest } from './test-jest.mjs';
import { runLauncherTests } from './test-launcher.mjs';
import { PARTS, testNeeds } from './test-parts.mjs';

/**
 * Runs all parts of the tests, or one, or some files of one, in a home, cluster and ports of this run's own; all of that is gone at the end. The last line is `N passed, N failed`.
 *
 * @param {{ atEnd: (undo: (hurry: boolean) => unknown) => void, atLast: (word: () => void) => void }} launch @param {string} [only] a part
 * @param {readonly string[]} [words] of a Jest part, the files whose paths contain one of them; of `check`, `--fix` @returns {Promise<number>} the exit code
 */
export async function runTests(launch, only, words = []) {
  requireNode();
  if (only !== undefined && !(only in PARTS)) throw new LaunchFault(`there is no part "${only}".`, { mend: `choose one of: ${Object.keys(PARTS).join(', ')}` });
  const run = await openTestRun(launch);
  await step('Packages', (doing) => installPackages(checkout, doing));
  const tally = new Tally();
  const prepare = testNeeds(run);
  const leftBehind = new LeftBehind(run.home);
  // Printed last of all, after everything is ended.
  launch.atLast(() => leftBehind.atLast());
  launch.atLast(() => (tally.add('left behind', leftBehind.result()), tally.sum()));
  launch.atLast(() => tally.failed > 0 && (process.exitCode = 1));
  for (const part of /** @type {(keyof typeof PARTS)[]} */ (Object.keys(PARTS))) if (only === undefined || only === part) await runPart(part, { run, tally, prepare, leftBehind, words, whole: only === undefined });
  return tally.failed > 0 ? 1 : 0;
}

/**
 * A temporary home with its own processes and secrets, removed at the end.
 *
 * @param {{ atEnd: (undo: (hurry: boolean) => unknown) => void, atLast: (word: () => void) => void }} launch
 */
export async function openTestRun(launch) {
  await sweepTestHomes(say);
  const home = makeTestHome();
  launch.atLast(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  mkdirSync(join(home, 'logs'));
  // What tests put into the temporary folder goes with the home, however they end.
  mkdirSync(join(home, 'tmp'), { mode: 0o711 });
  const { processes } = await claimProcesses(launch, home);
  return { home, processes, secrets: openSecrets(home, {}) };
}

async function runPart(part, { run, tally, prepare, leftBehind, words, whole }) {
  say('');
  say(`== ${part}`);
  const began = Date.now();
  try {
    const env = { ...cleanNpmEnvironment(process.env), FORCE_COLOR: process.stdout.isTTY ? '1' : '0', TMPDIR: join(run.home, 'tmp'), ...(await prepare(part)) };
    const where = { root: checkout, home: run.home, env };
    if (part === 'check') return await runChecks(checkout, env, (name, result) => tally.add(name, result), { fix: words.includes('--fix'), fresh: whole });
    tally.add(part, await leftBehind.around(part, env.TEST_DATABASE_URL, () => (part === 'launch' ? runLauncherTests(where) : runJest(part, { ...where, words }))));
  } catch (error) {
    if (!(error instanceof LaunchFault)) throw error;
    say(describeFault(error));
    tally.add(part, { passed: 0, failed: 1, note: 'it could not begin', seconds: (Date.now() - began) / 1000 });
  }
}
