import { randomBytes } from 'node:crypto';
import { LaunchFault } from '../words/fault.mjs';
import { openSecrets, writeSecrets } from './secrets.mjs';

/**
 * Makes a new version of STEPWELL_SECRET in the home's secrets and keeps those before it, so that what they made goes on. Throws a LaunchFault when the secret
 * is given by the environment: then it is not ours to write.
 *
 * @param {string} home @param {NodeJS.ProcessEnv} env @returns {{ version: number, kept: number[] }}
 */
export function rotateSecret(home, env) {
  const versions = ownVersions(home, env);
  const kept = [...versions.keys()];
  const version = Math.max(...kept) + 1;
  write(home, new Map([[version, randomBytes(32).toString('base64url')], ...versions]));
  return { version, kept };
}

/** The version, if it is one that may be dropped; else a LaunchFault. @param {string} home @param {NodeJS.ProcessEnv} env @param {number} version */
export function secretVersion(home, env, version) {
  const kept = [...ownVersions(home, env).keys()];
  if (!kept.includes(version)) throw new LaunchFault(`there is no version ${version} of the secret; kept ${kept.length === 1 ? 'is' : 'are'} ${kept.join(' and ')}.`);
  if (version === Math.max(...kept)) throw new LaunchFault(`version ${version} is the newest, by which everything is made.`, { mend: 'first make a newer one: `npm run keys:rotate`' });
  return version;
}

/** Ends an old version: whatever it made is worth nothing after the next start. @param {string} home @param {number} version one that `secretVersion` let through */
export function dropSecret(home, version) {
  const versions = ownVersions(home, {});
  versions.delete(version);
  write(home, versions);
}

/** The newest first. One secret without a number is version 1. */
function ownVersions(home, env) {
  if (env.STEPWELL_SECRET || env.STEPWELL_SECRET_FILE) {
    throw new LaunchFault('the secret is given by STEPWELL_SECRET or STEPWELL_SECRET_FILE, so it is not kept here.', {
      mend: 'make one with `openssl rand -hex 32` and put it in front yourself, with its number: STEPWELL_SECRET=2:new-secret,1:old-secret (in a file: one on each line)',
    });
  }
  const text = openSecrets(home, {}).stepwellSecret;
  const parts = /^\d+:/.test(text) ? text.split(',').map((part) => [Number(part.split(':', 1)[0]), part.slice(part.indexOf(':') + 1)]) : [[1, text]];
  return new Map(/** @type {[number, string][]} */ (parts).sort(([a], [b]) => b - a));
}

function write(home, versions) {
  writeSecrets(home, { ...openSecrets(home, {}), stepwellSecret: [...versions].map(([version, secret]) => `${version}:${secret}`).join(',') });
}
