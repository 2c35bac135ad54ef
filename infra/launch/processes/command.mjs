import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { signalGroup, startMark, waitGroupGone } from './process-table.mjs';

/** @type {Map<number, string | null>} the leader of each running command's group -> its start mark */
const runningCommands = new Map();
let closed = false;
let changed = () => {};

/** Calls back, with the list, whenever a command starts or ends. @param {(commands: { pid: number, mark: string | null }[]) => void} listener */
export function watchCommands(listener) {
  changed = () => listener([...runningCommands].map(([pid, mark]) => ({ pid, mark })));
}

const OUTPUTS = /** @type {const} */ ({ collect: ['pipe', 'pipe'], inherit: ['inherit', 'inherit'], 'inherit-errors': ['ignore', 'inherit'] });

/**
 * Runs one command to its end in its own process group, so that stopCommands() ends it with all it started.
 *
 * show: 'collect' keeps the output (default), 'inherit' lets it through to the terminal, 'inherit-errors' only stderr. onLine gets each line as it comes.
 * Once stopCommands() was called nothing starts any more and the promises stay open, but for whileStopping: the program is about to exit.
 * returns { code, output }: code 0..255, 128 after a signal, 127 when the command does not exist or cannot be run. Never throws for the command's own failure.
 *
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, timeoutMs?: number, show?: keyof typeof OUTPUTS, input?: string, whileStopping?: boolean, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand(command, args, { show = 'collect', timeoutMs, onLine, input, whileStopping = false, ...options } = {}) {
  if (closed && !whileStopping) return new Promise(() => {});
  return new Promise((resolve) => {
    const [out, err] = OUTPUTS[show];
    const child = spawn(command, args, { ...options, detached: true, stdio: [input === undefined ? 'ignore' : 'pipe', out, err] });
    if (child.pid) runningCommands.set(child.pid, startMark(child.pid));
    changed();
    if (input !== undefined) child.stdin?.on('error', () => {}).end(input);
    const output = collect(child, onLine);
    const timer = timeoutMs && setTimeout(() => child.pid && signalGroup(child.pid, 'SIGKILL'), timeoutMs);
    const settle = (code) => {
      clearTimeout(timer);
      if (child.pid) runningCommands.delete(child.pid);
      changed();
      // Work that waited for it must not go on as if it had come to its own end.
      if (closed && !whileStopping) return;
      resolve({ code, output: output() });
    };
    child.on('error', () => settle(127));
    child.on('close', (code, signal) => settle(signal ? 128 : (code ?? 1)));
  });
}

/**
 * Ends every command that still runs, with all in its group; no further one starts. The grace is for what the commands themselves have to undo.
 *
 * @param {number} [graceMs]
 */
export async function stopCommands(graceMs = 3500) {
  closed = true;
  await Promise.all(
    [...runningCommands.keys()].map(async (pid) => {
      signalGroup(pid, 'SIGTERM');
      await waitGroupGone(pid, graceMs);
      signalGroup(pid, 'SIGKILL');
    }),
  );
}

/** The last lines of an output, for an error message. @param {string} output @param {number} [count] */
export function lastLines(output, count = 20) {
  return stripVTControlCharacters(output).trimEnd().split('\n').slice(-count);
}

function collect(child, onLine) {
  const chunks = [];
  let rest = '';
  const take = (chunk) => {
    chunks.push(chunk);
    if (!onLine) return;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  };
  child.stdout?.setEncoding('utf8').on('data', take);
  child.stderr?.setEncoding('utf8').on('data', take);
  return () => chunks.join('');
}
