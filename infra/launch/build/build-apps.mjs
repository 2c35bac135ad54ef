import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtFrom, setStamp, sourceStamp } from './build-stamp.mjs';
import { lastLines, runCommand } from '../processes/command.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { compressFiles } from './compress-files.mjs';
import { listMigrations } from '../postgres/migration-list.mjs';

/**
 * Builds the three apps, the web client and the list of migrations into dist/, unless the sources are those it was built from.
 *
 * One tsc over all apps, with the settings that `nest build` uses, takes a third of three `nest build`s. Throws a LaunchFault with the compiler's words.
 *
 * @param {string} root @param {(what: string) => void} doing @param {{ force?: boolean }} [options]
 * @returns {Promise<boolean>} whether anything was built
 */
export async function buildApps(root, doing, { force = false } = {}) {
  const stamp = sourceStamp(root);
  if (!force && builtFrom(root, stamp)) return false;
  setStamp(root, null);
  doing('compiling server and web client');
  await Promise.all([compile(root), bundle(root)]);
  writeMigrationList(root);
  setStamp(root, stamp);
  return true;
}

async function compile(root) {
  const emitted = join(root, 'dist', 'apps', 'clinic', 'src', 'main.js');
  // The compiler trusts its notes, not the folder: without the output the notes must go too.
  if (!existsSync(emitted)) rmSync(join(root, 'dist', '.tsbuildinfo'), { force: true });
  const { code, output } = await runCommand(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'infra/launch/build/tsconfig.build.json'], { cwd: root });
  if (code !== 0) throw new LaunchFault('the server does not compile.', { log: lastLines(output), mend: 'correct what the compiler names, or go back to a version that builds' });
  if (!existsSync(emitted)) throw new LaunchFault('the compiler made no apps/clinic/src/main.js.', { log: lastLines(output) });
}

async function bundle(root) {
  if (!existsSync(join(root, 'apps', 'web', 'vite.config.ts'))) return;
  const env = { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0', NO_COLOR: '1' };
  const args = ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--outDir', join(root, 'dist', 'apps', 'web'), '--emptyOutDir', '--logLevel', 'warn'];
  const { code, output } = await runCommand(process.execPath, args, { cwd: root, env });
  if (code !== 0) throw new LaunchFault('the web client does not build.', { log: lastLines(output), mend: 'correct what Vite names, or go back to a version that builds' });
  compressFiles(join(root, 'dist', 'apps', 'web', 'assets'));
}

// The server compares this list with the database's: it refuses one that is older, changed, or newer by a migration that contracts.
function writeMigrationList(root) {
  const folder = join(root, 'infra', 'postgres', 'migrations');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'migrations.json'), `${JSON.stringify(existsSync(folder) ? listMigrations(folder) : [], null, 2)}\n`);
}
