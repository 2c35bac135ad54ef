import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../../infra/launch/words/progress.mjs';
import { beats } from './figures/beats.mjs';
import { boot } from './figures/boot.mjs';
import { bytes } from './figures/bytes.mjs';
import { coldLink } from './figures/cold-link.mjs';
import { flood } from './figures/flood.mjs';
import { inbox } from './figures/inbox.mjs';
import { join as joining } from './figures/join.mjs';
import { liveRoom } from './figures/live-room.mjs';
import { oneRowRead } from './figures/one-row-read.mjs';
import { webhook } from './figures/webhook.mjs';
import { endAll, endAllNow } from './plumbing/children.mjs';
import { Clinic } from './plumbing/clinic.mjs';
import { finish, printTable } from './plumbing/table.mjs';

/** Each figure's file, and how long it may take, seconds; together they stay within ten minutes. */
const figures = { bytes: [bytes, 15], cold: [coldLink, 60], boot: [boot, 60], read: [oneRowRead, 60], webhook: [webhook, 40], inbox: [inbox, 50], beats: [beats, 70], flood: [flood, 25], join: [joining, 120], room: [liveRoom, 75] };

/**
 * What a figure gets to work with.
 *
 * @typedef {object} Bench @property {Clinic} clinic @property {string} folder for its files, removed at the end @property {string} chromium
 * @property {() => boolean} enough whether its time is over
 */

const { values: wish } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const wholeSeconds = 590;
const folder = mkdtempSync(join(tmpdir(), 'stepwell-bench-'));
/** @type {Clinic | undefined} */
let clinic;
process.once('exit', () => (endAllNow(), rmSync(folder, { recursive: true, force: true })));
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void leave(1, signal));
setTimeout(() => void leave(1, `not done after ${wholeSeconds} s`), wholeSeconds * 1000).unref();
try {
  await leave(await run());
} catch (error) {
  await leave(1, String(error instanceof Error ? error.stack : error));
}

async function run() {
  const began = performance.now();
  const before = loadavg();
  clinic = await Clinic.open({ folder, clusterUrl: needed('TEST_DATABASE_URL'), livekitProgram: needed('LIVEKIT_SERVER_BIN') });
  const found = [];
  for (const [name, [measure, seconds]] of Object.entries(figures)) {
    if (!wish.only || wish.only.split(',').includes(name)) found.push(...(await inTime(name, measure, { clinic, folder, chromium: needed('CHROMIUM_BIN') }, seconds)));
  }
  const load = { before, after: loadavg(), seconds: (performance.now() - began) / 1000 };
  printTable(found, load);
  if (wish.json) writeFileSync(wish.json, `${JSON.stringify({ figures: found, load, node: process.version }, null, 2)}\n`);
  return found.every((figure) => figure.held !== false) ? 0 : 1;
}

/** Takes away all that this run made, and ends it. */
async function leave(code, why) {
  if (why) say(`The benchmark ended: ${why}`);
  await endAll();
  await clinic?.close();
  process.exit(code);
}

/** A figure that fails is a line of the table too: nothing is left out silently. */
async function inTime(name, measure, parts, seconds) {
  const latest = performance.now() + seconds * 1000;
  say(`${name} ...`);
  try {
    return (await measure({ ...parts, enough: () => performance.now() > latest })).map(finish);
  } catch (error) {
    say(String(error instanceof Error ? error.stack : error));
    return [finish({ name, value: null, unit: '', failed: true, note: error instanceof Error ? error.message.split('\n')[0] : String(error) })];
  }
}

function needed(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: \`npm run bench\` gives it`);
  return value;
}
