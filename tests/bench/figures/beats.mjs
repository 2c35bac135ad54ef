import { setTimeout as pause } from 'node:timers/promises';
import { gatherCrowd } from '../plumbing/crowd.mjs';
import { startPages } from '../plumbing/page-sockets.mjs';
import { cpuSeconds } from '../plumbing/process-use.mjs';
import { rowsOf } from '../plumbing/bench-database.mjs';

const size = { groups: 50, each: 10 };
const idleMs = 10_000;
const settleMs = 8000;
const measuredMs = 30_000;
const beatEveryMs = 2000;
/** Pages on a busy machine are late now and then; far fewer beats than that would be another figure. */
const leastShare = 0.9;

/**
 * What the beats of 500 people cost the server: its share of a core with all of them connected, each beating every 2 s, beside the same process with nobody
 * there. With them go the proofs of their sockets, the pings, and the rows.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function beats({ clinic, folder }) {
  const people = await gatherCrowd(clinic, size);
  const server = await clinic.start();
  let pages;
  try {
    const idle = await shareOfCore(server.pid, idleMs);
    pages = await startPages('beating-pages.mjs', { origin: clinic.origin, people, folder });
    await pages.tell('open');
    await pause(settleMs);
    await pages.tell('count');
    const share = await shareOfCore(server.pid, measuredMs);
    const heard = await pages.tell('count');
    const wanted = (people.length * measuredMs) / beatEveryMs;
    if (heard.open !== people.length || heard.refused > 0 || heard.answered < wanted * leastShare) throw new Error(`of ${wanted} beats ${heard.answered} were answered and ${heard.refused} refused, ${heard.open} sockets are open`);
    const [{ spans }] = await rowsOf(clinic.database.ownerUrl, "select count(distinct seat_id)::int as spans from beat_span where to_at > now() - interval '10 seconds' and seat_id = any ($1)", [people.map(({ seatId }) => seatId)]);
    if (spans !== people.length) throw new Error(`the beats of ${spans} people are kept instead of ${people.length}`);
    return [{ name: `beats of ${people.length} people, share of a core`, value: share * 100, unit: '%', floor: idle * 100, bar: { most: 8, of: 'value' }, note: `floor: the same process with nobody there; ${measuredMs / 1000} s, ${heard.answered} beats, ${((share * measuredMs * 1000) / heard.answered).toFixed(0)} us each` }];
  } finally {
    await pages?.end();
    await server.end();
  }
}

async function shareOfCore(pid, ms) {
  const [cpu, began] = [cpuSeconds(pid), performance.now()];
  await pause(ms);
  return (cpuSeconds(pid) - cpu) / ((performance.now() - began) / 1000);
}
