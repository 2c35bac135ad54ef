import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchFault } from '../words/fault.mjs';

/**
 * Runs one of our built scripts with this terminal as its own, and returns its exit code. Ctrl-C reaches it from the terminal.
 *
 * @param {string} root @param {string} script a path below the checkout @param {string[]} args @param {NodeJS.ProcessEnv} env
 * @param {{ atEnd: (undo: () => unknown) => void }} launch @returns {Promise<number>}
 */
export function runScript(root, script, args, env, launch) {
  if (!existsSync(join(root, script))) throw new LaunchFault(`this version has no ${script}.`, { mend: 'run `npm run build`, or update' });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], { cwd: root, env, stdio: 'inherit' });
    launch.atEnd(async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
      if (child.exitCode === null && child.signalCode === null) await new Promise((gone) => child.once('exit', gone));
      clearTimeout(killer);
    });
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}
