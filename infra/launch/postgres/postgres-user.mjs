import { execFileSync } from 'node:child_process';
import { LaunchFault } from '../words/fault.mjs';

/**
 * As whom the embedded PostgreSQL runs: it refuses root, so as root it is the system's `postgres` or `nobody`; else this user, shown as {}.
 *
 * @returns {{ name?: string, uid?: number, gid?: number }}
 */
export function databaseUser() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid && gid !== null) return { name, uid, gid };
  }
  throw new LaunchFault('PostgreSQL refuses to run as root, and this system has neither a user `postgres` nor `nobody`.', { mend: 'run as another user, or set DATABASE_URL' });
}

function idOf(name, which) {
  try {
    // macOS writes nobody as -2, which is the unsigned number that the kernel keeps.
    return Number(execFileSync('id', [which, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) >>> 0;
  } catch {
    return null;
  }
}
