import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { broughtSince, clusterListing, listing } from './listing.mjs';

const settleMs = 5000;

/**
 * Holds what is about after each part of `npm test` against what was about before it: processes, ports, files in the temporary folder, system users, databases and
 * roles. What a part brought and did not take away again is a failed test of its own.
 */
export class LeftBehind {
  #run;
  #found = [];
  #looks = 0;

  /** @param {string} home of the test run */
  constructor(home) {
    this.#run = { home, temporary: join(home, 'tmp') };
  }

  /** Does one part and looks around before and after it. @template T @param {string} part @param {string | undefined} clusterUrl @param {() => Promise<T>} work @returns {Promise<T>} */
  async around(part, clusterUrl, work) {
    const before = await this.#look(clusterUrl);
    const result = await work();
    this.#looks += 1;
    for (const one of await this.#stays(before, clusterUrl)) this.#found.push(`${part} left ${one}`);
    return result;
  }

  /** When everything was ended and removed: nothing of this run is left at all. */
  atLast() {
    this.#looks += 1;
    const { processes, ports } = listing({ home: this.#run.home });
    this.#found.push(...[...processes, ...ports].map((one) => `the run left ${one}`), ...(existsSync(this.#run.home) ? ['the run left its home'] : []));
  }

  /** One test for each look; what was found is said. */
  result() {
    return { passed: this.#found.length === 0 ? this.#looks : 0, failed: this.#found.length, note: this.#found.join('; ') || 'processes, ports, files, users, databases and roles as before', seconds: 0 };
  }

  /** A process that was just ended, and the files that it held, may take a moment to go. */
  async #stays(before, clusterUrl) {
    const until = Date.now() + settleMs;
    for (;;) {
      const stays = broughtSince(before, await this.#look(clusterUrl));
      if (stays.length === 0 || Date.now() > until) return stays;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #look(clusterUrl) {
    return { ...listing(this.#run), ...(clusterUrl ? await clusterListing(clusterUrl) : {}) };
  }
}
