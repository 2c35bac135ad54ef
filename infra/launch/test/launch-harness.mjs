import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopCommands } from '../processes/command.mjs';
import { openToAll } from '../home/home.mjs';
import { endLeftovers } from '../processes/pid-file.mjs';
import { startMark } from '../processes/process-table.mjs';

/** @type {Map<object, (() => unknown)[]>} */
const undosOf = new Map();

// Ended from outside, this process does all that its tests would have done afterwards.
process.once('SIGTERM', async () => {
  await stopCommands();
  for (const undo of [...undosOf.values()].flatMap((undos) => [...undos].reverse())) await Promise.resolve(undo()).catch(() => {});
  process.exit(1);
});

/**
 * Takes what must be undone after a test, undone in reverse order: node's own hooks run in the order in which they were added, and would remove a folder under the
 * database that still runs in it.
 *
 * @param {Pick<import('node:test').TestContext, 'after'>} test @param {() => unknown} undo
 */
export function afterwards(test, undo) {
  const undos = undosOf.get(test) ?? [];
  if (undos.length === 0) {
    test.after(async () => {
      undosOf.delete(test);
      for (const one of undos.reverse()) await one();
    });
  }
  undos.push(undo);
  undosOf.set(test, undos);
}

/** A folder for one test, removed after it, that the database's user can reach. @param {Pick<import('node:test').TestContext, 'after'>} test */
export function testFolder(test) {
  const base = [tmpdir(), '/var/tmp', '/tmp'].find((folder) => statSync(folder, { throwIfNoEntry: false }) && openToAll(folder)) ?? tmpdir();
  const folder = mkdtempSync(join(base, 'stepwell-launch-'));
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'logs'));
  afterwards(test, async () => {
    // A test that was itself ended may have killed a launcher and not started the next.
    await endLeftovers(folder, () => {});
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The path of a fixture. @param {string} name */
export const fixture = (name) => new URL(`./${name}`, import.meta.url).pathname;

/**
 * Runs a program of ours; ended by its own pid after the test. said(text) waits for words in its output, ended() for its exit code.
 *
 * @param {import('node:test').TestContext} test @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 */
export function launch(test, args, env = {}) {
  const child = spawn(process.execPath, args, { env: { ...process.env, PORT: '', HOST: '', DATABASE_URL: '', NODE_ENV: '', LIVEKIT_URL: '', NODE_TEST_CONTEXT: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit').then(([code]) => code);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  afterwards(test, async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exit;
  });
  const said = (text) => until(() => output.includes(text) || ended(child), 60_000, () => `"${text}" in:\n${output}`).then(() => {
    if (!output.includes(text)) throw new Error(`it ended (${child.exitCode}) without saying "${text}":\n${output}`);
  });
  return { pid: child.pid ?? 0, kill: (signal) => child.kill(signal), said, ended: () => exit, output: () => output };
}

const ended = (child) => child.exitCode !== null || child.signalCode !== null;

/** Waits for a condition, looking 40 times a second. @param {() => unknown} condition @param {number} withinMs @param {() => string} [what] */
export async function until(condition, withinMs, what = () => condition.toString()) {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** True while a process lives. @param {number} pid */
export const lives = (pid) => startMark(pid) !== null;

/** The children that a launcher has written down. @param {string} home @returns {Record<string, number>} name -> pid */
export function childrenOf(home) {
  const { children } = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'));
  return Object.fromEntries(children.map((child) => [child.name, child.pid]));
}

/** A loopback web server for one test. @param {import('node:test').TestContext} test @param {import('node:http').RequestListener} listener */
export async function serve(test, listener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(test, () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, port };
}
