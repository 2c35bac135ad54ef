import { readConfig, type Config } from '#platform';
import { copyTemplate, type TestDatabase } from '#testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createApp } from '#platform';
import { roomsParts } from '../../../apps/rooms/src/rooms.module.js';
import { schedulingParts } from '../../../apps/scheduling/src/scheduling-app.module.js';

export interface TestClinic {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly config: Config;
  /** `http://127.0.0.1:<port>`: the origin, listening. */
  readonly origin: string;
  /** For supertest. */
  readonly server: Server;
  /** Ends the process's part and starts it anew on the same database and port, as a restart does. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The real composition on a fresh copy of the template database, listening on a free loopback port. Only the SFU is a fake. */
export async function startTestClinic(environment: Record<string, string> = {}): Promise<TestClinic> {
  const database = await copyTemplate();
  const folder = await mkdtemp(join(tmpdir(), 'stepwell-api-'));
  const migrationList = await listMigrations(database, folder);
  let port = '0';
  const boot = async (): Promise<{ app: NestFastifyApplication; config: Config }> => {
    port = port === '0' ? String(await freePort()) : port;
    const config = readConfig({ ...settings, DATABASE_APP_URL: database.appUrl, PORT: port, ...environment });
    const rooms = roomsParts(config);
    const scheduling = schedulingParts(config);
    const app = await createApp({ config, modules: [...rooms.modules, ...scheduling.modules], entities: [...new Set([...rooms.entities, ...scheduling.entities])], migrationList });
    await app.listen(port, '127.0.0.1');
    return { app, config };
  };
  let running = await boot();
  return {
    get app() {
      return running.app;
    },
    get config() {
      return running.config;
    },
    get server() {
      return running.app.getHttpServer();
    },
    get origin() {
      return `http://127.0.0.1:${port}`;
    },
    database,
    restart: async () => {
      await running.app.close();
      running = await boot();
    },
    stop: async () => {
      await running.app.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

const settings = {
  NODE_ENV: 'test',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters',
  LIVEKIT_URL: 'ws://127.0.0.1:9',
  LIVEKIT_API_KEY: 'testkey',
  LIVEKIT_API_SECRET: 'test-livekit-secret-of-more-than-32-characters',
};

async function listMigrations(database: TestDatabase, folder: string): Promise<URL> {
  const file = join(folder, 'migrations.json');
  await writeFile(file, JSON.stringify(await database.owner('select name, sha256 from migrations.checksum order by name')));
  return pathToFileURL(file);
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
