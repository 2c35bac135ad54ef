import { serveColdPages } from '../floor/cold-pages.mjs';
import { launchChromium, openWindow } from '../plumbing/chromium.mjs';
import { interleave } from '../plumbing/rounds.mjs';
import { median, pairedRatio, rounded } from '../plumbing/statistics.mjs';

/** A slow phone on a bad line: bytes a second, ms. */
const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const slower = 4;
const phone = { width: 390, height: 844 };

/**
 * From a tap on a link in a message to a page that answers: first words, and the first button that does something, with an empty cache. Beside it in each
 * round an HTML shell, which is the least that can be painted, and a bare page that loads the media library and wires one button.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function coldLink({ clinic, chromium, enough }) {
  const server = await clinic.start();
  const floor = await serveColdPages();
  const browser = await launchChromium(chromium);
  const arms = {
    ours: () => coldVisit(browser, `${clinic.origin}/j#made-up-token-that-opens-nothing`),
    shell: () => coldVisit(browser, `${floor.origin}/shell`, false),
    bare: () => coldVisit(browser, `${floor.origin}/bare`),
  };
  try {
    return figuresOf(await interleave(arms, { count: 7, enough }));
  } finally {
    await browser.close();
    floor.close();
    await server.end();
  }
}

function figuresOf({ ours, shell, bare }) {
  const of = (visits, what) => visits.map((visit) => visit[what]);
  const alive = pairedRatio(of(ours, 'alive'), of(bare, 'alive'));
  const painted = pairedRatio(of(ours, 'painted'), of(shell, 'painted'));
  const ms = (visits, what) => `${rounded(median(of(visits, what)))} ms`;
  return [
    { name: 'cold link to the first control, against a bare page with the media library', value: median(of(ours, 'alive')), unit: 'ms', ratio: alive.median, bar: { most: 0.45, of: 'ratio' }, note: `${ms(ours, 'alive')} against ${ms(bare, 'alive')}; ratio ${rounded(alive.least)} to ${rounded(alive.most)} in ${alive.pairs} rounds` },
    { name: 'cold link to the first words, against an HTML shell', value: median(of(ours, 'painted')), unit: 'ms', ratio: painted.median, bar: { most: 1.3, of: 'ratio' }, note: `${ms(ours, 'painted')} against ${ms(shell, 'painted')}; bare page ${ms(bare, 'painted')}` },
    { name: 'cold link: requests before the first control', value: Math.max(...of(ours, 'requests')), unit: '', bar: { most: 6, of: 'value' }, note: `JavaScript before it ${rounded(median(of(ours, 'kilobytes')))} kB on the wire` },
    { name: 'cold link: layout that moves when React takes over', value: Math.max(...of(ours, 'shift')), unit: 'CLS', bar: { most: 0, of: 'value' }, note: 'until 3 s after the first control' },
  ];
}

/**
 * One visit with an empty cache. The button is pressed every few milliseconds until it answers: that is when it is alive, for whoever presses early too.
 *
 * @param {import('playwright-core').Browser} browser @param {string} address @param {boolean} [press] whether there is a button that answers
 */
async function coldVisit(browser, address, press = true) {
  const page = await openWindow(browser, phone);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', line);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.addInitScript(watch, press);
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => globalThis.painted() > 0 && globalThis.alive > 0, undefined, { timeout: 20_000 });
  if (press) await page.waitForFunction(() => performance.now() > globalThis.alive + 3000);
  const visit = await page.evaluate(() => {
    const before = performance.getEntriesByType('resource').filter(({ startTime, name }) => startTime <= globalThis.alive && !name.includes('/api/'));
    const scripts = before.filter(({ initiatorType, responseEnd }) => initiatorType !== 'css' && responseEnd <= globalThis.alive);
    return { painted: globalThis.painted(), alive: globalThis.alive, shift: globalThis.shift, requests: 1 + before.length, kilobytes: scripts.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000 };
  });
  await page.context().close();
  return visit;
}

// Runs in the page, before anything of it.
function watch(press) {
  globalThis.alive = press ? 0 : 1;
  globalThis.shift = 0;
  globalThis.painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shift += entry.value))).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const button = document.querySelector('#root button, body > button');
    button?.click();
    if (button?.getAttribute('aria-disabled') === 'true') globalThis.alive = performance.now();
    else setTimeout(look, 5);
  };
  if (press) look();
}
