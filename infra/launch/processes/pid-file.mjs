import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from './child.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { startMark, stillLives } from './process-table.mjs';
import { writePrivately } from '../home/secrets.mjs';

/**
 * What the file says: the launcher, its children in the order of their start, and, once it is ready, how to reach the installation.
 *
 * @typedef {{ pid: number, mark: string | null, children: { name: string, pid: number, mark: string | null, stop: import('./child.mjs').ChildPlan['stop'] }[],
 *   url?: string, env?: Record<string, string> }} Running
 */

const fileIn = (home) => join(home, 'running.json');

/**
 * Claims a home for this launcher and ends what an earlier launcher left that was killed: only processes that it had written down and that still have the
 * same start mark. Throws a LaunchFault while another launcher is alive there.
 *
 * @param {string} home @param {(line: string) => void} say
 */
export async function claimHome(home, say) {
  const mine = { pid: process.pid, mark: startMark(process.pid), children: [] };
  for (let tries = 0; !create(home, mine); tries += 1) {
    const other = readRunning(home);
    if (other && stillLives(other.pid, other.mark)) refuse(home, other);
    if (tries > 20) throw new LaunchFault(`${fileIn(home)} cannot be replaced.`, { mend: 'remove that file' });
    setAside(home);
  }
  for (const left of readdirSync(home).filter((name) => name.startsWith('running.left-'))) await endLeft(join(home, left), say);
  return runningFile(home, mine);
}

/** What runs in this home now, or null. @param {string} home @returns {Running | null} */
export function readRunning(home) {
  return readJson(fileIn(home));
}

/** Ends what a killed launcher left in a home that nobody will start again. @param {string} home @param {(line: string) => void} say */
export async function endLeftovers(home, say) {
  const other = readRunning(home);
  if (other && stillLives(other.pid, other.mark)) return false;
  setAside(home);
  for (const left of readdirSync(home).filter((name) => name.startsWith('running.left-'))) await endLeft(join(home, left), say);
  return true;
}

function runningFile(home, /** @type {Running} */ state) {
  let processes = state.children;
  let commands = [];
  let removed = false;
  const write = () => {
    // What is ended first stands last.
    state.children = [...processes, ...commands];
    if (!removed) writePrivately(fileIn(home), JSON.stringify(state, null, 2));
  };
  return {
    /** @param {Running['children']} children */
    children(children) {
      processes = children;
      write();
    },
    /** @param {{ pid: number, mark: string | null }[]} running builds, installs and tests under way */
    commands(running) {
      commands = running.map((command) => ({ name: 'unfinished command', ...command, stop: { signal: 'SIGTERM', graceMs: 5000, wholeGroup: true } }));
      write();
    },
    /** @param {{ url: string, env: Record<string, string> }} more */
    ready(more) {
      Object.assign(state, more);
      write();
    },
    remove() {
      removed = true;
      rmSync(fileIn(home), { force: true });
    },
  };
}

function create(home, mine) {
  try {
    writeFileSync(fileIn(home), JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

// The old list stays on disk until all of it is ended: a start that is killed while it cleans up leaves it to the next one.
function setAside(home) {
  try {
    renameSync(fileIn(home), join(home, `running.left-${process.pid}-${Date.now()}`));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

async function endLeft(file, say) {
  const children = (readJson(file)?.children ?? []).filter((child) => stillLives(child.pid, child.mark));
  if (children.length > 0) say(`An earlier start was killed: ending the ${[...new Set(children.map((child) => child.name))].join(', ')} that it left.`);
  for (const child of children.reverse()) await endProcess(child.pid, child.mark, child.stop);
  rmSync(file, { force: true });
}

function refuse(home, other) {
  const where = other.url ? ` at ${other.url}` : '';
  throw new LaunchFault(`Stepwell is already running${where} (process ${other.pid}) with the data in ${home}.`, { mend: `end it (kill ${other.pid}), or set STEPWELL_HOME to another folder` });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
