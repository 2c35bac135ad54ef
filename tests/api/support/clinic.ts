import { HandleWebhooks, WebhookInbox } from '#attendance';
import { SfuRooms } from '#group-room';
import { SystemClock, type Clock } from '#kernel';
import { createApp, readConfig, type AppParts, type Config } from '#platform';
import { copyTemplate, FakeSfu, type FakeSfuNews, type TestDatabase } from '#testing';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { roomsPartsAround } from '../../../apps/rooms/src/rooms.module.js';
import { schedulingParts } from '../../../apps/scheduling/src/scheduling-app.module.js';

export interface TestClinic {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly config: Config;
  /** What the server takes for the time, in SQL too. */
  readonly clock: Clock;
  /** The only fake: an SFU whose news arrive in the real inbox, as webhooks do. */
  readonly sfu: FakeSfu;
  /** `http://127.0.0.1:<port>`: the origin, listening. */
  readonly origin: string;
  /** For supertest. */
  readonly server: Server;
  /** Ends the process's part and starts it anew on the same database and port, as a restart does; `changed`: settings that are others from then on. */
  restart(changed?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

const settings = {
  NODE_ENV: 'test',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters',
  LIVEKIT_URL: 'ws://127.0.0.1:9',
  LIVEKIT_API_KEY: 'testkey',
  LIVEKIT_API_SECRET: 'test-livekit-secret-of-more-than-32-characters',
  // Tests come from many made-up addresses by X-Forwarded-For, because tries are counted by address too.
  TRUST_PROXY: '127.0.0.1',
};

/**
 * The real composition on a fresh copy of the template database, or a given one, listening on a free loopback port. Only the SFU is a fake,
 * and the clock where a test gives one. `modules`: what a test adds to the product's own.
 */
export async function startTestClinic(environment: Record<string, string> = {}, given: { database?: TestDatabase; clock?: Clock; modules?: AppParts['modules'] } = {}): Promise<TestClinic> {
  const clock = given.clock ?? new SystemClock();
  const database = given.database ?? (await copyTemplate(clock));
  const folder = await mkdtemp(join(tmpdir(), 'stepwell-api-'));
  const listFile = join(folder, 'migrations.json');
  await writeFile(listFile, JSON.stringify(await database.owner('select name, sha256, kind from migrations.checksum order by name')));
  const serverSettings = { ...settings, DATABASE_APP_URL: database.appUrl, PORT: String(await freePort()), ...environment };
  let config = readConfig(serverSettings);
  const sfu = new FakeSfu(() => clock.now().getTime());
  const boot = (): Promise<NestFastifyApplication> => bootAround(sfu, { config, clock, migrationList: pathToFileURL(listFile), modules: given.modules ?? [] });
  let app = await boot().catch(async (error: unknown) => {
    await rm(folder, { recursive: true });
    throw error;
  });
  sfu.listen((news) => deliver(app, clock.now().getTime(), news));
  return {
    get app() {
      return app;
    },
    get server() {
      return app.getHttpServer();
    },
    origin: config.publicOrigin,
    get config() {
      return config;
    },
    clock,
    sfu,
    database,
    restart: async (changed = {}) => {
      await app.close();
      config = readConfig({ ...serverSettings, ...changed });
      app = await boot();
    },
    stop: async () => {
      await app.close();
      if (!given.database) await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function bootAround(sfu: FakeSfu, { modules, ...parts }: Pick<AppParts, 'config' | 'clock' | 'migrationList' | 'modules'>): Promise<NestFastifyApplication> {
  @Global()
  @Module({ providers: [{ provide: SfuRooms, useValue: sfu }], exports: [SfuRooms] })
  class FakeSfuModule {}
  const rooms = roomsPartsAround(FakeSfuModule);
  const scheduling = schedulingParts();
  const app = await createApp({ ...parts, modules: [...rooms.modules, ...scheduling.modules, ...modules], entities: [...new Set([...rooms.entities, ...scheduling.entities])] });
  await app.listen(parts.config.values.PORT, '127.0.0.1');
  return app;
}

/** Posts the news as LiveKit would and waits until it is worked on. */
async function deliver(app: NestFastifyApplication, now: number, { roomId, participant, what, clean }: FakeSfuNews): Promise<void> {
  const event = what === 'active' ? 'participant_joined' : 'participant_left';
  const body = {
    event,
    id: `EV_${randomUUID()}`,
    createdAt: String(Math.floor(now / 1000)),
    room: { sid: participant.roomSid, name: roomId },
    participant: { sid: participant.participantSid, identity: participant.identity, joinedAtMs: String(participant.joinedAtMs), ...(what === 'ended' && { disconnectReason: clean ? 'CLIENT_INITIATED' : 'CONNECTION_TIMEOUT' }) },
  };
  await app.get(WebhookInbox).store({ eventId: body.id, event, roomName: roomId, body, receivedAtMs: now });
  await app.get(HandleWebhooks).sweep();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
