import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../processes/command.mjs';

const checks = (root) => [
  { name: 'types', needs: 'tsconfig.json', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] },
  { name: 'web types', needs: 'apps/web/tsconfig.json', args: ['node_modules/typescript/bin/tsc', '-p', 'apps/web', '--noEmit'] },
  { name: 'eslint', needs: 'infra/checks/eslint.config.mjs', args: ['node_modules/eslint/bin/eslint.js', '--config', 'infra/checks/eslint.config.mjs', '--max-warnings', '0', '.'] },
  {
    name: 'boundaries',
    needs: 'infra/checks/dependency-cruiser.mjs',
    args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', 'infra/checks/dependency-cruiser.mjs', ...['apps', 'libs', 'tests'].filter((folder) => existsSync(join(root, folder)))],
  },
  { name: 'knip', needs: 'infra/checks/knip.jsonc', args: ['node_modules/knip/bin/knip.js', '--config', 'infra/checks/knip.jsonc', '--no-progress'] },
];

/**
 * Runs types, lint, boundaries and unused code, each counted as one test. A check whose configuration is missing has failed.
 *
 * @param {string} root @param {NodeJS.ProcessEnv} env @param {(part: string, result: { passed: number, failed: number, note?: string, seconds: number }) => void} add
 */
export async function runChecks(root, env, add) {
  for (const { name, needs, args } of checks(root)) {
    const began = Date.now();
    const code = existsSync(join(root, needs)) ? (await runCommand(process.execPath, args, { cwd: root, env, show: 'inherit' })).code : null;
    const note = code === null ? `${needs} is missing` : undefined;
    add(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, note, seconds: (Date.now() - began) / 1000 });
  }
}
