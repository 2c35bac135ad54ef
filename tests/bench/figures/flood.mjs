import { gatherCrowd } from '../plumbing/crowd.mjs';
import { getOf, keepAsking } from '../plumbing/keep-alive-load.mjs';
import { startPages } from '../plumbing/page-sockets.mjs';
import { interleave } from '../plumbing/rounds.mjs';
import { median, p95 } from '../plumbing/statistics.mjs';

const size = { groups: 6, each: 10 };
/** Those who read; the others flood, each once or twice, because what one seat may ask is counted. */
const readers = 12;
const quietReads = 25;

/**
 * What a flood costs others: one socket sends 2,000 events at once, while another patient asks for their visit, one time after the other from the first
 * event until the last is answered or the server ends the socket. Beside it the same reads in quiet.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function flood({ clinic, folder, enough }) {
  const people = await gatherCrowd(clinic, size);
  const server = await clinic.start();
  let page;
  try {
    page = await startPages('flooding-page.mjs', { origin: clinic.origin, people: people.slice(readers), folder });
    const read = readsOf(clinic, people.slice(0, readers));
    const floods = [];
    const arms = {
      quiet: () => read((number) => number >= quietReads),
      flood: async () => {
        await page.tell('open');
        let over = false;
        const flooded = page.tell('flood').finally(() => (over = true));
        const waits = await read(() => over);
        floods.push(await flooded);
        return waits;
      },
    };
    const { quiet, flood: during } = await interleave(arms, { count: 30, warmUp: 3, enough });
    return figures(quiet.flat(), during.flat(), floods);
  } finally {
    await page?.end();
    await server.end();
  }
}

/** Each round is another patient's, so that nobody asks more than a person may. */
function readsOf(clinic, people) {
  let round = 0;
  return async (isOver) => {
    const { seatId, cookie } = people[round++ % people.length];
    const question = getOf(`/api/v1/visits/${seatId}`, `Cookie: ${cookie}\r\n`);
    const { latenciesMs } = await keepAsking({ port: clinic.port, connections: 1, questionOf: (number) => (number > 0 && isOver(number) ? undefined : question) });
    return latenciesMs;
  };
}

function figures(quiet, during, floods) {
  const sum = (field) => floods.reduce((total, flood) => total + flood[field], 0);
  const each = (field) => Math.round(sum(field) / floods.length);
  return [
    { name: "another patient's read during a flood, p95", value: p95(during), unit: 'ms', floor: p95(quiet), ratio: p95(during) / p95(quiet), bar: { most: 3 }, note: `floor: in quiet; ${during.length} reads in ${floods.length} floods; of 2000 events ${each('served')} were served, ${each('refused')} refused, the rest cut off` },
    { name: "another patient's read during a flood, median", value: median(during), unit: 'ms', floor: median(quiet), ratio: median(during) / median(quiet) },
  ];
}
