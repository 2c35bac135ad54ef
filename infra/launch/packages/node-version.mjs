import { LaunchFault } from '../words/fault.mjs';

/** Refuses a Node that is older than 20.19, before anything else can fail in a stranger way. @param {string} [version] */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new LaunchFault(`Node ${version} is too old; 20.19 or newer is needed.`, { mend: 'install Node 24 from https://nodejs.org, or `nvm install 24`' });
}
