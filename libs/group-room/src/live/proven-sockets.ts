import { SocketProofs, type OpenSocket } from '#identity';
import type { SeatId, SessionId } from '#kernel';
import { afterCommit, Database, systemPrincipal } from '#platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ConnectedPlaces } from './connected-places.js';
import { SeatSockets } from './seat-sockets.js';

const everyMs = 5_000;

/**
 * Ends the sockets behind which nothing stands any more: a sign-in that is over, a role or seat that was taken, a device that was
 * forgotten, also when another process or the database's owner took it. Every push with a pass or with people's data goes out after a
 * proof of those who would hear it; and all sockets of this process are proven again every five seconds, by one statement.
 */
@Injectable()
export class ProvenSockets implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('ProvenSockets');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly proofs: SocketProofs,
    private readonly sockets: SeatSockets,
    private readonly places: ConnectedPlaces,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Before a push to those of a session. Needs an open transaction, with which it travels. */
  async ofSession(sessionId: SessionId): Promise<void> {
    await this.endFailing(await this.sockets.openAt({ sessionId }), 'inTransaction');
  }

  /** Before a push to one seat. Needs an open transaction, with which it travels. */
  async ofSeat(seatId: SeatId): Promise<void> {
    await this.endFailing(await this.sockets.openAt({ seatId }), 'inTransaction');
  }

  /** All sockets of this process. While the database is away nobody is put out: nothing is known. Never throws. */
  sweep(): Promise<void> {
    this.sweeping ??= this.sockets
      .openHere()
      .then((open) => this.endFailing(open, 'alone'))
      .catch((error: unknown) => this.log.warn(`open sockets could not be proven now (${error instanceof Error ? error.name : 'unknown'})`))
      .finally(() => (this.sweeping = undefined));
    return this.sweeping;
  }

  private async endFailing(open: readonly OpenSocket[], where: 'alone' | 'inTransaction'): Promise<void> {
    const failing = await this.proofs.failing(open, where);
    if (failing.length === 0) return;
    this.sockets.cut(failing.map(({ socketId }) => socketId));
    if (where === 'alone') await this.putOut(failing);
    else afterCommit(() => this.putOut(failing));
  }

  /** What the sockets had besides: passes and the connection to the SFU. */
  private async putOut(failing: readonly OpenSocket[]): Promise<void> {
    for (const { clinicId, personId, holderId } of failing.map(({ identity }) => identity)) {
      await this.database.withPrincipal(systemPrincipal(clinicId, 'no longer allowed in'), () => this.places.putOut(personId, [holderId]));
    }
  }
}
