const SAME_REQUEST_MS = 1000;
const PARENT_CHECK_MS = 300;

/**
 * Calls stop() at the first request to end, and hurry() at a later one. Requests are SIGINT, SIGTERM, SIGHUP and the death of the parent: npm does not
 * pass SIGTERM on, it just goes. A repeat within a second is the same request: Ctrl-C reaches us from the terminal and again from npm.
 *
 * @param {{ stop: (why: string) => void, hurry: () => void }} handlers
 */
export function onStopRequest({ stop, hurry }) {
  let firstAt = 0;
  const request = (why) => {
    if (firstAt === 0) {
      firstAt = Date.now();
      return stop(why);
    }
    if (Date.now() - firstAt > SAME_REQUEST_MS) hurry();
  };
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => request(signal));
  watchParent(() => request('the death of its parent'));
}

function watchParent(gone) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
