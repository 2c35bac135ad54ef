import type { NamespaceContract, SocketApproach } from '#contracts';
import { DomainError, type ErrorCode } from '#kernel';
import { Logger, type INestApplication, type WsMessageHandler } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Counter, Gauge } from 'prom-client';
import { randomUUID } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { isObservable, lastValueFrom } from 'rxjs';
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
import { Namespaces } from './namespaces.js';
import { OpenUpgrades } from './open-upgrades.js';
import { SocketDoor } from './socket-door.js';
import { SocketLimits } from './socket-limits.js';
import { SocketTurns } from './socket-turns.js';

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
  private readonly turns = new SocketTurns();
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
    // A flood comes in one piece: between two of its frames everybody else has a turn.
    (server.engine as unknown as { ws: { options: { allowSynchronousEvents: boolean } } }).ws.options.allowSynchronousEvents = false;
    // Nobody has business on the root namespace.
    server.use((_socket, next) => next(new Error('not_found')));
    server.on('new_namespace', (namespace) => {
      namespace.use((socket, next) => void inCall(randomUUID(), () => this.prove(namespace.name, socket, next)));
      namespace.on('connection', countWhileOpen);
      namespace.on('connection', (socket: Socket) => this.receive(socket));
    });
    return server;
  }

  /** An event has one payload and, from whoever wants an answer, an acknowledgement; what a handler gives is the answer. Streams of answers are not ours. */
  override bindMessageHandlers(socket: Socket, handlers: readonly WsMessageHandler<string>[]): void {
    for (const { message, callback } of handlers) {
      socket.on(message, (...given: unknown[]) => {
        const acknowledge = typeof given.at(-1) === 'function' ? (given.pop() as (answer: unknown) => void) : undefined;
        this.turns.take(socket, async () => {
          // Through its interceptors it comes as a stream of one.
          const handled: unknown = await callback(given.length === 1 ? given[0] : given, acknowledge);
          const answer = isObservable(handled) ? await lastValueFrom(handled, { defaultValue: undefined }) : handled;
          // Nothing: it was refused, and the filter has said so.
          if (answer !== undefined) acknowledge?.(answer);
        });
      });
    }
  }

  private async prove(name: string, socket: Socket, next: (error?: Error) => void): Promise<void> {
    const cookies = this.nest.get(Cookies).read(socket.handshake.headers.cookie);
    const contract = this.nest.get(Namespaces).of(name);
    try {
      await take(this.tries, connectionOf(socket).id);
      if (!contract) throw new DomainError('not_found');
      (socket.data as { identity?: SocketIdentity }).identity = await this.nest.get(SocketDoor).identify(contract, socket.handshake.auth, cookies);
      next();
    } catch (thrown) {
      const error = toDomainError(thrown);
      refusedSockets.inc({ code: error.code });
      if (error.code === 'internal') this.refusals.error(thrown);
      this.turnedAway(socket, { contract, cookies, code: error.code });
      next(Object.assign(new Error(error.code), { data: { code: error.code } }));
      if (thrown instanceof DomainError && thrown.code === 'too_many_tries') connectionOf(socket).close();
    }
  }

  /** Somebody came to a seat that is not theirs. */
  private turnedAway(socket: Socket, { contract, cookies, code }: { contract: NamespaceContract | undefined; cookies: ReadonlyMap<string, string>; code: ErrorCode }): void {
    if (!contract || !isTelling(code)) return;
    // It was asked by this policy: what names none is `bad_input`.
    const policy = contract.policies[(socket.handshake.auth as SocketApproach).as]!;
    const who = holderOf(policy, cookies, this.nest.get(Keyring));
    if (who) this.nest.get(AccessLog).refused({ who, policy, call: `connect ${contract.name}`, code });
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
