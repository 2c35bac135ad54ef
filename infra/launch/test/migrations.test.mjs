import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkout } from '../home/checkout.mjs';
import { checkGivenDatabase, withDatabase } from '../postgres/database.mjs';
import { openDatabase } from '../postgres/installation-database.mjs';
import { migrateDatabase } from '../postgres/migrate-database.mjs';
import { compareMigrations, listMigrations } from '../postgres/migration-list.mjs';
import { freePorts } from '../processes/ports.mjs';
import { postgresPlan } from '../postgres/postgres-cluster.mjs';
import { Processes } from '../processes/processes.mjs';
import { afterwards, fixture, launch, testFolder } from './launch-harness.mjs';

/** One embedded PostgreSQL for this file; each test has its own database in it. */
const cluster = {};
const suite = { after };
// Called here once, because a hook that is added inside `before` ends with the first test.
afterwards(suite, () => {});
before(async () => {
  cluster.home = testFolder(suite);
  cluster.processes = new Processes({ home: cluster.home, say: () => {}, changed: () => {} });
  afterwards(suite, () => cluster.processes.stop());
  cluster.secrets = { databaseOwnerPassword: 'owner-pass', databaseAppPassword: 'app-pass' };
  const [port] = await freePorts(['tcp']);
  Object.assign(cluster, await openDatabase({ env: {}, root: checkout, home: cluster.home, port, processes: cluster.processes, secrets: cluster.secrets, throwaway: true, doing: () => {} }));
});

test('the app login can neither rule nor go around row-level security, and owns nothing', async () => {
  const { rows } = await withDatabase(cluster.ownerUrl, (client) => client.query('select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = $1', ['stepwell_app']));
  assert.deepEqual(rows, [{ rolname: 'stepwell_app', rolcanlogin: true, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  const answer = await withDatabase(cluster.appUrl, (client) => client.query('select current_user'));
  assert.deepEqual(answer.rows, [{ current_user: 'stepwell_app' }]);
});

test('the encoding is UTF8 in the locale C.UTF-8', async () => {
  const { rows } = await withDatabase(cluster.ownerUrl, (client) => client.query("select pg_encoding_to_char(encoding) as encoding, datcollate from pg_database where datname = 'stepwell'"));
  assert.deepEqual(rows, [{ encoding: 'UTF8', datcollate: 'C.UTF-8' }]);
});

test('migrations run once, in order, and grant to the app login by name', async (t) => {
  const { migrate, url } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int); grant select on a to __APP_ROLE__;', '0002-second': '-- contracts\ninsert into a values (1);' });
  assert.deepEqual(await migrate(), ['0001-first', '0002-second']);
  assert.deepEqual(await migrate(), []);
  const asApp = new URL(url);
  Object.assign(asApp, { username: 'stepwell_app', password: 'app-pass' });
  const { rows } = await withDatabase(asApp.href, (client) => client.query('select (select count(*)::int from a) as rows, array_agg(concat_ws(\' \', name, kind) order by name) as done from migrations.checksum'));
  assert.deepEqual(rows, [{ rows: 1, done: ['0001-first expands', '0002-second contracts'] }]);
});

test('two that migrate at once do it once', async (t) => {
  const { migrate } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int);' });
  const ran = await Promise.all([migrate(), migrate(), migrate()]);
  assert.deepEqual(ran.flat(), ['0001-first']);
});

test('a file that was changed after it ran is refused', async (t) => {
  const { migrate, write } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int);' });
  await migrate();
  write('0001-first', '-- expands\ncreate table a (id bigint);');
  await assert.rejects(migrate(), /0001-first\.sql was changed after it ran/);
});

test('an older build leaves a database alone that is newer by what expands, and refuses one that is newer by what contracts', async (t) => {
  const { migrate, folder, write } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int);', '0002-second': '-- expands: a table of its own\ncreate table b (id int);' });
  await migrate();
  const older = join(folder, 'older');
  mkdirSync(older);
  writeFileSync(join(older, '0001-first.sql'), '-- expands\ncreate table a (id int);');
  assert.deepEqual(await migrate(older), []);
  write('0003-third', '-- contracts\ndrop table b;');
  assert.deepEqual(await migrate(), ['0003-third']);
  await assert.rejects(migrate(older), /newer than this code, by more than additions: it holds 0002-second, 0003-third/);
});

test('a database that went another way, as one of before the files were written anew, is refused with a word of its own', async (t) => {
  const { migrate, folder } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int);' });
  await migrate();
  const other = join(folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, '0001-other.sql'), '-- expands\ncreate table a (id int);');
  await assert.rejects(migrate(other), /another line of Stepwell: it holds 0001-first and lacks 0001-other/);
});

test('one of before kinds were kept is told apart as well', async (t) => {
  const { migrate, url } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int);' });
  await withDatabase(url, (client) => client.query("create schema migrations; create table migrations.checksum (name text primary key, sha256 text not null); insert into migrations.checksum values ('0001-old', '')"));
  await assert.rejects(migrate(), /it holds 0001-old and lacks 0001-first/);
});

test('a file that says neither that it expands nor that it contracts is refused, by the build as by the runner', async (t) => {
  const { migrate, folder } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int);', '0002-second': '-- A table.\n-- expands\ncreate table b (id int);' });
  await assert.rejects(migrate(), /0002-second\.sql does not say what it does/);
  assert.throws(() => listMigrations(folder), /0002-second\.sql does not say what it does/);
});

test('a migration that fails leaves nothing, and says which statement it was', async (t) => {
  const { migrate, write } = await freshDatabase(t, { '0001-first': '-- expands\ncreate table a (id int);', '0002-second': '-- expands\ncreate table b (id int);\nselect * from nowhere;' });
  await assert.rejects(migrate(), (error) => /relation "nowhere" does not exist/.test(error.message) && error.log.some((line) => line.includes('select * from nowhere')));
  write('0002-second', '-- expands\ncreate table b (id int);');
  assert.deepEqual(await migrate(), ['0001-first', '0002-second']);
});

test('older, newer, changed and parted are told apart without a database', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name, sha256: `sum of ${name}`, kind: name === 'c' ? 'contracts' : 'expands' }));
  assert.deepEqual(compareMigrations([a, b], [a, b]), { kind: 'same' });
  assert.deepEqual(compareMigrations([a], [a, b]), { kind: 'older', name: 'b' });
  assert.deepEqual(compareMigrations([a, b], [a]), { kind: 'newer', names: ['b'], expands: true });
  assert.deepEqual(compareMigrations([a, b, c], [a]), { kind: 'newer', names: ['b', 'c'], expands: false });
  assert.deepEqual(compareMigrations([a, { ...b, sha256: 'other' }], [a, b]), { kind: 'changed', name: 'b' });
  assert.deepEqual(compareMigrations([a, c], [a, b]), { kind: 'parted', name: 'c', lacks: 'b' });
  assert.deepEqual(compareMigrations([a, c], [a, b, c]), { kind: 'parted', name: 'c', lacks: 'b' });
});

test('an address that is none, or of which nothing answers, is named without its password', async () => {
  await assert.rejects(checkGivenDatabase('DATABASE_URL', 'not an address'), /DATABASE_URL is not the address/);
  await assert.rejects(checkGivenDatabase('DATABASE_APP_URL', 'mysql://u:p@127.0.0.1/x'), /DATABASE_APP_URL is not the address/);
  await assert.rejects(checkGivenDatabase('DATABASE_URL', 'postgresql://u:hidden@127.0.0.1:9/x'), (error) => /DATABASE_URL \(127\.0\.0\.1:9\/x\) does not answer/.test(error.message) && !error.message.includes('hidden'));
  const wrong = new URL(cluster.ownerUrl);
  wrong.password = 'wrong-pass';
  await assert.rejects(checkGivenDatabase('DATABASE_URL', wrong.href), (error) => /password authentication failed/.test(error.message) && !error.message.includes('wrong-pass'));
});

test('a start with a wrong DATABASE_URL, or in production without one, ends with code 1 and says so', async (t) => {
  const home = testFolder(t);
  const wrong = launch(t, [fixture('start-with-fake-server.mjs')], { STEPWELL_HOME: home, DATABASE_URL: 'postgresql://u:p@127.0.0.1:9/x' });
  assert.equal(await wrong.ended(), 1);
  assert.match(wrong.output(), /DATABASE_URL \(127\.0\.0\.1:9\/x\) does not answer/);
  const production = launch(t, [fixture('start-with-fake-server.mjs')], { STEPWELL_HOME: home, NODE_ENV: 'production' });
  assert.equal(await production.ended(), 1);
  assert.match(production.output(), /NODE_ENV is production and DATABASE_URL is not set/);
});

test('data of another major version are left alone, and the way to carry them over is told', async (t) => {
  const home = testFolder(t);
  mkdirSync(join(home, 'postgres'));
  writeFileSync(join(home, 'postgres', 'PG_VERSION'), '16\n');
  await assert.rejects(postgresPlan({ root: checkout, home, port: 1, password: 'x' }, () => {}), (error) => /belong to PostgreSQL 16; this Stepwell brings PostgreSQL 18/.test(error.message) && /pg_dump/.test(error.mend));
});

test('the list of our own migrations is what a server compares', () => {
  const list = listMigrations(join(checkout, 'infra', 'postgres', 'migrations'));
  assert.match(list[0]?.name ?? '', /^0001-/);
  assert.ok(list.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)));
});

let made = 0;
async function freshDatabase(t, files) {
  const folder = testFolder(t);
  const name = `migrations_${(made += 1)}`;
  const url = new URL(cluster.ownerUrl);
  await withDatabase(url.href, (client) => client.query(`create database ${name}`));
  url.pathname = `/${name}`;
  const write = (file, sql) => writeFileSync(join(folder, `${file}.sql`), sql);
  for (const [file, sql] of Object.entries(files)) write(file, sql);
  return { folder, url: url.href, write, migrate: (from = folder) => migrateDatabase(url.href, { appRole: 'stepwell_app', folder: from }) };
}
