import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { signalGroup, startMark, waitGone, waitGroupGone } from './process-table.mjs';

/**
 * How one child is run and ended.
 *
 * restart: whether its death is mended by a new one. stop: the signal that asks it to end, how long it may take, and (Postgres) a sharper signal before KILL.
 * wholeGroup: whether the grace is for all that it started too.
 * afterEnd: what else must go when it is gone, for example a container.
 *
 * @typedef {{ name: string, command: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number,
 *   restart: boolean, stop: { signal: NodeJS.Signals, graceMs: number, then?: NodeJS.Signals, wholeGroup?: boolean }, afterEnd?: () => Promise<unknown> }} ChildPlan
 */

/**
 * Starts a child in its own process group with its output going straight into a file, so that it does not notice when the launcher is killed.
 *
 * onEnd is called once, with words for how it ended; also when it could not be started at all.
 *
 * @param {ChildPlan} plan @param {string} logFile @param {(how: string) => void} onEnd
 */
export function startChild(plan, logFile, onEnd) {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(plan.command, plan.args, { cwd: plan.cwd, env: plan.env, uid: plan.uid, gid: plan.gid, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const pid = child.pid ?? 0;
  const mark = pid ? startMark(pid) : null;
  let ended = false;
  const end = (how) => {
    if (ended) return;
    ended = true;
    // What the child itself had started must not outlive it.
    if (pid) signalGroup(pid, 'SIGKILL');
    onEnd(how);
  };
  child.on('error', (error) => end(`could not be started (${error.code ?? error.message})`));
  child.on('exit', (code, signal) => end(signal ? `was ended by ${signal}` : `ended with code ${code}`));
  return { name: plan.name, pid, mark, stop: (atMostMs = Infinity) => endProcess(pid, mark, { ...plan.stop, graceMs: Math.min(plan.stop.graceMs, atMostMs) }), stopNow: () => endProcess(pid, mark, { signal: plan.stop.then ?? 'SIGKILL', graceMs: 500 }) };
}

/**
 * Ends a process group: first politely, then (if the plan has it) sharply, then by KILL. Returns when the leader is gone.
 *
 * @param {number} pid @param {string | null} mark @param {ChildPlan['stop']} how
 */
export async function endProcess(pid, mark, how) {
  if (!pid || mark === null) return;
  signalGroup(pid, how.signal);
  if (how.wholeGroup) await waitGroupGone(pid, how.graceMs);
  if (!(await waitGone(pid, mark, how.graceMs)) && how.then) {
    signalGroup(pid, how.then);
    await waitGone(pid, mark, 500);
  }
  signalGroup(pid, 'SIGKILL');
  await waitGone(pid, mark, 500);
}
