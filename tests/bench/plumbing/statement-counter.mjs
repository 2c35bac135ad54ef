import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A door in front of PostgreSQL that notes every statement which passes, with its connection and time. It sees the real traffic, so nothing that the
 * server does on the quiet is missed, and it needs no extension in the database.
 */
export class StatementCounter {
  /** @type {{ connection: number, text: string, at: number }[]} */
  statements = [];
  #connections = 0;
  #sockets = new Set();

  /** @param {string} databaseUrl */
  constructor(databaseUrl) {
    this.target = new URL(databaseUrl);
    this.server = createServer((socket) => this.#pass(socket));
  }

  /** @param {string} databaseUrl */
  static async open(databaseUrl) {
    const counter = new StatementCounter(databaseUrl);
    await once(counter.server.listen(0, '127.0.0.1'), 'listening');
    return counter;
  }

  /** The same database through this door. */
  get url() {
    return Object.assign(new URL(this.target), { hostname: '127.0.0.1', port: String(this.server.address().port) }).href;
  }

  forget() {
    this.statements.length = 0;
  }

  async close() {
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((closed) => this.server.close(closed));
  }

  #pass(client) {
    const database = connect({ host: this.target.hostname, port: Number(this.target.port || 5432), noDelay: true });
    client.setNoDelay(true);
    const reader = frontendReader((text) => this.statements.push({ connection, text, at: performance.now() }));
    const connection = ++this.#connections;
    for (const [socket, other] of [[client, database], [database, client]]) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.once('close', () => (this.#sockets.delete(socket), other.destroy()));
    }
    client.on('data', (bytes) => (reader(bytes), database.write(bytes)));
    database.on('data', (bytes) => client.write(bytes));
  }
}

/**
 * Reads what a client says to PostgreSQL and calls `seen` with each statement that is run. Source: PostgreSQL manual, "Message Formats": Query carries
 * its text; Execute runs what Bind tied to a statement that Parse named.
 *
 * @param {(text: string) => void} seen
 */
function frontendReader(seen) {
  let rest = Buffer.alloc(0);
  let started = false;
  let bound = '';
  const named = new Map();
  const on = {
    // A Query may hold several statements; each is counted.
    Q: (body) => textAt(body, 0).split(';').filter((text) => text.trim()).forEach(seen),
    P: (body) => void named.set(textAt(body, 0), textAt(body, Buffer.byteLength(textAt(body, 0)) + 1)),
    B: (body) => void (bound = named.get(textAt(body, Buffer.byteLength(textAt(body, 0)) + 1)) ?? ''),
    E: () => seen(bound),
  };
  return (/** @type {Buffer} */ bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    for (;;) {
      // The first message has no letter.
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) return;
      if (started) on[String.fromCharCode(rest[0])]?.(rest.subarray(5, end));
      started = true;
      rest = rest.subarray(end);
    }
  };
}

const textAt = (body, from) => body.toString('utf8', from, body.indexOf(0, from));
