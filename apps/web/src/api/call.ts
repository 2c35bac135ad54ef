import { paths, type RouteInput, type RouteName, type RouteOutput } from '#contracts/routes';
import { CallError } from './call-error.js';
import { reachability } from './reachability.js';

const patienceMs = 15_000;

/** A function like `call`, so that view models can be tested without a server. */
export type Call = <Name extends RouteName>(name: Name, input: RouteInput<Name>) => Promise<RouteOutput<Name>>;

/**
 * Calls one route of the contracts. Path parameters, query and body are told apart here.
 *
 * Throws CallError: the server's refusal by its code, `offline` when nothing was reached, `too_slow` after 15 s.
 */
export const call: Call = async (name, input) => {
  const { method, path } = paths[name];
  const { address, rest } = fillPath(path, input);
  const response = await send(method, method === 'GET' ? address + queryOf(rest) : address, rest);
  if (response.ok) return (await readJson(response)) as RouteOutput<typeof name>;
  throw await problemOf(response);
};

async function send(method: 'GET' | 'POST', address: string, body: Record<string, unknown>): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patienceMs);
  try {
    const response = await fetch(address, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
      ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    reachability.reached();
    return response;
  } catch {
    if (!stop.signal.aborted) reachability.missed();
    throw new CallError(stop.signal.aborted ? 'too_slow' : 'offline');
  } finally {
    clearTimeout(timer);
  }
}

function fillPath(path: string, input: Record<string, unknown>): { address: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const address = path.replace(/:(\w+)/g, (_, key: string) => {
    const value = String(rest[key]);
    delete rest[key];
    return encodeURIComponent(value);
  });
  return { address, rest };
}

function queryOf(rest: Record<string, unknown>): string {
  const query = new URLSearchParams(Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)])).toString();
  return query && `?${query}`;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new CallError('not_understood');
  }
}

// A proxy in between may answer with a page of its own: then only the status says something.
async function problemOf(response: Response): Promise<CallError> {
  const body = (await readJson(response).catch(() => null)) as { code?: string; details?: Record<string, unknown>; requestId?: string } | null;
  if (body && typeof body.code === 'string') return new CallError(body.code as CallError['code'], body.details ?? {}, body.requestId ?? null);
  return new CallError(response.status >= 502 && response.status <= 504 ? 'unavailable' : 'internal');
}
