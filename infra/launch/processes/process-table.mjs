import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/**
 * A mark that only this life of this pid has: its start time, and on Linux the boot it belongs to. null when the process is gone.
 *
 * A process that ended and was not collected by its parent (a zombie, lasting in containers without an init) counts as gone.
 *
 * @param {number} pid
 */
export function startMark(pid) {
  return process.platform === 'linux' ? markFromProc(pid) : markFromPs(pid);
}

/** True while the process that had this mark still lives. @param {number} pid @param {string | null} mark */
export function stillLives(pid, mark) {
  return mark !== null && startMark(pid) === mark;
}

/** Sends a signal to a whole process group, once; a group that is gone is no error. @param {number} leader @param {NodeJS.Signals} signal */
export function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    // EPERM comes from macOS for a group of which only a zombie is left.
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}

/** Waits until a process is gone, at most so long; says whether it is. @param {number} pid @param {string | null} mark @param {number} atMostMs */
export async function waitGone(pid, mark, atMostMs) {
  const until = Date.now() + atMostMs;
  while (stillLives(pid, mark)) {
    if (Date.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/** Waits until no process of a group is left, at most so long. @param {number} leader @param {number} atMostMs */
export async function waitGroupGone(leader, atMostMs) {
  const until = Date.now() + atMostMs;
  while (groupLives(leader) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}

function groupLives(leader) {
  try {
    process.kill(-leader, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  // Zombies still answer a signal: only a look at each tells.
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && membership(pid) === leader);
}

/** The group that a living process belongs to. @param {string} pid */
function membership(pid) {
  const fields = statFields(pid);
  return fields && fields[0] !== 'Z' ? Number(fields[2]) : null;
}

function markFromProc(pid) {
  const fields = statFields(pid);
  return !fields || fields[0] === 'Z' || fields[0] === 'X' ? null : `${bootId()}:${fields[19]}`;
}

/** What follows the name in /proc/<pid>/stat: state first (field 3), then parent, group; the start time is the 20th. null when the process is gone. */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks and brackets: what follows its last bracket is regular.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

let boot;
const bootId = () => (boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8));

function markFromPs(pid) {
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split(/\s+/);
    return !state || state.startsWith('Z') ? null : started.join(' ');
  } catch {
    return null;
  }
}
