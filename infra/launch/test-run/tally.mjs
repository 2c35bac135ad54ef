import { say } from '../words/progress.mjs';

/**
 * Counts what passed and failed over all parts of `npm test`. A skipped test counts as failed: nothing is skipped silently.
 */
export class Tally {
  #parts = [];

  /** @param {string} part @param {{ passed: number, failed: number, note?: string, seconds: number }} result */
  add(part, result) {
    this.#parts.push({ part, ...result });
    say(lineOf({ part, ...result }));
  }

  get failed() {
    return this.#parts.reduce((sum, one) => sum + one.failed, 0);
  }

  /** All parts again, and as the last line exactly `N passed, N failed`. */
  sum() {
    const passed = this.#parts.reduce((sum, one) => sum + one.passed, 0);
    say('');
    for (const one of this.#parts) say(lineOf(one));
    say(`${passed} passed, ${this.failed} failed`);
  }
}

const lineOf = ({ part, passed, failed, note, seconds }) =>
  `${failed > 0 ? 'FAILED' : 'ok    '} ${part.padEnd(12)} ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s${note ? ` (${note})` : ''}`;
