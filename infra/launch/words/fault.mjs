/**
 * A fault that a person can mend: what is wrong, and how to mend it. Printed without a stack, exit code 1.
 *
 * message: one or two plain sentences. mend: a command or a sentence, or nothing. log: the last lines of a log that explain it.
 */
export class LaunchFault extends Error {
  /** @param {string} message @param {{ mend?: string, log?: string[] }} [more] */
  constructor(message, { mend, log } = {}) {
    super(message);
    this.name = 'LaunchFault';
    this.mend = mend;
    this.log = log ?? [];
  }
}

/** The text to print for any error: the plain form for a LaunchFault, the stack for a mistake of ours. @param {unknown} error */
export function describeFault(error) {
  if (!(error instanceof LaunchFault)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const log = error.log.length > 0 ? ['', 'The last lines of its log:', ...error.log.map((line) => `  ${line}`)] : [];
  return [`Stepwell cannot go on: ${error.message}`, ...(error.mend ? [`What mends it: ${error.mend}`] : []), ...log].join('\n');
}
