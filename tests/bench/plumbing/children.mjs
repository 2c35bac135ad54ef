import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const graceMs = 3000;
/** @type {Set<Child>} */
const alive = new Set();

/**
 * One program that a benchmark started; ended by its own pid.
 *
 * @typedef {object} ChildPlan @property {string} name @property {string} command @property {string[]} args @property {string} logFile where its output goes
 * @property {NodeJS.ProcessEnv} [env] @property {string} [cwd]
 */
export class Child {
  /** @param {ChildPlan} plan */
  constructor({ name, command, args, env, cwd, logFile }) {
    this.name = name;
    this.logFile = logFile;
    this.startedAt = performance.now();
    const log = openSync(logFile, 'a');
    this.process = spawn(command, args, { env, cwd, stdio: ['ignore', log, log] });
    closeSync(log);
    alive.add(this);
    this.gone = once(this.process, 'exit').then(() => void alive.delete(this));
  }

  get pid() {
    if (!this.process.pid) throw new Error(`${this.name} could not be started`);
    return this.process.pid;
  }

  /** Resolves when `url` answers 200. Throws with the last lines it wrote when it ended or took too long. @param {string} url */
  async untilReady(url, { everyMs = 20, withinMs = 30_000 } = {}) {
    const latest = performance.now() + withinMs;
    while (performance.now() < latest && this.process.exitCode === null) {
      const status = await fetch(url, { signal: AbortSignal.timeout(3000) }).then((response) => (response.body?.cancel(), response.status), () => 0);
      if (status === 200) return;
      await pause(everyMs);
    }
    throw new Error(`${this.name} did not become ready:\n${readFileSync(this.logFile, 'utf8').split('\n').slice(-12).join('\n')}`);
  }

  async end() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    const killer = setTimeout(() => this.process.kill('SIGKILL'), graceMs);
    await this.gone;
    clearTimeout(killer);
  }

  endNow() {
    this.process.kill('SIGKILL');
  }
}

/** Ends everything that still runs; for the end of a run, whatever happened in it. */
export const endAll = () => Promise.all([...alive].map((child) => child.end()));

/** The last resort: what was started here never outlives this process. */
export const endAllNow = () => alive.forEach((child) => child.endNow());
