import { createApp, readConfig } from '#platform';
import { copyTemplate, type TestDatabase } from '#testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import request from 'supertest';
import { roomsParts } from '../../apps/rooms/src/rooms.module.js';
import { schedulingParts } from '../../apps/scheduling/src/scheduling-app.module.js';

describe('each service boots alone', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await copyTemplate();
    folder = await mkdtemp(join(tmpdir(), 'stepwell-alone-'));
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['scheduling', schedulingParts, { ready: true, away: [] }],
    // Nothing listens where LiveKit should be: the rooms start all the same and say what is away.
    ['rooms', roomsParts, { ready: false, away: ['livekit'] }],
  ])('%s', async (_name, parts, ready) => {
    const list = join(folder, 'migrations.json');
    await writeFile(list, JSON.stringify(await database.owner('select name, sha256 from migrations.checksum order by name')));
    const config = readConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters',
      LIVEKIT_URL: 'ws://127.0.0.1:9',
      LIVEKIT_API_KEY: 'testkey',
      LIVEKIT_API_SECRET: 'test-livekit-secret-of-more-than-32-characters',
      DATABASE_APP_URL: database.appUrl,
    });
    const app = await createApp({ config, ...parts(), migrationList: pathToFileURL(list) });
    await app.listen(0, '127.0.0.1');
    try {
      const answer = await request(app.getHttpServer()).get('/health/ready');
      expect(answer.body).toEqual(ready);
    } finally {
      await app.close();
    }
  });
});
