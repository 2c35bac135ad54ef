import { launchChromium, openWindow } from '../plumbing/chromium.mjs';
import { FetchedScripts, staticScripts, total } from '../plumbing/scripts.mjs';
import { rounded } from '../plumbing/statistics.mjs';

/** First screens: what stands on them, and what they import; the texts are those of an English browser. */
const screens = [
  { name: 'patient entry', path: '/j#made-up-token-that-opens-nothing', button: 'Open my visit', entries: ['patient.html', 'src/i18n/en/ui.json', 'src/i18n/en/arrival.json'], most: 96 },
  { name: 'staff sign-in', path: '/staff', button: 'Sign in', entries: ['staff.html', 'src/i18n/en/ui.json', 'src/i18n/en/staff.json'], most: 120 },
];

/**
 * JavaScript of the first screens: the static graph of the build, and what a real Chromium fetched until the screen stood; the larger of the two is judged.
 * The patient's whole path to the first picture is measured where that path is walked, in `join`.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function bytes({ clinic, chromium }) {
  const server = await clinic.start();
  const browser = await launchChromium(chromium);
  try {
    const figures = [];
    for (const screen of screens) figures.push(await firstScreen(browser, clinic.origin, screen));
    return figures;
  } finally {
    await browser.close();
    await server.end();
  }
}

async function firstScreen(browser, origin, { name, path, button, entries, most }) {
  const page = await openWindow(browser, { width: 390, height: 844 });
  const fetched = new FetchedScripts(page);
  await page.goto(origin + path);
  await page.getByRole('button', { name: button }).waitFor();
  const { gzip, wire, files } = fetched.sum;
  await page.context().close();
  const computed = total(staticScripts(entries));
  const note = `static graph ${rounded(computed)} kB; Chromium fetched ${files} scripts, ${rounded(gzip)} kB as gzip, ${rounded(wire)} kB on the wire`;
  return { name: `first screen, ${name}, JavaScript`, value: Math.max(computed, gzip), unit: 'kB gzip', bar: { most, of: 'value' }, note };
}
