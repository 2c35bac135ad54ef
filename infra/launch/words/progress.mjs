const QUIET_MS = 2000;
const REPEAT_MS = 10_000;

/** @type {Set<{ label: string, doing: string, began: number, said: number }>} */
const running = new Set();
let ticker;
let lineShown = false;

/** Prints one line, above the moving progress line if a terminal shows one. @param {string} text */
export function say(text) {
  clearLine();
  process.stdout.write(`${text}\n`);
}

/**
 * Runs one step. A step that takes more than 2 s shows the seconds and what it is doing: a moving line in a terminal, else a line each 10 s.
 *
 * work gets a function that takes the words for "what it is doing now". The step's errors are the caller's.
 *
 * @template T @param {string} label @param {(doing: (what: string) => void) => Promise<T> | T} work @returns {Promise<T>}
 */
export async function step(label, work) {
  const entry = { label, doing: '', began: Date.now(), said: 0 };
  running.add(entry);
  ticker ??= setInterval(tick, 500);
  ticker.unref();
  try {
    const result = await work((what) => (entry.doing = what));
    if (Date.now() - entry.began > QUIET_MS) say(`${label}: done in ${seconds(entry)} s`);
    return result;
  } finally {
    running.delete(entry);
    if (running.size === 0) stopTicking();
  }
}

function tick() {
  const slow = [...running].filter((entry) => Date.now() - entry.began > QUIET_MS);
  if (slow.length === 0) return;
  if (process.stdout.isTTY) return showLine(slow);
  for (const entry of slow) {
    if (Date.now() - entry.said < REPEAT_MS) continue;
    entry.said = Date.now();
    say(inWords(entry));
  }
}

function showLine(entries) {
  clearLine();
  const width = (process.stdout.columns || 80) - 1;
  process.stdout.write(entries.map(inWords).join(' | ').slice(0, width));
  lineShown = true;
}

function clearLine() {
  if (lineShown) process.stdout.write('\r\x1b[K');
  lineShown = false;
}

function stopTicking() {
  clearInterval(ticker);
  ticker = undefined;
  clearLine();
}

const seconds = (entry) => ((Date.now() - entry.began) / 1000).toFixed(1);
const inWords = (entry) => `${entry.label}: ${Math.round((Date.now() - entry.began) / 1000)} s${entry.doing ? `, ${entry.doing}` : ''}`;
