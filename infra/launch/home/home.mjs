import { accessSync, chmodSync, constants, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkout, checkoutMark } from './checkout.mjs';
import { LaunchFault } from '../words/fault.mjs';

/**
 * The folder where an installation keeps its data, secrets and logs, made if missing and proved writable.
 *
 * Default: `.stepwell/` in the checkout; for root a folder per checkout in /var/lib, because the database never runs as root and its user seldom
 * reaches a checkout below /root. Throws a LaunchFault that names STEPWELL_HOME.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function openHome(env) {
  const home = env.STEPWELL_HOME ? resolve(env.STEPWELL_HOME) : defaultHome();
  try {
    mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 });
    // Root's home is passed through by the database's user, never listed; what is secret inside is 0600.
    if (statSync(home).uid === process.getuid?.()) chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700);
    const probe = join(home, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new LaunchFault(`STEPWELL_HOME (${home}) cannot be written: ${error.code ?? error.message}.`, { mend: 'set STEPWELL_HOME to a folder that this user may write' });
  }
  return home;
}

const defaultHome = () => (process.getuid?.() === 0 ? `/var/lib/stepwell-${checkoutMark()}` : join(checkout, '.stepwell'));

/** True when a user who owns nothing of it could pass through every folder down to this one. @param {string} folder */
export function openToAll(folder) {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & constants.S_IXOTH) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** True when the file is there and may be run by this user. @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
