import { stopCommands } from '../processes/command.mjs';
import { describeFault } from '../words/fault.mjs';
import { say } from '../words/progress.mjs';
import { onStopRequest } from '../processes/stop-requests.mjs';

/**
 * Runs the whole of a launcher program and ends the process: code 0 when work returns nothing, else the code it returns; 1 on any fault, told in plain words;
 * 130 after a request to stop.
 *
 * work gets atEnd(), which takes what must be undone whatever happens; undone in reverse order, and told whether it must hurry. atLast() takes what is done or
 * said after all of that, in the order given.
 *
 * @param {(launch: { atEnd: (undo: (hurry: boolean) => Promise<unknown> | unknown) => void, atLast: (word: () => void) => void }) => Promise<number | void>} work
 * @param {{ stopCode?: number }} [options]
 */
export async function launched(work, { stopCode = 130 } = {}) {
  const undos = [];
  const lastWords = [];
  let ending;
  let hurried = false;
  const end = (code) => (ending ??= undoAll(undos, () => hurried).then(() => leave(code, lastWords)));
  onStopRequest({
    stop: (why) => {
      say(`Stopping (${why}).`);
      void end(stopCode);
    },
    hurry: () => {
      hurried = true;
    },
  });
  // A reader that went away (npm start | head) must not keep the children from being ended.
  process.stdout.on('error', () => void end(1));
  const fail = (error) => {
    if (!ending) process.stderr.write(`${describeFault(error)}\n`);
    return end(1);
  };
  process.on('uncaughtException', (error) => void fail(error));
  try {
    await end((await work({ atEnd: (undo) => void undos.push(undo), atLast: (word) => void lastWords.push(word) })) ?? 0);
  } catch (error) {
    await fail(error);
  }
}

function leave(code, lastWords) {
  try {
    for (const word of lastWords) word();
  } finally {
    // A last word may still find a fault.
    process.exit(code || Number(process.exitCode ?? 0));
  }
}

async function undoAll(undos, hurried) {
  const commandsGone = stopCommands();
  for (const undo of [...undos].reverse()) {
    try {
      await undo(hurried());
    } catch (error) {
      process.stderr.write(`While stopping: ${describeFault(error)}\n`);
    }
  }
  await commandsGone;
}
