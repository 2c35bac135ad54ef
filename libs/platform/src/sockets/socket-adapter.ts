import { Logger, type INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Counter, Gauge } from 'prom-client';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { Config } from '../config/config.js';
import { toDomainError } from '../contracts/answer-filter.js';
import { Cookies } from '../http/cookies.js';
import { sameOrigin } from '../http/origin.js';
import { OpenUpgrades } from './open-upgrades.js';
import { SocketDoor } from './socket-door.js';

const openSockets = new Gauge({ name: 'stepwell_open_sockets', help: 'Sockets that proved who they act for', labelNames: ['as'] });
const refusedSockets = new Counter({ name: 'stepwell_refused_sockets_total', help: 'Sockets that proved nobody', labelNames: ['code'] });

/**
 * Socket.IO on our one port: websocket only, our origin only, small frames, and every socket proves at the handshake which seat it acts
 * from (guards do not run when a socket connects). Connection state recovery stays off, because it skips that proof.
 */
export class SocketAdapter extends IoAdapter {
  private readonly refusals = new Logger('Sockets');
  private upgrades: OpenUpgrades | undefined;

  constructor(private readonly nest: INestApplication) {
    super(nest);
  }

  /** Ends with everything that is open on the port, the gate's connections too, so that what is to be written at the end is written. */
  override async close(server: Server): Promise<void> {
    const close = (): Promise<void> => super.close(server);
    await (this.upgrades ? this.upgrades.endDuring(close) : close());
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const config = this.nest.get(Config);
    this.upgrades ??= new OpenUpgrades(this.nest.getHttpServer() as HttpServer);
    const server = super.createIOServer(port, {
      ...options,
      path: '/socket.io',
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 16 * 1024,
      // A dead phone is noticed by beats long before this; the ping only frees the socket.
      pingInterval: 10_000,
      pingTimeout: 8_000,
      // The gate's upgrades are on the same server: engine.io would cut them after a second without a byte.
      destroyUpgrade: false,
      allowRequest: (request: IncomingMessage, answer: (error: string | null, ok: boolean) => void) => {
        answer(null, sameOrigin(config, request.headers));
      },
    } as ServerOptions);
    // Nobody has business on the root namespace.
    server.use((_socket, next) => next(new Error('not_found')));
    server.on('new_namespace', (namespace) => {
      namespace.use((socket, next) => void this.prove(socket, next));
      namespace.on('connection', countWhileOpen);
    });
    return server;
  }

  private async prove(socket: Socket, next: (error?: Error) => void): Promise<void> {
    try {
      const cookies = this.nest.get(Cookies).read(socket.handshake.headers.cookie);
      (socket.data as { identity?: unknown }).identity = await this.nest.get(SocketDoor).identify(socket.handshake.auth, cookies);
      next();
    } catch (thrown) {
      const error = toDomainError(thrown);
      refusedSockets.inc({ code: error.code });
      if (error.code === 'internal') this.refusals.error(thrown);
      next(Object.assign(new Error(error.code), { data: { code: error.code } }));
    }
  }
}

function countWhileOpen(socket: Socket): void {
  const { identity } = socket.data as { identity?: { as: string } };
  const figure = openSockets.labels({ as: identity?.as ?? 'unknown' });
  figure.inc();
  socket.once('disconnect', () => figure.dec());
}
