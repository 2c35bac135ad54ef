import { parseArgs } from 'node:util';
import { openHome } from './home/home.mjs';
import { dropSecret, rotateSecret, secretVersion } from './home/secret-versions.mjs';
import { aliveByKey } from './postgres/alive-by-key.mjs';
import { readRunning } from './processes/pid-file.mjs';
import { stillLives } from './processes/process-table.mjs';
import { launched } from './start/launched.mjs';
import { openMigratedDatabase } from './start/with-database.mjs';
import { LaunchFault } from './words/fault.mjs';
import { say } from './words/progress.mjs';

await launched(async (launch) => {
  const { drop, yes } = flags();
  const home = openHome(process.env);
  if (drop === undefined) {
    const { version, kept } = rotateSecret(home, process.env);
    say(`Version ${version} of the secret is made; version ${kept.join(' and ')} is kept, so that every link, device and sign-in goes on.`);
  } else {
    const version = secretVersion(home, process.env, drop);
    const { ownerUrl } = await openMigratedDatabase(launch);
    const { links, devices, signIns, apps } = await aliveByKey(ownerUrl, version);
    if (apps > 0) throw new LaunchFault(`${apps} authenticator ${apps === 1 ? 'app is' : 'apps are'} still sealed by version ${version}.`, { mend: 'start Stepwell anew and sign in once, which seals them by the newest version; then drop this one' });
    const dying = `${links} links that still work, ${devices} trusted devices and ${signIns} sign-ins that are open`;
    if (links + devices + signIns > 0 && !yes) throw new LaunchFault(`with version ${version} would die: ${dying}. Nothing is changed.`, { mend: `wait (sign-ins last 12 hours, links until their session, devices 90 days), or say \`npm run keys:rotate -- --drop ${version} --yes\`` });
    dropSecret(home, version);
    say(`Version ${version} of the secret is gone, and with it ${dying}.`);
  }
  say(restart(home));
});

function restart(home) {
  const running = readRunning(home);
  if (!running || !stillLives(running.pid, running.mark)) return 'Nothing runs with these data; the next `npm start` takes it.';
  return `Stepwell runs with these data and does not know it yet: end it with Ctrl-C (its process is ${running.pid}) and say \`npm start\`. A group that is live goes on: pages come back by themselves.`;
}

function flags() {
  const mend = '`npm run keys:rotate` makes a new version; `npm run keys:rotate -- --drop 1` ends an old one';
  try {
    const { drop, yes = false } = parseArgs({ options: { drop: { type: 'string' }, yes: { type: 'boolean' } } }).values;
    if (drop === undefined ? yes : !/^[1-9]\d{0,3}$/.test(drop)) throw new LaunchFault('--drop wants the number of a version, and --yes belongs to it.', { mend });
    return { drop: drop === undefined ? undefined : Number(drop), yes };
  } catch (error) {
    throw error instanceof LaunchFault ? error : new LaunchFault(error.message, { mend });
  }
}
