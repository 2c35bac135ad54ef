import { openHome } from '../home/home.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { readRunning } from '../processes/pid-file.mjs';
import { stillLives } from '../processes/process-table.mjs';

/**
 * How to reach the installation that runs in this home: its address and the environment of its server, the owner's DATABASE_URL included.
 * Throws a LaunchFault when none runs or it is not ready yet.
 *
 * @param {NodeJS.ProcessEnv} env @returns {{ url: string, env: Record<string, string> }}
 */
export function openRunning(env) {
  const home = openHome(env);
  const running = readRunning(home);
  if (!running || !stillLives(running.pid, running.mark)) throw new LaunchFault(`Stepwell is not running with the data in ${home}.`, { mend: 'run `npm start` first, with the same STEPWELL_HOME' });
  if (!running.url || !running.env) throw new LaunchFault('Stepwell is still starting.', { mend: 'wait for its ready line' });
  return { url: running.url, env: running.env };
}
