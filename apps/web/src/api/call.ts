import { addressOf, hasBody, visitPaths, type Method, type RouteInput, type RouteName, type RouteOutput, type RoutePath, type VisitRoute } from '#contracts/routes';
import { CallError } from './call-error.js';
import { reachability } from './reachability.js';

const patienceMs = 15_000;

/** A function that calls some routes, so that view models can be tested without a server. */
export type CallOf<Route extends RouteName> = <Name extends Route>(name: Name, input: RouteInput<Name>) => Promise<RouteOutput<Name>>;
export type Call = CallOf<VisitRoute>;

/**
 * Calls one route of the contracts in `paths`. Path parameters, query and body are told apart here.
 *
 * Throws CallError: the server's refusal by its code, `offline` when nothing was reached, `too_slow` after 15 s.
 */
export function callIn<Route extends RouteName>(paths: Readonly<Record<Route, RoutePath>>): CallOf<Route> {
  return async (name, input) => {
    const { method, path } = addressOf(paths[name]);
    const { address, rest } = fillPath(path, input);
    const response = await send(method, hasBody(method) ? address : address + queryOf(rest), rest);
    if (response.ok) return (await readJson(response)) as RouteOutput<typeof name>;
    throw await problemOf(response);
  };
}

/** Calls a route of a patient's visit. */
export const call: Call = callIn<VisitRoute>(visitPaths);

async function send(method: Method, address: string, body: Record<string, unknown>): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patienceMs);
  try {
    const response = await fetch(address, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
      ...(hasBody(method) && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
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
