import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toolCache } from '../home/cache.mjs';
import { runCommand } from '../processes/command.mjs';
import { say } from '../words/progress.mjs';

const ESLINT = 'infra/checks/eslint.config.mjs';

/** The longest first, because two run at a time. */
function checks(root, env, { fix, fresh }) {
  const types = (name) => ['--noEmit', '--incremental', '--tsBuildInfoFile', join(toolCache(env, 'types'), `${name}.tsbuildinfo`)];
  const remembered = ['--cache', '--cache-strategy', 'content', '--cache-location', `${toolCache(env, 'eslint', [ESLINT, 'tsconfig.json', 'apps/web/tsconfig.json'])}/`];
  const cruised = ['apps', 'libs', 'tests'].filter((folder) => existsSync(join(root, folder)));
  return [
    { name: 'eslint', needs: ESLINT, args: ['node_modules/eslint/bin/eslint.js', '--config', ESLINT, '--max-warnings', '0', ...(fresh ? [] : remembered), ...(fix ? ['--fix'] : []), '.'] },
    { name: 'types', needs: 'tsconfig.json', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', ...types('server')] },
    { name: 'web types', needs: 'apps/web/tsconfig.json', args: ['node_modules/typescript/bin/tsc', '-p', 'apps/web', ...types('web')] },
    { name: 'boundaries', needs: 'infra/checks/dependency-cruiser.mjs', args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', 'infra/checks/dependency-cruiser.mjs', ...cruised] },
    { name: 'knip', needs: 'infra/checks/knip.jsonc', args: ['node_modules/knip/bin/knip.js', '--config', 'infra/checks/knip.jsonc', '--no-progress'] },
    { name: 'promises', needs: 'infra/checks/dead-promises.mjs', args: ['infra/checks/dead-promises.mjs'] },
  ];
}

/**
 * Runs types, lint, boundaries, unused code and dead promises, two at a time, each counted as one test and its words printed whole. A check
 * whose configuration is missing has failed.
 *
 * fix: ESLint mends what it can. fresh: ESLint remembers nothing, because its memory goes by file, while a rule on types may find in one
 * file what was changed in another; so `npm test` is fresh, and `npm run check` is quick.
 *
 * @param {string} root @param {NodeJS.ProcessEnv} env @param {(part: string, result: { passed: number, failed: number, note?: string, seconds: number }) => void} add
 * @param {{ fix: boolean, fresh: boolean }} how
 */
export async function runChecks(root, env, add, how) {
  const waiting = checks(root, env, how);
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await runCheck(root, env, add, check);
  };
  await Promise.all([lane(), lane()]);
}

async function runCheck(root, env, add, { name, needs, args }) {
  const began = Date.now();
  const { code, output } = existsSync(join(root, needs)) ? await runCommand(process.execPath, args, { cwd: root, env }) : { code: null, output: `${needs} is missing` };
  if (output.trim()) say(output.trimEnd());
  add(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, note: code === null ? output : undefined, seconds: (Date.now() - began) / 1000 });
}
