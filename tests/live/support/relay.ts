import { once } from 'node:events';
import { createServer, connect, type Server, type Socket } from 'node:net';

/** Whether a connection is meant, by the head of its first request. */
type Matches = (head: string) => boolean;

/** What went through one connection; `line` is the same object for all of it. */
type Tap = (line: object, way: 'sent' | 'received', bytes: Buffer) => void;

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  head: string;
}

/** The one way from browsers to the server, which can be cut: for all, or for those connections whose first request is meant. */
export class Relay {
  private readonly lines = new Set<Line>();
  private cuts: Matches[] = [];
  /** Told of every byte, as it goes. */
  tap: Tap = () => {};
  private readonly listener: Server;

  private constructor(
    readonly port: number,
    serverPort: number,
  ) {
    this.listener = createServer((client) => this.join(client, serverPort));
  }

  static async open(port: number, serverPort: number): Promise<Relay> {
    const relay = new Relay(port, serverPort);
    await once(relay.listener.listen(port, '127.0.0.1'), 'listening');
    return relay;
  }

  /** Cuts what is meant now and until `mend`. */
  cut(matches: Matches): void {
    this.cuts.push(matches);
    for (const line of this.lines) if (line.head !== '' && matches(line.head)) this.drop(line);
  }

  mend(): void {
    this.cuts = [];
  }

  async close(): Promise<void> {
    const closed = once(this.listener.close(), 'close');
    for (const line of this.lines) this.drop(line);
    await closed;
  }

  private join(client: Socket, serverPort: number): void {
    const line: Line = { client, server: connect(serverPort, '127.0.0.1'), head: '' };
    this.lines.add(line);
    client.setNoDelay(true);
    line.server.setNoDelay(true);
    client.on('data', (bytes: Buffer) => this.tap(line, 'sent', bytes));
    line.server.on('data', (bytes: Buffer) => this.tap(line, 'received', bytes));
    client.once('data', (first: Buffer) => {
      line.head = first.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
      if (this.cuts.some((matches) => matches(line.head))) return this.drop(line);
      line.server.write(first);
      client.pipe(line.server);
    });
    line.server.pipe(client);
    for (const end of [client, line.server]) end.on('error', () => this.drop(line)).on('close', () => this.drop(line));
  }

  private drop(line: Line): void {
    this.lines.delete(line);
    line.client.destroy();
    line.server.destroy();
  }
}

/** Our own sockets, not LiveKit's. cookie: of one browser only. */
export function ownSockets(cookie = ''): Matches {
  return (head) => head.startsWith('GET /socket.io/') && head.includes(cookie);
}
