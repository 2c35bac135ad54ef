import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/config.js';

/**
 * Whether a request comes from a page of ours. `Sec-Fetch-Site` decides where the browser sends it, else the exact `Origin`; a request
 * with neither is refused, because a browser that writes always sends one. Pure.
 */
export function sameOrigin(config: Config, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && site !== 'same-origin') return false;
  const origin = headers.origin;
  if (typeof origin === 'string') return origin === config.publicOrigin || isOwnLoopback(config, origin);
  return site === 'same-origin';
}

/** On plain http `localhost` and `127.0.0.1` are the same clinic; people type either. */
function isOwnLoopback(config: Config, origin: string): boolean {
  if (config.isHttps || !URL.canParse(origin)) return false;
  const { protocol, hostname, port } = new URL(origin);
  const own = new URL(config.publicOrigin);
  return protocol === 'http:' && port === own.port && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
