import type { Duplex } from 'node:stream';

/** Nobody speaks before the answer to an upgrade; this much is patience enough with a client that does. */
const mostBytes = 16 * 1024;

/**
 * A client whose upgrade is being decided. A socket that nobody reads never tells that its other side went away, so it is read: who hangs up
 * is destroyed at once, and what was said too early is kept for whom it is meant.
 */
export class WaitingClient {
  private readonly early: Buffer[];
  private bytes = 0;

  constructor(
    readonly socket: Duplex,
    head: Buffer,
  ) {
    this.early = [head];
    // Without a listener, a client that resets its connection while we decide would end the process.
    socket.on('error', () => socket.destroy());
    socket.on('data', this.keep);
    socket.once('end', this.gone);
  }

  /** Ends the watch, before the socket is read by somebody else, and gives back what was said so far. */
  handOver(): void {
    this.socket.off('data', this.keep);
    this.socket.off('end', this.gone);
    this.socket.pause();
    const said = Buffer.concat(this.early);
    if (said.length > 0) this.socket.unshift(said);
  }

  private readonly keep = (chunk: Buffer): void => {
    this.early.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes > mostBytes) this.socket.destroy();
  };

  private readonly gone = (): void => void this.socket.destroy();
}
