/** Methods that a route may have. What changes something is sent with a body, except DELETE; that and GET say the rest in the query. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Method and path of a route in one text, so that a page carries its own list and nothing else; `:name` marks a path parameter. */
export type RoutePath = `${Method} /api/v1/${string}`;

export interface RouteAddress {
  readonly method: Method;
  /** Below the origin. */
  readonly path: string;
}

/** The two halves of a route path. */
export function addressOf(route: RoutePath): RouteAddress {
  const [method, path] = route.split(' ') as [Method, string];
  return { method, path };
}

/** Whether what is no path parameter travels in the body; else it is in the query. */
export function hasBody(method: Method): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}
