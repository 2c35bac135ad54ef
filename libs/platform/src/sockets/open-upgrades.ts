import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** How long pages have to take the close of their socket before it is cut. A phone that sleeps never answers. */
const politeMs = 500;

/**
 * The upgraded connections of one HTTP server: sockets of ours and the gate's connections to LiveKit.
 *
 * Node's `server.close()` waits for them for ever and `closeAllConnections()` does not see them, so an end that waits for the server would
 * never come, and what is still to be written at the end (beats, sign-ins) would be lost with the process.
 */
export class OpenUpgrades {
  private readonly open = new Set<Duplex>();
  private isOver = false;

  constructor(private readonly server: Server) {
    server.on('upgrade', (_request: IncomingMessage, socket: Duplex) => {
      // A connection that was on its way when the end began would hold it up too.
      if (this.isOver) return void socket.destroy();
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
  }

  get count(): number {
    return this.open.size;
  }

  /** Runs `close`, which waits for all connections, and cuts after half a second those that are still there. */
  async endDuring(close: () => Promise<void>): Promise<void> {
    this.isOver = true;
    const cut = setTimeout(() => {
      for (const socket of this.open) socket.destroy();
      this.server.closeAllConnections();
    }, politeMs);
    await close().finally(() => clearTimeout(cut));
  }
}
