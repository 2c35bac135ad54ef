import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { checkout } from '../../../infra/launch/home/checkout.mjs';
import { freePorts } from '../../../infra/launch/processes/ports.mjs';
import { Child } from '../plumbing/children.mjs';
import { cpuSeconds, residentMegabytes } from '../plumbing/process-use.mjs';
import { interleave } from '../plumbing/rounds.mjs';
import { median, pairedRatio } from '../plumbing/statistics.mjs';

const hello = fileURLToPath(new URL('../floor/hello-nest.mjs', import.meta.url));
/** What is done right after the ready answer belongs to the start too. */
const settleMs = 500;

/**
 * What it costs to start the clinic, against the smallest Nest on Fastify: CPU until it answers ready, memory then, and seconds.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function boot({ clinic, folder, enough }) {
  const [port] = await freePorts(['tcp']);
  const bare = () => new Child({ name: 'hello Nest', command: process.execPath, args: ['--enable-source-maps', hello, String(port)], cwd: checkout, env: clinic.environment(), logFile: join(folder, 'hello.log') });
  const arms = {
    clinic: () => measure(() => clinic.spawn(), `${clinic.origin}/health/ready`),
    hello: () => measure(bare, `http://127.0.0.1:${port}/`),
  };
  const { clinic: ours, hello: floors } = await interleave(arms, { count: 9, enough });
  return [
    against('CPU to ready', 's', 'cpuSeconds', { ours, floors, bar: 4 }),
    against('resident memory of the clinic process', 'MB', 'megabytes', { ours, floors, bar: 2.2 }),
    { ...against('seconds to ready', 's', 'seconds', { ours, floors }), note: 'a clock on a shared machine; reported' },
  ];
}

async function measure(spawn, url) {
  const child = spawn();
  try {
    await child.untilReady(url, { everyMs: 15 });
    const seconds = (performance.now() - child.startedAt) / 1000;
    const used = cpuSeconds(child.pid);
    await pause(settleMs);
    return { cpuSeconds: used, seconds, megabytes: residentMegabytes(child.pid) };
  } finally {
    await child.end();
  }
}

function against(name, unit, field, { ours, floors, bar }) {
  const [values, bases] = [ours, floors].map((results) => results.map((result) => result[field]));
  const ratio = pairedRatio(values, bases);
  return { name, value: median(values), unit, floor: median(bases), ratio: ratio.median, bar: bar ? { most: bar } : undefined, spread: ratio };
}
