import { existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from '../home/cache.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { isExecutable } from '../home/home.mjs';
import { buildLiveKit } from './livekit-build.mjs';
import { dockerLiveKit } from './livekit-docker.mjs';
import { externalLiveKit } from './livekit-external.mjs';
import { fetchRelease } from './livekit-release.mjs';
import { LIVEKIT_VERSION, fits, livekitVersion } from './livekit-version.mjs';

/** @typedef {{ kind: 'external', url: string, key: string, secret: string } | { kind: 'program', file: string } | { kind: 'docker', image: string }} LiveKit */

/**
 * Finds a livekit-server, in this order: LIVEKIT_URL, LIVEKIT_SERVER_BIN, the PATH, our cache, the release archive, a build from source, Docker.
 *
 * The first two are orders: when they do not work that is a fault. The others are tried one after the other, and each failure is said.
 * Throws a LaunchFault with all that was tried and the ways out.
 *
 * @param {{ env: NodeJS.ProcessEnv, root: string, doing: (what: string) => void, say: (line: string) => void }} options
 * @returns {Promise<LiveKit>}
 */
export async function findLiveKit({ env, root, doing, say }) {
  if (env.LIVEKIT_URL) return externalLiveKit(env);
  if (env.LIVEKIT_SERVER_BIN) return orderedProgram(env.LIVEKIT_SERVER_BIN);
  const installed = await onPath(env);
  if (installed) return { kind: 'program', file: installed };
  const cached = livekitCacheFile(env);
  if (await cachedAnswers(cached, say)) return { kind: 'program', file: cached };
  const tried = [];
  for (const { what, obtain } of waysToObtain({ env, root, doing, cached })) {
    try {
      doing(what);
      return await obtain();
    } catch (error) {
      tried.push(`${what}: ${error.message}`);
      say(`livekit-server, ${what}: ${error.message}.`);
    }
  }
  throw nothingLeft(tried);
}

/** Where a program that we fetched or built is kept, outside the checkout. @param {NodeJS.ProcessEnv} env */
export function livekitCacheFile(env) {
  return join(cacheFolder(env), `livekit-server-${LIVEKIT_VERSION}`);
}

function waysToObtain({ env, root, doing, cached }) {
  const program = /** @type {const} */ ({ kind: 'program', file: cached });
  return [
    { what: 'release archive', obtain: () => fetchRelease(cached, env, doing).then(() => program) },
    { what: 'build from source', obtain: () => buildLiveKit(cached, root, doing, env).then(() => program) },
    { what: 'Docker', obtain: () => dockerLiveKit(doing, env) },
  ];
}

async function orderedProgram(file) {
  const version = await livekitVersion(file);
  if (fits(version)) return /** @type {const} */ ({ kind: 'program', file });
  const what = version ? `is version ${version}; ${LIVEKIT_VERSION} is needed` : 'does not run, or is no livekit-server';
  throw new LaunchFault(`LIVEKIT_SERVER_BIN (${file}) ${what}.`, { mend: 'point it at a livekit-server of that version, or leave it out' });
}

async function onPath(env) {
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const file = join(folder, 'livekit-server');
    if (isExecutable(file) && fits(await livekitVersion(file))) return file;
  }
  return null;
}

async function cachedAnswers(file, say) {
  if (!existsSync(file)) return false;
  if (fits(await livekitVersion(file))) return true;
  say(`The livekit-server in the cache (${file}) does not run: removing it and getting it again.`);
  rmSync(file, { recursive: true, force: true });
  return false;
}

function nothingLeft(tried) {
  const install = process.platform === 'darwin' ? '`brew install livekit`' : `download livekit-server ${LIVEKIT_VERSION} from https://github.com/livekit/livekit/releases and put it on the PATH`;
  return new LaunchFault(`there is no livekit-server, and none could be had (${tried.join('; ')}).`, {
    mend: `one of: ${install}; install Go from https://go.dev and start again; start Docker and start again; set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET to a server that runs`,
  });
}
