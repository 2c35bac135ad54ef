import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const ticksPerSecond = 100;

/**
 * CPU seconds that a process has used so far, all its threads, in user and kernel. A counter: neighbours on the machine do not move it much.
 * Throws where there is no /proc, and when the process is gone.
 *
 * @param {number} pid
 */
export function cpuSeconds(pid) {
  const stat = proc(pid, 'stat');
  // The command's name stands in brackets and may hold anything, so fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Memory that the process has in RAM now, in MB of 10^6 bytes. @param {number} pid */
export function residentMegabytes(pid) {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(proc(pid, 'status'))?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}

function proc(pid, file) {
  if (process.platform !== 'linux') throw new Error('CPU time and memory are read from /proc, which only Linux has');
  return readFileSync(`/proc/${pid}/${file}`, 'utf8');
}
