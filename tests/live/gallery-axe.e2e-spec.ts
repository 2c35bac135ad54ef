import type { AxeBuilder } from '@axe-core/playwright';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Every state of every screen, drawn from fixtures, held against WCAG 2.2 AA in both languages and both themes, and on small screens. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const phone = { width: 390, height: 844 };
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

let folder: string;
let server: Server;
let browser: Browser;
let address: string;
let states: string[];
let engine: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepwell-gallery-'));
  await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--mode', 'gallery', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']);
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    readFile(join(folder, path)).then(
      (file) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gallery.html`;
  browser = await chromium.launch({ ...(process.env['CHROMIUM_BIN'] && { executablePath: process.env['CHROMIUM_BIN'] }), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  // The engine that comes with @axe-core/playwright.
  const builder = createRequire(import.meta.url).resolve('@axe-core/playwright');
  engine = await readFile(createRequire(builder).resolve('axe-core/axe.min.js'), 'utf8');
  const page = await browser.newPage();
  await page.goto(address);
  states = (await page.waitForFunction('window.galleryStates').then((list) => list.jsonValue())) as string[];
  await page.close();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  await rm(folder, { recursive: true, force: true });
});

/** Draws each state, in two pages at once, and collects what `look` has to say against it. */
async function eachState(options: string, viewport: { width: number; height: number }, look: (page: Page, id: string) => Promise<string[]>, of = states, timezoneId = 'UTC'): Promise<string[]> {
  const left = [...of];
  const complaints: string[] = [];
  const work = async (): Promise<void> => {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce', timezoneId });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    await page.goto(address);
    await page.waitForSelector('html[data-gallery]', { state: 'attached' });
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      await page.evaluate(`location.hash = ${JSON.stringify(`${id}?${options}`)}`);
      await page.waitForSelector(`html[data-gallery=${JSON.stringify(id)}]`, { state: 'attached' });
      for (const complaint of await look(page, id)) complaints.push(`${id}: ${complaint}`);
    }
    await context.close();
  };
  await Promise.all([work(), work()]);
  return complaints;
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

// The engine goes into the page once, not once for each state as the builder does it: four times quicker.
async function axe(page: Page, run: object = { runOnly: { type: 'tag', values: rules } }): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(engine);
  const violations = await page.evaluate<Violation[]>(`axe.run(document, ${JSON.stringify({ ...run, resultTypes: ['violations'] })}).then(({ violations }) => violations)`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${(failureSummary ?? '').split('\n').slice(1).join(' ').trim()}`));
}

/** What is broader than the screen, in pixels. */
const overflow = 'document.documentElement.scrollWidth - innerWidth';

/** Controls smaller than 44 by 44 CSS pixels, by their words and size. A radio's or box's target is its label. */
const smallTargets = `[...document.querySelectorAll('button, a[href], select, summary, label.choice, input:not([type=radio]):not([type=checkbox])')]
  .map((control) => [control.textContent.trim() || control.getAttribute('aria-label'), control.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 0 && (width < 43.5 || height < 43.5))
  .map(([words, { width, height }]) => words + ' is ' + Math.round(width) + ' by ' + Math.round(height))`;

describe('every state of every screen', () => {
  it('is known to the gallery', () => {
    expect(states.length).toBeGreaterThan(50);
    expect(new Set(states).size).toBe(states.length);
  });

  it.each(['en', 'es'])('meets WCAG 2.2 AA in light, in %s', async (language) => expect(await eachState(`lang=${language}&theme=light`, phone, (page) => axe(page))).toEqual([]), 400_000);

  it('keeps its contrast in dark', async () => expect(await eachState('theme=dark', phone, (page) => axe(page, { runOnly: { type: 'rule', values: ['color-contrast'] } }))).toEqual([]), 400_000);

  it.each(['lang=en', 'lang=es', 'lang=es&text=200'])('fits a small phone (%s)', async (options) => {
    const patient = states.filter((id) => id.startsWith('patient/'));
    const broad = async (page: Page): Promise<string[]> => {
      const pixels = Number(await page.evaluate(overflow));
      return pixels > 0 ? [`${pixels} px too broad`] : [];
    };
    expect(await eachState(options, { width: 320, height: 640 }, broad, patient)).toEqual([]);
  }, 200_000);

  it('gives patients targets of 44 px', async () => {
    const patient = states.filter((id) => id.startsWith('patient/'));
    expect(await eachState('lang=es', phone, (page) => page.evaluate<string[]>(smallTargets), patient)).toEqual([]);
  }, 200_000);

  it.each(['en', 'es'])('tells the time of the clinic, and names its zone to who is elsewhere only, in %s', async (language) => {
    const times = { 'America/Los_Angeles': 0, 'America/New_York': 0 };
    for (const zone of ['America/Los_Angeles', 'America/New_York'] as const) {
      const read = async (page: Page): Promise<string[]> => {
        const words = await page.evaluate<string>('document.body.innerText');
        const named = /\((PT|hora del Pacífico)\)/i.test(words);
        if (named) times[zone] += 1;
        return [...(named && zone === 'America/Los_Angeles' ? ['names the zone at home'] : []), ...(/\p{L}\.\.(?!\.)/u.test(words) ? ['ends a sentence twice'] : [])];
      };
      expect(await eachState(`lang=${language}`, phone, read, states, zone)).toEqual([]);
    }
    // Links that are early or dead, goodbyes, the room's head, Today, attendance.
    expect(times['America/New_York']).toBeGreaterThan(20);
  }, 400_000);
});
