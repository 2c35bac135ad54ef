import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkout, checkoutMark } from './checkout.mjs';

/** Where programs and results are kept that can be made again, outside of every checkout. @param {NodeJS.ProcessEnv} env */
export function cacheFolder(env) {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'stepwell');
}

/**
 * The folder for what a tool remembers of this checkout, made when it is missing. Another checkout has another one, and so has every other
 * content of the files named in `dependsOn` (paths in the checkout): a tool is not trusted to notice that its own version or settings changed.
 *
 * @param {NodeJS.ProcessEnv} env @param {string} tool @param {readonly string[]} [dependsOn]
 */
export function toolCache(env, tool, dependsOn = []) {
  const key = createHash('sha256');
  for (const file of ['package-lock.json', ...dependsOn]) key.update(readFileSync(join(checkout, file)));
  const folder = join(cacheFolder(env), `${tool}-${checkoutMark()}-${key.digest('hex').slice(0, 8)}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
