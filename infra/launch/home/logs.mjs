import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const KEPT_STARTS = 5;
const TAIL_BYTES = 64 * 1024;

/** Moves the logs of earlier starts one number on and returns the name of the fresh one. @param {string} home @param {string} name */
export function freshLog(home, name) {
  const file = join(home, 'logs', `${name}.log`);
  for (let age = KEPT_STARTS - 1; age >= 0; age -= 1) {
    const older = age === 0 ? file : `${file}.${age}`;
    if (existsSync(older)) renameSync(older, `${file}.${age + 1}`);
  }
  return file;
}

/** The last lines of a log; none when it is absent. @param {string} file @param {number} [count] @returns {string[]} */
export function tail(file, count = 20) {
  if (!existsSync(file)) return [];
  const handle = openSync(file, 'r');
  try {
    const size = fstatSync(handle).size;
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').split('\n').filter((line) => line.trim() !== '').slice(-count);
  } finally {
    closeSync(handle);
  }
}
