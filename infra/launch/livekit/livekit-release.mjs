import { createHash } from 'node:crypto';
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { lastLines, runCommand } from '../processes/command.mjs';
import { LIVEKIT_VERSION, fits, livekitVersion } from './livekit-version.mjs';

const CONNECT_MS = 5000;
const TOTAL_MS = 60_000;
const OFFICIAL = 'https://github.com/livekit/livekit/releases/download';
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' };

/**
 * Fetches the release archive of this platform, checks its sum, and puts the program at `target`; nothing half-done ever stands there.
 * Throws an Error with a plain sentence when that cannot be had.
 *
 * @param {string} target @param {NodeJS.ProcessEnv} env LIVEKIT_RELEASES_URL names another place than the official one @param {(what: string) => void} doing
 * @param {{ connectMs?: number, totalMs?: number }} [limits]
 */
export async function fetchRelease(target, env, doing, { connectMs = CONNECT_MS, totalMs = TOTAL_MS } = {}) {
  const base = `${(env.LIVEKIT_RELEASES_URL || OFFICIAL).replace(/\/+$/, '')}/v${LIVEKIT_VERSION}`;
  const archive = `livekit_${LIVEKIT_VERSION}_${process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}.tar.gz`;
  const total = AbortSignal.timeout(totalMs);
  const sum = await expectedSum(base, archive, { connectMs, total });
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(join(dirname(target), '.download-'));
  try {
    doing('downloading the release');
    const file = join(folder, archive);
    const body = await get(`${base}/${archive}`, { connectMs, total });
    await pipeline(Readable.fromWeb(body), createWriteStream(file), { signal: total }).catch((error) => {
      throw new Error(total.aborted ? `the download took more than ${totalMs / 1000} s` : `the download broke off (${error.cause?.code ?? error.code ?? error.message})`);
    });
    if (createHash('sha256').update(readFileSync(file)).digest('hex') !== sum) throw new Error(`${archive} does not have the sum that checksums.txt states: refused`);
    await extract(file, folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function expectedSum(base, archive, limits) {
  const text = await new Response(await get(`${base}/checksums.txt`, limits)).text().catch(() => '');
  const line = text.split('\n').find((one) => one.trim().split(/\s+/)[1]?.replace(/^\*/, '') === archive);
  const sum = line?.trim().split(/\s+/)[0]?.toLowerCase();
  if (!sum || !/^[0-9a-f]{64}$/.test(sum)) throw new Error(`the releases have no ${archive}`);
  return sum;
}

async function get(url, { connectMs, total }) {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(), connectMs);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([connecting.signal, total]) });
    if (!response.ok || !response.body) throw new Error(`${url} answers ${response.status}`);
    return response.body;
  } catch (error) {
    if (connecting.signal.aborted) throw new Error(`${url} did not answer within ${connectMs / 1000} s`, { cause: error });
    throw error.cause ? new Error(`${url} cannot be reached (${error.cause.code ?? error.cause.message})`, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function extract(file, folder, target) {
  const { code, output } = await runCommand('tar', ['-xzf', file, '-C', folder]);
  if (code !== 0) throw new Error(`the archive cannot be unpacked (${lastLines(output, 1)})`);
  const program = join(folder, 'livekit-server');
  chmodSync(program, 0o755);
  if (!fits(await livekitVersion(program))) throw new Error('the program in the archive does not run here');
  renameSync(program, target);
}
