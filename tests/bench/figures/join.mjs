import { join as joinPath } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkout } from '../../../infra/launch/home/checkout.mjs';
import { launchChromium, openWindow } from '../plumbing/chromium.mjs';
import { HostPage, PatientPage, walkToLobby } from '../plumbing/join-pages.mjs';
import { interleave } from '../plumbing/rounds.mjs';
import { FetchedScripts } from '../plumbing/scripts.mjs';
import { StatementCounter } from '../plumbing/statement-counter.mjs';
import { median, p95, pairedRatio, quantile, rounded } from '../plumbing/statistics.mjs';
import { writesIn } from '../plumbing/writes.mjs';

/** Both arms begin with the pages at rest. */
const restMs = 600;
const pairs = 64;
/** After a restart of the server: sockets come back, the host's signalling too. */
const comeBackMs = 6000;
const counted = 3;

/**
 * From the admit click at the host to the first remote picture at the patient, by the real pages in a real Chromium, against a bare page that connects through the
 * same gate with a token in hand. The room is the same for both: one host who sends video, and the one who joins.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function join({ clinic, chromium, enough }) {
  const server = await clinic.start();
  const browser = await launchChromium(chromium);
  try {
    const [newcomer, other] = clinic.demo.links;
    const host = new HostPage(await openWindow(browser));
    await host.openRoom(clinic.origin, clinic.demo.staff[0]);
    const patient = new PatientPage(await openWindow(browser, { width: 390, height: 844 }));
    const scripts = new FetchedScripts(patient.page);
    await patient.comeToLobby(newcomer);
    const bare = await openBare(browser, clinic, host, other);
    const admit = () => oursOnce({ host, patient, name: newcomer.name });
    const { ours, bare: floors } = await interleave({ ours: admit, bare: () => bareOnce(bare) }, { count: pairs, warmUp: 2, enough });
    await server.end();
    return [...timeFigures(ours, floors), ...(await countFigures(clinic, admit)), pathBytes(scripts)];
  } finally {
    await browser.close();
    await server.end();
  }
}

async function oursOnce({ host, patient, name }) {
  await patient.inLobby();
  await host.admitButton(name).waitFor();
  await pause(restMs);
  await patient.forgetMarks();
  const click = await host.admit(name);
  const at = await patient.joinPoints();
  const during = (point) => point.at >= click && point.at <= at.signal;
  const pushes = patient.heard.filter(during).map(({ text }) => /"([\w.-]+)"/.exec(text)?.[1] ?? '');
  await host.sendBackToLobby(name);
  return { total: at.frame - click, push: at.push - click, signal: at.signal - at.push, media: at.media - at.signal, frame: at.frame - at.media, pushes, during };
}

/** Counted apart from the timed runs, on a server behind a counting door: the door costs time. The same pages come back to it by themselves. */
async function countFigures(clinic, admit) {
  const door = await StatementCounter.open(clinic.database.appUrl);
  const server = await clinic.start({ appUrl: door.url });
  try {
    await pause(comeBackMs);
    const runs = [];
    for (let run = 0; run < counted; run += 1) {
      door.forget();
      const { pushes, during } = await admit();
      runs.push({ pushes, writes: writesIn(door.statements.map((one) => ({ ...one, at: performance.timeOrigin + one.at })), during) });
    }
    const others = [...new Set(runs.flatMap(({ writes }) => writes.background))];
    const exactlyOne = { most: 1, least: 1, of: 'value' };
    return [
      { name: 'join, write transactions from click to connect', value: Math.max(...runs.map(({ writes }) => writes.own.length)), unit: 'at most', bar: exactlyOne, note: others.length > 0 ? `besides, on their own clocks: ${others.join(', ')}` : undefined },
      { name: 'join, pushes until the pass is there', value: Math.max(...runs.map(({ pushes }) => pushes.indexOf('own.delta') + 1)), unit: 'at most', bar: exactlyOne, note: `all that came from click to connect: ${[...new Set(runs.map(({ pushes }) => pushes.join(' + ')))].join(', or ')}` },
    ];
  } finally {
    await server.end();
    await door.close();
  }
}

async function bareOnce({ page, seatId }) {
  const token = await page.evaluate(async (seat) => {
    const response = await fetch(`/api/v1/visits/${seat}/room-pass`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    if (!response.ok) throw new Error(`room-pass: ${response.status}`);
    return (await response.json()).token;
  }, seatId);
  await pause(restMs);
  const at = await page.evaluate((one) => globalThis.bareJoin(one), token);
  await page.evaluate(() => globalThis.bareLeave());
  return { total: at.frame - at.click, push: 0, signal: at.signal - at.click, media: at.media - at.signal, frame: at.frame - at.media };
}

/** A page of the same origin that holds nothing of ours but its answer; what it runs is put into it. */
async function openBare(browser, clinic, host, link) {
  const page = await openWindow(browser, { width: 700, height: 500 }, { bypassCSP: true });
  await page.goto(`${clinic.origin}/health/live`);
  for (const script of ['node_modules/livekit-client/dist/livekit-client.umd.js', 'tests/bench/floor/bare-join.js']) await page.addScriptTag({ path: joinPath(checkout, script) });
  await page.evaluate(() => globalThis.bareReady);
  const seatId = await walkToLobby(page, link);
  await host.admit(link.name);
  return { page, seatId };
}

function timeFigures(ours, floors) {
  const column = (runs, field) => runs.map((run) => run[field]);
  const [totals, bases] = [ours, floors].map((runs) => column(runs, 'total'));
  const ratio = pairedRatio(totals, bases);
  const quick = [totals, bases].map((values) => quantile(values, 0.25));
  const part = (field, words) => ({ name: `join, ${words}`, value: median(column(ours, field)), unit: 'ms', floor: median(column(floors, field)) });
  return [
    { name: 'admit click to first remote frame', value: median(totals), unit: 'ms', floor: median(bases), ratio: ratio.median, bar: { most: 1.3 }, spread: ratio },
    { name: 'admit click to first remote frame, p95', value: p95(totals), unit: 'ms', floor: p95(bases), ratio: p95(totals) / p95(bases) },
    { name: 'admit click to first remote frame, quickest quarter', value: quick[0], unit: 'ms', floor: quick[1], ratio: quick[0] / quick[1], note: 'the runs that the neighbours on the machine disturbed least' },
    part('push', 'push: click to pass at the patient'),
    part('signal', 'signal: pass to signalling connected'),
    part('media', 'media: signalling to media connected'),
    part('frame', 'frame: media to first picture'),
  ];
}

function pathBytes(scripts) {
  const { gzip, wire, files } = scripts.sum;
  return { name: 'patient path to the first remote frame, JavaScript', value: gzip, unit: 'kB gzip', bar: { most: 330, of: 'value' }, note: `Chromium fetched ${files} scripts, ${rounded(wire)} kB on the wire` };
}
