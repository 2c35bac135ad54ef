/** What may be asked for under `/rtc`. Source: LiveKit's RTCService.SetupRoutes and livekit-client's createRtcUrl, createValidateUrl. */
export const signallingPaths: ReadonlySet<string> = new Set(['/rtc', '/rtc/v1']);
export const validatePaths: ReadonlySet<string> = new Set(['/rtc/validate', '/rtc/v1/validate']);

/** A request as far as it can be judged by its form alone. */
type GateRequest = { readonly kind: 'asks'; readonly token: string; readonly path: string } | { readonly kind: 'refused'; readonly status: 401 | 403 | 404 };

/**
 * Reads one request to the gate.
 *
 * url: the request target as it came. authorization: that header, if any; it wins over the query, as it does in LiveKit.
 * returns: the token, and the path with its query for LiveKit, written anew without the token, so that no two readers of an odd spelling
 * can disagree; or the refusal. `publish` opens a second identity from one token (LiveKit's ValidateConnectRequest), so it is refused.
 * Never throws.
 */
export function readGateRequest(url: string, authorization: string | undefined): GateRequest {
  const asked = parse(url);
  if (!asked || !(signallingPaths.has(asked.pathname) || validatePaths.has(asked.pathname))) return { kind: 'refused', status: 404 };
  const query = asked.searchParams;
  if (query.has('publish')) return { kind: 'refused', status: 403 };
  const token = authorization === undefined ? onlyOne(query.getAll('access_token')) : /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (!token) return { kind: 'refused', status: 401 };
  query.delete('access_token');
  const rest = query.toString();
  return { kind: 'asks', token, path: rest ? `${asked.pathname}?${rest}` : asked.pathname };
}

/** Whether a path, without its query, lies at or below a prefix like `/rtc`. Never throws. */
export function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function parse(url: string): URL | undefined {
  // Only a plain path counts: `//host/rtc` or `http://host/rtc` would be read as another host.
  if (!/^\/(?!\/)/.test(url)) return undefined;
  return URL.canParse(url, 'http://gate.invalid') ? new URL(url, 'http://gate.invalid') : undefined;
}

function onlyOne(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}
