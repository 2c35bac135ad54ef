import { DomainError } from '#kernel';
import { Logger, type INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Counter, Gauge } from 'prom-client';
import { randomUUID } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { AccessLog, holderOf, isTelling } from '../calls/access-log.js';
import { inCall } from '../calls/current-call.js';
import { Config } from '../config/config.js';
import { toDomainError } from '../contracts/answer-filter.js';
import type { SocketIdentity } from '../contracts/policies.js';
import { Cookies } from '../http/cookies.js';
import { sameOrigin } from '../http/origin.js';
import { take } from '../http/request-limits.js';
import { Keyring } from '../keys/keyring.js';
import { OpenUpgrades } from './open-upgrades.js';
import { SocketDoor } from './socket-door.js';
import { SocketLimits } from './socket-limits.js';

/** A connection that belongs to nobody is ended after this, ms. */
const anonymousMs = 10_000;
/** A websocket that was closed may leave the goodbye unanswered; its connection is cut after this, ms. */
const goodbyeMs = 2_000;
/** How often one connection may try to be somebody: a page tries once. */
const proofsPerConnection = { points: 5, duration: 60 };

const openSockets = new Gauge({ name: 'stepwell_open_sockets', help: 'Sockets that proved who they act for', labelNames: ['as'] });
const refusedSockets = new Counter({ name: 'stepwell_refused_sockets_total', help: 'Sockets that proved nobody', labelNames: ['code'] });

/**
 * Socket.IO on our one port: websocket only, our origin only, small frames, and every socket proves at the handshake which seat it acts
 * from (guards do not run when a socket connects). Connection state recovery stays off, because it skips that proof.
 */
export class SocketAdapter extends IoAdapter {
  private readonly refusals = new Logger('Sockets');
  private upgrades: OpenUpgrades | undefined;
  private readonly limits = new SocketLimits();
  private readonly tries = new RateLimiterMemory({ ...proofsPerConnection, keyPrefix: 'proofs' });

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
      connectTimeout: anonymousMs,
      // A dead phone is noticed by beats long before this; the ping only frees the socket.
      pingInterval: 10_000,
      pingTimeout: 8_000,
      // The gate's upgrades are on the same server: engine.io would cut them after a second without a byte.
      destroyUpgrade: false,
      allowRequest: (request: IncomingMessage, answer: (error: string | null, ok: boolean) => void) => {
        answer(null, sameOrigin(config, request.headers));
      },
    } as ServerOptions);
    server.engine.on('connection', (connection: Connection) => connection.once('close', () => void setTimeout(() => connection.request.socket.destroy(), goodbyeMs).unref()));
    // Nobody has business on the root namespace.
    server.use((_socket, next) => next(new Error('not_found')));
    server.on('new_namespace', (namespace) => {
      namespace.use((socket, next) => void inCall(randomUUID(), () => this.prove(socket, next)));
      namespace.on('connection', countWhileOpen);
      namespace.on('connection', (socket: Socket) => this.receive(socket));
    });
    return server;
  }

  private async prove(socket: Socket, next: (error?: Error) => void): Promise<void> {
    const cookies = this.nest.get(Cookies).read(socket.handshake.headers.cookie);
    try {
      await take(this.tries, connectionOf(socket).id);
      (socket.data as { identity?: SocketIdentity }).identity = await this.nest.get(SocketDoor).identify(socket.handshake.auth, cookies);
      next();
    } catch (thrown) {
      const error = toDomainError(thrown);
      refusedSockets.inc({ code: error.code });
      if (error.code === 'internal') this.refusals.error(thrown);
      this.turnedAway(socket, cookies, error);
      next(Object.assign(new Error(error.code), { data: { code: error.code } }));
      if (thrown instanceof DomainError && thrown.code === 'too_many_tries') connectionOf(socket).close();
    }
  }

  /** Somebody came to a seat that is not theirs. */
  private turnedAway(socket: Socket, cookies: ReadonlyMap<string, string>, { code }: DomainError): void {
    const policy = socket.handshake.auth['as'] === 'host' ? 'session.host' : 'seat';
    const who = holderOf(policy, cookies, this.nest.get(Keyring));
    if (who && isTelling(code)) this.nest.get(AccessLog).refused({ who, policy, call: `connect ${socket.nsp.name}`, code });
  }

  private receive(socket: Socket): void {
    const { identity } = socket.data as { identity?: SocketIdentity };
    if (!identity) return void socket.disconnect(true);
    this.limits.watch(socket, identity);
    socket.use((_packet, next) => inCall(randomUUID(), next));
    // Whoever leaves the namespace and keeps the connection has become nobody again.
    socket.once('disconnect', () => void setTimeout(() => endIfAnonymous(socket), anonymousMs).unref());
  }
}

/** What engine.io keeps of one connection; several sockets may share it. */
interface Connection {
  readonly id: string;
  readonly request: IncomingMessage;
  close(): void;
  once(event: 'close', listener: () => void): void;
}

function connectionOf(socket: Socket): Connection {
  return socket.conn as unknown as Connection;
}

function endIfAnonymous(socket: Socket): void {
  const { client } = socket as unknown as { client: { nsps: ReadonlyMap<string, unknown> } };
  if (client.nsps.size === 0) connectionOf(socket).close();
}

function countWhileOpen(socket: Socket): void {
  const { identity } = socket.data as { identity?: { as: string } };
  const figure = openSockets.labels({ as: identity?.as ?? 'unknown' });
  figure.inc();
  socket.once('disconnect', () => figure.dec());
}
