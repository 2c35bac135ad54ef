import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const loopback = '127.0.0.1';
/** TCP's first wait before it sends again, ms; each next wait is twice as long. Source: RFC 6298; Linux takes 200 ms for what an open connection carries. */
const firstWait = { opening: 1_000, data: 200 } as const;

/** What goes through a connection one way. A cut holds it, in order, until TCP would send it again: later the longer the cut was. */
class OneWay {
  private held: (() => void)[] = [];
  private heldSince = 0;
  private again: NodeJS.Timeout | undefined;
  private isCut: boolean;

  constructor(
    isCut: boolean,
    private readonly waits: keyof typeof firstWait,
  ) {
    this.isCut = isCut;
  }

  pass(deliver: () => void): void {
    if (!this.isCut && this.held.length === 0) return deliver();
    if (this.held.length === 0) this.heldSince = Date.now();
    this.held.push(deliver);
  }

  cut(): void {
    this.isCut = true;
    clearTimeout(this.again);
  }

  mend(): void {
    this.isCut = false;
    if (this.held.length > 0) this.again = setTimeout(() => this.deliver(), this.nextTry() - Date.now());
  }

  private nextTry(): number {
    let [at, wait]: [number, number] = [this.heldSince, firstWait[this.waits]];
    for (; at < Date.now(); wait *= 2) at += wait;
    return at;
  }

  private deliver(): void {
    for (const deliver of this.held.splice(0)) deliver();
  }
}

/**
 * One person's way to all servers, as a SOCKS5 proxy of their browser. It can be cut as a network is, without a word: nothing is refused,
 * closed or lost; new connections hang; after the mend each goes on when TCP would have sent again.
 */
export class SilentTcp {
  private readonly sockets = new Set<Socket>();
  private readonly ways = new Set<OneWay>();
  private isCut = false;
  private readonly listener: Server = createServer((client) => this.open(client));

  static async open(): Promise<SilentTcp> {
    const tcp = new SilentTcp();
    await once(tcp.listener.listen(0, loopback), 'listening');
    return tcp;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  cut(): void {
    this.isCut = true;
    for (const way of this.ways) way.cut();
  }

  mend(): void {
    this.isCut = false;
    for (const way of this.ways) way.mend();
  }

  async close(): Promise<void> {
    const closed = once(this.listener.close(), 'close');
    for (const way of this.ways) way.cut();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private open(client: Socket): void {
    this.keep(client);
    const opening = this.way('opening');
    client.once('close', () => this.ways.delete(opening));
    opening.pass(() => this.greet(client));
  }

  /** SOCKS5 without a password. Source: RFC 1928; a browser asks by name, of which an address is one. */
  private greet(client: Socket): void {
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request: Buffer) => {
        const name = request.subarray(5, 5 + request[4]!);
        // A browser has business of its own elsewhere; the tests' world is this machine.
        if (name.toString('latin1') !== loopback) return void client.destroy();
        this.join(client, this.keep(connect(request.readUInt16BE(5 + name.length), loopback)));
        client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
      });
    });
  }

  private join(client: Socket, server: Socket): void {
    for (const [from, to] of [[client, server], [server, client]] as const) {
      const way = this.way('data');
      from.on('data', (chunk: Buffer) => way.pass(() => void to.write(chunk)));
      from.on('close', () => way.pass(() => (to.destroySoon(), this.ways.delete(way))));
    }
  }

  private way(waits: keyof typeof firstWait): OneWay {
    const way = new OneWay(this.isCut, waits);
    this.ways.add(way);
    return way;
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    return socket.setNoDelay(true).on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket));
  }
}
