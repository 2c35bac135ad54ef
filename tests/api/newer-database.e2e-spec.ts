import { createApp, readConfig } from '#platform';
import { copyTemplate, type TestDatabase } from '#testing';
import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import request from 'supertest';
import { schedulingParts } from '../../apps/scheduling/src/scheduling-app.module.js';

/** While a new build is rolled out, its migrations have run and servers of the last build still start. */
let database: TestDatabase;
let folder: string;
/** What the build that starts here knows. */
let list: string;

beforeAll(async () => {
  database = await copyTemplate();
  folder = await mkdtemp(join(tmpdir(), 'stepwell-newer-'));
  list = join(folder, 'migrations.json');
  await writeFile(list, JSON.stringify(await database.owner('select name, sha256, kind from migrations.checksum order by name')));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});
// The database as its build knows it; each case does something to it.
beforeEach(() => database.owner('create table if not exists migrations.as_built as select * from migrations.checksum'));
afterEach(() => database.owner('delete from migrations.checksum; insert into migrations.checksum select * from migrations.as_built'));

/** Starts a server, asks whether it is ready, and ends it; gives its answer and the lines of its log. */
async function start(): Promise<{ ready: number; log: string[] }> {
  const log: string[] = [];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  try {
    const settings = { NODE_ENV: 'test', LOG_LEVEL: 'warn', STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters', DATABASE_APP_URL: database.appUrl };
    const parts = schedulingParts();
    const app = await createApp({ config: readConfig(settings, parts.settings), ...parts, migrationList: pathToFileURL(list) });
    await app.listen(0, '127.0.0.1');
    const { status } = await request(app.getHttpServer()).get('/health/ready');
    await app.close();
    return { ready: status, log: log.filter((line) => line.includes('newer than this build')) };
  } finally {
    out.mockRestore();
  }
}

const applied = (name: string, kind: string) => database.owner('insert into migrations.checksum (name, sha256, kind) values ($1, $2, $3)', [name, 'sum', kind]);

it('a server starts on the database of its own build and says nothing of it', async () => {
  expect(await start()).toEqual({ ready: 200, log: [] });
});

it('a server serves on a database that is newer by what only adds, and says so', async () => {
  await database.owner('create table later (id integer); alter table person add column later text');
  await applied('9001-later', 'expands');
  await applied('9002-later-still', 'expands');
  const { ready, log } = await start();
  expect(ready).toBe(200);
  expect(log.map((line) => JSON.parse(line) as object)).toEqual([expect.objectContaining({ migrations: ['9001-later', '9002-later-still'], msg: expect.stringContaining('only adds') })]);
});

it.each<[string, () => Promise<unknown>, RegExp]>([
  ['newer by one that contracts, though one that expands came after it', () => applied('9001-gone', 'contracts').then(() => applied('9002-more', 'expands')), /newer than this build, and 9001-gone took away what this build needs: deploy the build that made it/],
  ['older', () => database.owner("delete from migrations.checksum where name = (select max(name) from migrations.checksum)"), /older than this build \(\d{4}-[a-z-]+ is missing\): run npm run migrate/],
  ['changed', () => database.owner("update migrations.checksum set sha256 = 'other' where name like '0002-%'"), /Migration 0002-[a-z-]+ was changed after it ran/],
  ['of another line', () => database.owner("update migrations.checksum set name = '0002-other' where name like '0002-%'"), /another line of builds: it holds 0002-other and lacks 0002-[a-z-]+/],
])('a server refuses a database that is %s', async (_what, cause, sentence) => {
  await cause();
  await expect(start()).rejects.toThrow(sentence);
});

it('the database takes no migration that says neither', async () => {
  await expect(applied('9001-unsaid', 'unsaid')).rejects.toMatchObject({ code: '23514' });
  await expect(database.owner("insert into migrations.checksum (name, sha256) values ('9001-unsaid', 'sum')")).rejects.toMatchObject({ code: '23502' });
});
