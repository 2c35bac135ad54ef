import { createHmac } from 'node:crypto';
import { LaunchFault } from '../words/fault.mjs';

/**
 * Proves by one API call that the LiveKit of LIVEKIT_URL answers and takes our key. Throws LaunchFaults that name the variable.
 *
 * @param {NodeJS.ProcessEnv} env @returns {Promise<{ kind: 'external', url: string, key: string, secret: string }>}
 */
export async function externalLiveKit(env) {
  const { LIVEKIT_URL: url = '', LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = env;
  if (!URL.canParse(url) || !/^(ws|http)s?:$/.test(new URL(url).protocol)) throw new LaunchFault('LIVEKIT_URL is not the address of a LiveKit server.', { mend: 'write it like LIVEKIT_URL=http://127.0.0.1:7880' });
  if (!key || !secret) throw new LaunchFault(`LIVEKIT_URL is set, but ${key ? 'LIVEKIT_API_SECRET' : 'LIVEKIT_API_KEY'} is not.`, { mend: 'set LIVEKIT_API_KEY and LIVEKIT_API_SECRET to a pair that the server knows' });
  const status = await listRooms(url, key, secret);
  if (status === 401 || status === 403) throw new LaunchFault('the LiveKit of LIVEKIT_URL refuses LIVEKIT_API_KEY with LIVEKIT_API_SECRET.', { mend: 'set the pair that stands in its configuration under `keys`' });
  if (status !== 200) throw new LaunchFault(`LIVEKIT_URL (${new URL(url).host}) does not answer like a LiveKit server${status ? ` (status ${status})` : ''}.`, { mend: 'start it, or leave LIVEKIT_URL out and let Stepwell run its own' });
  return { kind: 'external', url, key, secret };
}

async function listRooms(url, key, secret) {
  const address = new URL('/twirp/livekit.RoomService/ListRooms', url.replace(/^ws/, 'http'));
  const headers = { authorization: `Bearer ${apiToken(key, secret)}`, 'content-type': 'application/json' };
  const response = await fetch(address, { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(5000) }).catch(() => null);
  return response?.status ?? 0;
}

// The SDK that makes such tokens is a package, and this runs before packages.
function apiToken(key, secret) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: key, nbf: now - 5, exp: now + 60, video: { roomList: true } })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
