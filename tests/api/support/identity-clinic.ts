import { AuditModule, auditRows } from '#audit';
import { IdentityModule, identityRows } from '#identity';
import { createApp, createHealthModule, readConfig } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';
import { copyTemplate } from '#testing';
import type { TestClinic } from './clinic.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export async function startIdentityClinic(environment: Record<string, string> = {}): Promise<Pick<TestClinic, 'app' | 'database' | 'origin' | 'stop'>> {
  const database = await copyTemplate();
  const folder = await mkdtemp(join(tmpdir(), 'stepwell-identity-'));
  await writeFile(join(folder, 'list.json'), JSON.stringify(await database.owner('select name, sha256 from migrations.checksum order by name')));
  const port = await freePort();
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
    STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters',
    LIVEKIT_URL: 'ws://127.0.0.1:9',
    LIVEKIT_API_KEY: 'testkey',
    LIVEKIT_API_SECRET: 'test-livekit-secret-of-more-than-32-characters',
    TRUST_PROXY: '127.0.0.1',
    DATABASE_APP_URL: database.appUrl,
    PORT: String(port),
    ...environment,
  });
  const modules = [createHealthModule(), AuditModule, IdentityModule, SchedulingModule];
  const app = await createApp({ config, modules, entities: [...identityRows, ...auditRows, ...schedulingRows], migrationList: pathToFileURL(join(folder, 'list.json')) });
  await app.listen(port, '127.0.0.1');
  return {
    app,
    database,
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
