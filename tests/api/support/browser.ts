import { hasBody, type Method } from '#contracts';

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the server answered; the test says what it expects
  readonly body: any;
  readonly headers: Headers;
}

/** A browser as far as the API notices: it keeps cookies and says where its page comes from. */
export class Browser {
  readonly cookies = new Map<string, string>();

  /** `address`: where it seems to be, for a server that trusts the proxy on loopback. */
  constructor(
    private readonly origin: string,
    private readonly address = '203.0.113.10',
  ) {}

  get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  head(path: string): Promise<Answer> {
    return this.ask('HEAD', path);
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('POST', path, JSON.stringify(body), headers);
  }

  /** What is no path parameter goes into the body where the method has one, else into the query. */
  send(method: Method, path: string, input: object = {}): Promise<Answer> {
    if (hasBody(method)) return this.ask(method, path, JSON.stringify(input));
    const query = new URLSearchParams(Object.entries(input).map(([key, value]): [string, string] => [key, String(value)])).toString();
    return this.ask(method, query ? `${path}?${query}` : path);
  }

  /** The value of the cookie whose name begins so; names carry a prefix or a port. */
  cookie(name: string): string | undefined {
    return [...this.cookies].find(([key]) => key.includes(name))?.[1];
  }

  /** As if the server had set it; the cookie must be there already. */
  setCookie(name: string, value: string): void {
    for (const key of this.cookies.keys()) if (key.includes(name)) this.cookies.set(key, value);
  }

  private async ask(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(method !== 'GET' && method !== 'HEAD' && { origin: this.origin, ...(body !== undefined && { 'content-type': 'application/json' }) }),
        'x-forwarded-for': this.address,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split('=', 2);
    if (attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
