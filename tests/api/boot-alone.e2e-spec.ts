import { createApp, readConfig } from '#platform';
import { copyTemplate, type TestDatabase } from '#testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import request from 'supertest';
import { clinicParts } from '../../apps/clinic/src/clinic-app.js';
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

  /** What every service needs; a database that is there. */
  const common = () => ({ NODE_ENV: 'test', LOG_LEVEL: 'silent', STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters', DATABASE_APP_URL: database.appUrl });
  /** Nothing listens there. */
  const livekitAway = { LIVEKIT_URL: 'ws://127.0.0.1:9', LIVEKIT_API_KEY: 'testkey', LIVEKIT_API_SECRET: 'test-livekit-secret-of-more-than-32-characters' };

  it.each([
    ['scheduling, which needs nothing of LiveKit', schedulingParts, {}, 200, { ready: true, away: [] }],
    ['rooms, which start without LiveKit and say what is away', roomsParts, livekitAway, 503, { ready: false, away: ['livekit'] }],
    ['the whole clinic, which lets nobody believe it is ready while LiveKit is away', clinicParts, livekitAway, 503, { ready: false, away: ['livekit'] }],
  ])('%s', async (_name, makeParts, settings, status, ready) => {
    const list = join(folder, 'migrations.json');
    await writeFile(list, JSON.stringify(await database.owner('select name, sha256, kind from migrations.checksum order by name')));
    const parts = makeParts();
    const app = await createApp({ config: readConfig({ ...common(), ...settings }, parts.settings), ...parts, migrationList: pathToFileURL(list) });
    await app.listen(0, '127.0.0.1');
    try {
      const answer = await request(app.getHttpServer()).get('/health/ready');
      expect([answer.status, answer.body]).toEqual([status, ready]);
    } finally {
      await app.close();
    }
  });

  it('and says all at once which settings are missing, LiveKit\'s among them', () => {
    expect(() => readConfig({}, roomsParts().settings)).toThrow(/STEPWELL_SECRET: .*\n {2}DATABASE_APP_URL: .*\n {2}LIVEKIT_URL: .*\n {2}LIVEKIT_API_KEY: .*\n {2}LIVEKIT_API_SECRET: /);
  });
});
