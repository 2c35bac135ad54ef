import { contracts, openApi } from '#contracts';
import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { AnswerFilter } from '../contracts/answer-filter.js';
import type { SettingsPiece } from '../config/settings-piece.js';
import { HealthChecks, registerHealth } from '../health/health.js';
import { createLog, PinoLogger } from '../logging/logger.js';
import { PlatformModule, type PlatformParts } from '../platform.module.js';
import { SocketAdapter } from '../sockets/socket-adapter.js';
import { harden, rawRoutes } from './harden.js';
import { RequestLimits } from './request-limits.js';
import { answerBroken, answerUnrouted } from './secure-headers.js';

export interface AppParts extends PlatformParts {
  /** What these modules need from the environment besides what every process needs; for `readConfig`. */
  readonly settings?: readonly SettingsPiece[];
  /** The feature modules of this app. */
  readonly modules: readonly (Type | DynamicModule)[];
  /** Raw routes: the gate, the webhook, the web client. Called before the app is initialised. */
  readonly routes?: (fastify: FastifyInstance, app: NestFastifyApplication) => Promise<void>;
}

/** Builds an app ready to listen: hardened, every route under a contract or a named exception, sockets on the same port. */
export async function createApp(parts: AppParts): Promise<NestFastifyApplication> {
  const { config } = parts;
  const log = createLog(config.values.LOG_LEVEL);
  const adapter = new FastifyAdapter({
    bodyLimit: 64 * 1024,
    genReqId: () => randomUUID(),
    // A request line holds addresses; what is worth a line is logged by its id where it happens.
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance: log,
    // What is logged of a request names its id itself; a logger made for each request costs more than finding its route.
    childLoggerFactory: (logger: FastifyBaseLogger) => logger,
    trustProxy: config.values.TRUST_PROXY ?? false,
    frameworkErrors: answerUnrouted(config),
    clientErrorHandler: answerBroken(config),
    connectionTimeout: 0,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    // A connection that says nothing is ended after ten seconds: by default it may stay for 75. Upgraded ones are no longer of these.
    http: { headersTimeout: 8_000, connectionsCheckingInterval: 2_000 },
    forceCloseConnections: true,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  const served = watchRoutes(fastify);
  harden(fastify, config, () => app.get(RequestLimits));
  const root: DynamicModule = { module: RootModule, imports: [PlatformModule.forApp(parts), ...parts.modules] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger: new PinoLogger(log), abortOnError: false });
  // What is no route, and what fails before a handler (a broken body, a refused origin), speaks like every other refusal.
  app.useGlobalFilters(new AnswerFilter(config));
  app.useWebSocketAdapter(new SocketAdapter(app));
  // Made with the first request, when all routes are there, and once: it is the same for everybody.
  let description: string | undefined;
  fastify.get(describedAt, (_request, reply) => reply.type('application/json; charset=utf-8').send((description ??= JSON.stringify(openApi((path) => served.has(path))))));
  registerHealth(fastify, app.get(HealthChecks, { strict: false }));
  await parts.routes?.(fastify, app);
  app.enableShutdownHooks();
  await app.init();
  refuseUnnamedRoutes(served);
  return app;
}

/** Where the contracts that this app serves are published. */
const describedAt = '/api/v1/openapi.json';

class RootModule {}

function watchRoutes(fastify: FastifyInstance): Set<string> {
  const served = new Set<string>();
  fastify.addHook('onRoute', (route) => void served.add(route.url));
  return served;
}

/** The second lock behind `RequireContracts`: it sees raw Fastify routes, which Nest does not know. */
function refuseUnnamedRoutes(served: ReadonlySet<string>): void {
  const known = new Set(Object.values(contracts).flatMap((audience) => Object.values(audience).map((contract) => ('path' in contract ? contract.path : ''))));
  const unnamed = [...served].filter((url) => !known.has(url) && !rawRoutes.has(url));
  if (unnamed.length > 0) throw new Error(`These routes have neither a contract nor a named reason to do without: ${unnamed.join(', ')}`);
}
