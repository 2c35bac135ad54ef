import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkout } from '../../../infra/launch/home/checkout.mjs';
import { freePorts } from '../../../infra/launch/processes/ports.mjs';
import { rowsOf } from '../plumbing/bench-database.mjs';
import { Child } from '../plumbing/children.mjs';
import { keepAsking } from '../plumbing/keep-alive-load.mjs';
import { livekitEvent, signedWebhook } from '../plumbing/livekit-events.mjs';
import { cpuSeconds } from '../plumbing/process-use.mjs';
import { interleave } from '../plumbing/rounds.mjs';
import { StatementCounter } from '../plumbing/statement-counter.mjs';
import { median, pairedRatio } from '../plumbing/statistics.mjs';

const bare = fileURLToPath(new URL('../floor/bare-webhook.mjs', import.meta.url));
const connections = 8;
const webhooks = 1500;
const counted = 200;
/** A room that is none of ours: what is kept of it is put aside in heaps, so that what is measured is the accepting. Handling has a figure of its own. */
const room = 'a-room-of-nobody';
/** What a delivery may write. The inbox goes on by its own clock besides. */
const ofDelivery = /store_webhook|park_webhooks_of/;

/**
 * A webhook accepted: its signature and bytes verified, kept, answered. CPU of the server process, against a bare verified insert into a table of the same
 * form, with the same indexes.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function webhook({ clinic, folder, enough }) {
  const { ownerUrl } = clinic.database;
  await rowsOf(ownerUrl, 'create table if not exists bench_inbox (like webhook_inbox including all)');
  const floor = await startFloor({ clinic, folder });
  const server = await clinic.start();
  try {
    const arms = { clinic: () => deliver(server, clinic.port, clinic.livekit), floor: () => deliver(floor.child, floor.port, clinic.livekit) };
    const results = await interleave(arms, { count: 11, warmUp: 2, enough });
    for (const table of ['webhook_inbox', 'bench_inbox']) await sameCount(ownerUrl, table, (results.clinic.length + 2) * webhooks);
    await server.end();
    return [...costFigures(results), await statementFigure(clinic)];
  } finally {
    await Promise.all([server.end(), floor.child.end()]);
    await rowsOf(ownerUrl, 'delete from webhook_inbox where room_name = $1', [room]);
  }
}

function costFigures({ clinic: ours, floor: floors }) {
  const [costs, bases] = [ours, floors].map((runs) => runs.map((run) => (run.cpu / run.requests) * 1e6));
  const ratio = pairedRatio(costs, bases);
  const [perSecond, base] = [ours, floors].map((runs) => median(runs.map((run) => run.requests / run.cpu)));
  return [
    { name: 'webhook accepted, CPU each', value: median(costs), unit: 'us', floor: median(bases), ratio: ratio.median, bar: { most: 2.5 }, spread: ratio, note: 'floor: a bare verified insert' },
    { name: 'webhook accepted, per CPU second', value: perSecond, unit: '1/s', floor: base, ratio: 1 / ratio.median },
  ];
}

async function deliver(child, port, livekit, many = webhooks, at = connections) {
  // Signed before the clock runs: LiveKit signs on its own time.
  const questions = Array.from({ length: many }, (_, place) => signedWebhook(livekitEvent('track_published', { room, identity: 'somebody.0', participantSid: `PA_${place}`, track: 'CAMERA' }), livekit));
  const before = cpuSeconds(child.pid);
  const { requests } = await keepAsking({ port, connections: at, questionOf: (number) => questions[number] });
  return { requests, cpu: cpuSeconds(child.pid) - before };
}

/** Counted on the wire, on a server of its own behind a counting door, by deliveries one after the other. */
async function statementFigure(clinic) {
  const door = await StatementCounter.open(clinic.database.appUrl);
  const server = await clinic.start({ appUrl: door.url });
  try {
    await deliver(server, clinic.port, clinic.livekit, 20, 1);
    door.forget();
    await deliver(server, clinic.port, clinic.livekit, counted, 1);
    const found = door.statements.map(({ text }) => ofDelivery.exec(text)?.[0]).filter((name) => name !== undefined);
    const kept = found.filter((name) => name === 'store_webhook').length;
    return { name: 'webhook accepted, statements before the answer', value: kept / counted, unit: 'each', bar: { most: 1, of: 'value' }, note: `${((found.length - kept) / counted).toFixed(2)} each to put them aside after it` };
  } finally {
    await server.end();
    await door.close();
  }
}

async function startFloor({ clinic, folder }) {
  const [port] = await freePorts(['tcp']);
  const file = join(folder, 'bare-webhook.json');
  const text = 'insert into bench_inbox (event_id, event, room_name, body, received_at) values ($1, $2, $3, $4, $5) on conflict (event_id) do nothing';
  writeFileSync(file, JSON.stringify({ url: clinic.database.ownerUrl, text, key: clinic.livekit.key, secret: clinic.livekit.secret }), { mode: 0o600 });
  const child = new Child({ name: 'bare webhook', command: process.execPath, args: ['--enable-source-maps', bare, String(port), file], cwd: checkout, env: clinic.environment(), logFile: join(folder, 'bare-webhook.log') });
  await child.untilReady(`http://127.0.0.1:${port}/`);
  return { child, port };
}

/** Both arms have done the same: each webhook is a row. */
async function sameCount(ownerUrl, table, expected) {
  const [{ rows }] = await rowsOf(ownerUrl, `select count(*)::int as rows from ${table} where room_name = $1`, [room]);
  if (rows !== expected) throw new Error(`${table} has ${rows} rows instead of ${expected}`);
}
