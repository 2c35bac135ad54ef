import { availableParallelism } from 'node:os';
import { say } from '../../../infra/launch/words/progress.mjs';
import { rounded } from './statistics.mjs';

/**
 * A figure as it is written out. bar: `{ most }` or `{ least }` for the ratio, or for the value with `of: 'value'`; a figure without a bar is only reported, and held
 * is null.
 *
 * @typedef {{ name: string, value: number | null, unit: string, floor?: number, ratio?: number, bar?: { most?: number, least?: number, of?: 'value' },
 *   spread?: { least: number, most: number, pairs: number }, note?: string, failed?: boolean }} Found
 * @param {Found} found
 */
export function finish({ name, value, unit, floor, ratio, bar, spread, note, failed = false }) {
  const judged = bar?.of === 'value' ? value : ratio;
  const held = failed ? false : bar ? judged != null && judged <= (bar.most ?? Infinity) && judged >= (bar.least ?? -Infinity) : null;
  const number = (one) => (one == null || Number.isNaN(one) ? null : rounded(one, 4));
  const words = bar ? `${bar.of ?? 'ratio'} ${bar.most === undefined ? `>= ${bar.least}` : `<= ${bar.most}`}` : null;
  const wide = spread && `${spread.pairs} pairs, ratio ${rounded(spread.least)} to ${rounded(spread.most)}`;
  return { name, value: number(value), unit, floor: number(floor), ratio: number(ratio), bar: words, held, note: [wide, note].filter(Boolean).join('; ') || null };
}

/** @param {ReturnType<typeof finish>[]} figures @param {{ before: number[], after: number[], seconds: number }} load */
export function printTable(figures, load) {
  const heads = ['figure', 'value', 'floor', 'ratio', 'bar', 'held'];
  const cells = figures.map((one) => [one.name, one.value === null ? '-' : `${one.value} ${one.unit}`, one.floor ?? '-', one.ratio ?? '-', one.bar ?? '-', one.held === null ? '-' : one.held ? 'yes' : 'NO'].map(String));
  const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd();
  say(`\n${line(heads)}\n${line(widths.map((width) => '-'.repeat(width)))}`);
  for (const [place, row] of cells.entries()) {
    say(line(row));
    if (figures[place].note) say(`    ${figures[place].note}`);
  }
  const words = (average) => average.map((one) => one.toFixed(1)).join(' ');
  say(`\nload average ${words(load.before)} before, ${words(load.after)} after, on ${availableParallelism()} processors; ${load.seconds.toFixed(0)} s; Node ${process.version}`);
}
