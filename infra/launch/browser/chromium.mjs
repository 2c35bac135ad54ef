import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, runCommand } from '../processes/command.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { isExecutable } from '../home/home.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];
const USUAL_PLACES = [
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/**
 * Finds a Chromium for the live tests: CHROMIUM_BIN, the PATH and the usual places, apt (Debian, root, CI=true only), Playwright's own.
 * Each is proved by --version. Throws a LaunchFault with what was tried.
 *
 * @param {{ env: NodeJS.ProcessEnv, root: string, doing: (what: string) => void }} options @returns {Promise<string>}
 */
export async function findChromium({ env, root, doing }) {
  if (env.CHROMIUM_BIN) {
    if (await runs(env.CHROMIUM_BIN)) return env.CHROMIUM_BIN;
    throw new LaunchFault(`CHROMIUM_BIN (${env.CHROMIUM_BIN}) does not answer --version.`, { mend: 'point it at a Chromium, Chrome or Edge, or leave it out' });
  }
  const installed = await firstThatRuns(places(env));
  if (installed) return installed;
  const tried = [];
  const found = (await fromApt(env, doing, tried)) ?? (await fromPlaywright(root, env, doing, tried));
  if (found) return found;
  throw new LaunchFault(`there is no Chromium for the live tests${tried.length > 0 ? ` (${tried.join('; ')})` : ''}.`, { mend: 'install Chromium or Chrome, or set CHROMIUM_BIN' });
}

function places(env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...USUAL_PLACES].filter(isExecutable);
}

async function firstThatRuns(files) {
  for (const file of files) if (await runs(file)) return file;
  return null;
}

async function runs(file) {
  const { code, output } = await runCommand(file, ['--version'], { timeoutMs: 15_000 });
  return code === 0 && /(Chrom|Edge)\D*\d+/.test(output);
}

async function fromApt(env, doing, tried) {
  const debian = existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (!debian || process.getuid?.() !== 0 || env.CI !== 'true') return null;
  doing('apt-get install chromium');
  const apt = (...args) => runCommand('apt-get', args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: 300_000 });
  await apt('update', '-q');
  const { code, output } = await apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
  if (code === 0) return firstThatRuns(places(env));
  tried.push(`apt: ${lastLines(output, 1)}`);
  return null;
}

async function fromPlaywright(root, env, doing, tried) {
  const { chromium } = await import('playwright-core');
  if (await runs(chromium.executablePath())) return chromium.executablePath();
  doing('playwright install chromium');
  const { code, output } = await runCommand(process.execPath, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], { env, timeoutMs: 600_000 });
  if (code === 0 && (await runs(chromium.executablePath()))) return chromium.executablePath();
  tried.push(`playwright install: ${lastLines(output, 1)}`);
  return null;
}
