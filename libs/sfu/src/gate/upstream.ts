import { request as requestHttp, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LiveKitAccess } from '../livekit-access.js';

/** What of a browser's request LiveKit gets to see. No cookie, no origin, no address; no extensions, so frames stay measurable. */
const passedOn = ['user-agent', 'sec-websocket-key', 'sec-websocket-version'] as const;

/** Begins a GET to LiveKit with the verified token as Authorization. The caller listens, and ends it. */
export function askLiveKit(access: LiveKitAccess, path: string, token: string, from: IncomingHttpHeaders, upgrade: boolean): ClientRequest {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (upgrade) Object.assign(headers, { connection: 'Upgrade', upgrade: 'websocket' });
  for (const name of passedOn) {
    const value = from[name];
    if (value !== undefined) headers[name] = value;
  }
  const { address } = access;
  const begin = address.protocol === 'https:' ? requestHttps : requestHttp;
  return begin({ host: address.hostname.replace(/^\[|\]$/g, ''), port: address.port, path, headers, agent: false }).end();
}
