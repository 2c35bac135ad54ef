import { watchCommands } from '../processes/command.mjs';
import { claimHome } from '../processes/pid-file.mjs';
import { Processes } from '../processes/processes.mjs';
import { say } from '../words/progress.mjs';

/**
 * Makes this program the one launcher of a home: its children and commands are written down as they come and go, and are ended, and the file removed, at its end.
 *
 * @param {{ atEnd: (undo: (hurry: boolean) => unknown) => void, atLast: (word: () => void) => void }} launch @param {string} home
 */
export async function claimProcesses(launch, home) {
  const running = await claimHome(home, say);
  launch.atLast(() => running.remove());
  watchCommands((commands) => running.commands(commands));
  const processes = new Processes({ home, say, changed: (children) => running.children(children) });
  launch.atEnd((hurry) => processes.stop({ hurry }));
  return { running, processes };
}
