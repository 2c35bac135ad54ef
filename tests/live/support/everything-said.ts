import { gunzipSync } from 'node:zlib';
import type { BrowserContext, Page, WebSocket } from 'playwright-core';

/** Of a person: what their browser got, sent, shows and keeps. */
export type PagePlace = 'received' | 'sent' | 'screen' | 'title' | 'address' | 'link' | 'signalling' | 'storage' | 'cookies' | 'console';
/** Of machines: what they write down, or show of each other. */
export type MachinePlace = 'log' | 'livekit' | 'claims' | 'webhooks' | 'metrics' | 'arguments' | 'audit' | 'evidence' | 'database';

/** One thing that was said, and to whom. */
export interface Said {
  readonly reader: string;
  readonly place: PagePlace | MachinePlace;
  /** For the reader of a failure: which request, frame or look. */
  readonly where: string;
  /** One character a byte where it came as bytes. */
  text: string;
  /** Whose names the reader may know at that moment: nobody's outside of the room. */
  readonly inSight: ReadonlySet<string>;
}

const nobody: ReadonlySet<string> = new Set();
const noText: readonly RegExp[] = [/^\/assets\//, /^\/health\//];

/** What a page keeps beyond the screen. */
const kept = `(async () => JSON.stringify({ local: { ...localStorage }, session: { ...sessionStorage }, databases: await indexedDB.databases(), caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length, name: window.name, history: history.state }))()`;

/** Everything that anybody got to hear in the course of an evening, in order. */
export class EverythingSaid {
  readonly all: Said[] = [];
  private readonly inside = new Set<string>();
  /** A new one with each who comes in, so that what was said earlier keeps its own. */
  private known: ReadonlySet<string> = new Set();

  /** From now on this person is among those in the room: say it before it is made so. */
  letIn(...people: string[]): void {
    for (const person of people) this.inside.add(person);
    this.known = new Set([...this.known, ...people]);
  }

  /** Say it when the person's page has understood. */
  putOut(...people: string[]): void {
    for (const person of people) this.inside.delete(person);
  }

  inSightOf(reader: string): ReadonlySet<string> {
    return this.inside.has(reader) ? this.known : nobody;
  }

  add(reader: string, place: Said['place'], where: string, text: string | Buffer): Said {
    const said = { reader, place, where, text: typeof text === 'string' ? text : withInflated(text), inSight: this.inSightOf(reader) };
    this.all.push(said);
    return said;
  }

  /** An address that a browser asks for: LiveKit's own clients put their pass into theirs, which is why it has a place of its own. */
  address(reader: string, where: string, address: string): void {
    const { pathname, searchParams } = new URL(address, 'http://here');
    if (!/^\/rtc(\/|$)/.test(pathname)) return void this.add(reader, 'address', where, address);
    const joining = withInflated(Buffer.from(searchParams.get('join_request') ?? '', 'base64'));
    this.add(reader, 'signalling', where, `${address}\n${joining}`);
  }

  count(reader: string, place: Said['place'], where = ''): number {
    return this.all.filter((said) => said.reader === reader && said.place === place && said.where.includes(where)).length;
  }

  /** Addresses, frames and the console of one page, from now on. */
  watch(reader: string, page: Page): void {
    let moves = 0;
    page.on('framenavigated', (frame) => {
      moves += 1;
      // The first is the link from the message itself, or the address that somebody typed.
      if (moves === 1) this.add(reader, 'link', 'the address that was opened', frame.url());
      else this.address(reader, `move ${moves}`, frame.url());
    });
    page.on('request', (request) => this.address(reader, 'request', request.url()));
    page.on('console', (message) => this.add(reader, 'console', message.type(), message.text()));
    page.on('websocket', (socket) => this.watchSocket(reader, socket));
  }

  /** What a page shows and keeps at this moment. */
  async look(reader: string, { context, page }: { context: BrowserContext; page: Page }, when: string): Promise<void> {
    this.add(reader, 'screen', when, await page.content());
    this.add(reader, 'title', when, await page.title());
    this.add(reader, 'storage', when, await page.evaluate<string>(kept));
    this.add(reader, 'cookies', when, (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; '));
    const devtools = await context.newCDPSession(page);
    const { entries } = await devtools.send('Page.getNavigationHistory');
    await devtools.detach();
    for (const { url, title } of entries) this.address(reader, `history ${when} (${title})`, url);
  }

  private watchSocket(reader: string, socket: WebSocket): void {
    const { pathname } = new URL(socket.url());
    this.address(reader, 'socket', socket.url());
    socket.on('framereceived', ({ payload }) => void this.add(reader, 'received', `frame at ${pathname}`, payload));
    socket.on('framesent', ({ payload }) => void this.add(reader, 'sent', `frame at ${pathname}`, payload));
  }
}

/** One connection of the relay, as far as it was understood. */
interface Wire {
  readonly reader: string;
  asked: string;
  isSocket: boolean;
  answer: Said | null;
}

/**
 * The bytes of every connection, as they went: headers and bodies, and what no page would tell of. Who it was, the head of its first request
 * says. What was built before anybody had a name is left out.
 */
export class WireTap {
  private readonly wires = new Map<object, Wire>();

  constructor(
    private readonly said: EverythingSaid,
    private readonly readerOf: (head: string) => string,
  ) {}

  readonly tap = (line: object, way: 'sent' | 'received', bytes: Buffer): void => {
    const text = bytes.toString('latin1');
    const wire = this.wires.get(line) ?? this.opened(line, text);
    if (way === 'sent') this.sent(wire, text);
    else this.received(wire, text);
  };

  private opened(line: object, head: string): Wire {
    const wire = { reader: this.readerOf(head), asked: '', isSocket: false, answer: null };
    this.wires.set(line, wire);
    return wire;
  }

  private sent(wire: Wire, text: string): void {
    // What a browser sends over a socket is masked; its page tells of it.
    if (wire.isSocket) return;
    const [, method, path] = /^([A-Z]+) (\/\S*) HTTP\/1\.1\r\n/.exec(text) ?? [];
    if (method && path) {
      wire.asked = `${method} ${path.split('?', 1)[0]}`;
      wire.isSocket = /^upgrade: websocket/im.test(text);
      wire.answer = null;
      this.said.address(wire.reader, 'request line', path);
      for (const [, referer] of text.matchAll(/^referer: (\S+)/gim)) this.said.address(wire.reader, `referer of ${wire.asked}`, referer!);
    }
    this.said.add(wire.reader, 'sent', wire.asked, text);
  }

  private received(wire: Wire, text: string): void {
    if (noText.some((path) => path.test(wire.asked.split(' ')[1] ?? ''))) return;
    // Pieces are put together again, but not over the moment when somebody came in or went out.
    if (wire.answer && wire.answer.inSight === this.said.inSightOf(wire.reader)) wire.answer.text += text;
    else wire.answer = this.said.add(wire.reader, 'received', `answer to ${wire.asked}`, text);
  }
}

const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08]);

/** The bytes as text, and behind them what of them was compressed. */
function withInflated(bytes: Buffer): string {
  const at = bytes.indexOf(gzipMagic);
  const text = bytes.toString('latin1');
  if (at < 0) return text;
  try {
    return `${text}\n${gunzipSync(bytes.subarray(at), { finishFlush: 2 }).toString('latin1')}`;
  } catch {
    // It only looked like it.
    return text;
  }
}
