import { runCommand } from '../processes/command.mjs';

/** The version of livekit-server that this code is made for; any patch of the same minor is good when it is found installed. */
export const LIVEKIT_VERSION = '1.13.5';
const MINOR = LIVEKIT_VERSION.split('.').slice(0, 2).join('.');

/** What a program answers to --version, for example "1.13.5"; null when it does not run or is something else. @param {string} file @returns {Promise<string | null>} */
export async function livekitVersion(file) {
  const { code, output } = await runCommand(file, ['--version'], { timeoutMs: 10_000 });
  return code === 0 ? (/version v?(\d+\.\d+\.\d+)/.exec(output)?.[1] ?? null) : null;
}

/** True for a version of the same minor as ours. @param {string | null} version */
export const fits = (version) => version?.startsWith(`${MINOR}.`) ?? false;
