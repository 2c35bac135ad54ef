import { startChild } from './child.mjs';
import { LaunchFault } from '../words/fault.mjs';
import { freshLog, tail } from '../home/logs.mjs';
import { delayAfter } from './restart-rule.mjs';

// Of the 5 s in which all must be gone: what is politely asked for, so that a sharper signal and the last words still fit.
const POLITE_MS = 4000;

/**
 * Keeps the children of one installation running: starts them, starts them again by the restart rule, ends them in the reverse order of their start.
 *
 * `failed` settles (never rejects) with a LaunchFault when a child may not or cannot be restarted; the caller then calls stop().
 */
export class Processes {
  #home;
  #say;
  #changed;
  #children = [];
  #stopping = false;
  #fail;

  /** @param {{ home: string, say: (line: string) => void, changed: (children: { name: string, pid: number, mark: string | null, stop: object }[]) => void }} options */
  constructor({ home, say, changed }) {
    this.#home = home;
    this.#say = say;
    this.#changed = changed;
    /** @type {Promise<LaunchFault>} */
    this.failed = new Promise((resolve) => (this.#fail = resolve));
  }

  /** Starts a child and keeps it up; nothing starts any more once stop() was called. @param {import('./child.mjs').ChildPlan} plan */
  start(plan) {
    if (this.#stopping) return;
    const child = { plan, log: freshLog(this.#home, plan.name), deaths: [], running: null, timer: undefined };
    this.#children.push(child);
    this.#spawn(child);
  }

  /**
   * Waits until a child answers. check() says whether it does and may throw while it does not.
   * Throws a LaunchFault with the last log lines when it ends for good or does not answer in time.
   *
   * @param {string} name @param {() => Promise<boolean>} check @param {number} withinMs
   */
  async ready(name, check, withinMs) {
    const until = Date.now() + withinMs;
    let fault = null;
    void this.failed.then((reason) => (fault = reason));
    while (Date.now() < until) {
      if (fault) throw fault;
      if (await check().catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new LaunchFault(`${name} did not answer within ${withinMs / 1000} s.`, { log: this.lastLines(name) });
  }

  /** The last lines that a child wrote. @param {string} name */
  lastLines(name) {
    const child = this.#children.find((one) => one.plan.name === name);
    return child ? tail(child.log) : [];
  }

  /** Ends all children, the last started first. Safe to call twice. @param {{ hurry?: boolean }} [options] */
  async stop({ hurry = false } = {}) {
    this.#stopping = true;
    for (const child of this.#children) clearTimeout(child.timer);
    const until = Date.now() + POLITE_MS;
    for (const child of [...this.#children].reverse()) {
      await (hurry ? child.running?.stopNow() : child.running?.stop(Math.max(until - Date.now(), 500)));
      await child.plan.afterEnd?.();
    }
  }

  #spawn(child) {
    const running = startChild(child.plan, child.log, (how) => this.#ended(child, how));
    child.running = running;
    this.#tell();
  }

  #ended(child, how) {
    child.running = null;
    if (this.#stopping) return;
    this.#tell();
    child.deaths.push(Date.now());
    const delay = child.plan.restart ? delayAfter(child.deaths) : null;
    if (delay === null) return this.#giveUp(child, how);
    this.#say(`${child.plan.name} ${how}: starting it again in ${delay / 1000} s.`);
    child.timer = setTimeout(() => this.#spawn(child), delay);
  }

  #giveUp(child, how) {
    const what = child.plan.restart ? `${child.plan.name} ${how}, the fourth time within a minute.` : `${child.plan.name} ${how}.`;
    this.#fail(new LaunchFault(what, { log: tail(child.log), mend: `read ${child.log}, then start again` }));
  }

  #tell() {
    this.#changed(this.#children.flatMap(({ running, plan }) => (running ? [{ name: plan.name, pid: running.pid, mark: running.mark, stop: plan.stop }] : [])));
  }
}
