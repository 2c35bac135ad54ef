import { Logger } from '@nestjs/common';
import { AsyncResource } from 'node:async_hooks';
import type { Socket } from 'socket.io';

/**
 * Events of one socket that are worked on side by side. A page seldom has two; a slow one must not keep its beat waiting. Whoever sends sixty at once
 * takes no more of the database's connections than this, and the others' reads find the rest.
 */
const atOnce = 3;

/** Gives the events of each socket their turns, in the order in which they came. */
export class SocketTurns {
  private readonly log = new Logger('Sockets');
  private readonly uses = new WeakMap<Socket, { atWork: number; readonly line: (() => Promise<void>)[] }>();

  /** Works at once, or when it is this event's turn; never, when the socket is closed by then. `work` answers by itself. */
  take(socket: Socket, work: () => Promise<void>): void {
    const use = this.uses.get(socket) ?? { atWork: 0, line: [] };
    this.uses.set(socket, use);
    // As a part of its own call, and not of the one whose turn is over.
    use.line.push(AsyncResource.bind(work));
    if (use.atWork < atOnce) void this.goOn(socket, use);
  }

  private async goOn(socket: Socket, use: { atWork: number; readonly line: (() => Promise<void>)[] }): Promise<void> {
    use.atWork += 1;
    for (let work = use.line.shift(); work; work = use.line.shift()) {
      // A handler whose error filter fails is a fault of ours; the events after it have their turns all the same.
      await work().catch((error: unknown) => this.log.error(error));
      if (!socket.connected) use.line.length = 0;
    }
    use.atWork -= 1;
  }
}
