import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkout } from '../home/checkout.mjs';
import { dropSecret, rotateSecret, secretVersion } from '../home/secret-versions.mjs';
import { openSecrets } from '../home/secrets.mjs';
import { withDatabase } from '../postgres/database.mjs';
import { openDatabase } from '../postgres/installation-database.mjs';
import { freePorts } from '../processes/ports.mjs';
import { Processes } from '../processes/processes.mjs';
import { afterwards, launch, testFolder } from './launch-harness.mjs';

/** One embedded PostgreSQL for this file, as a database that was given. */
const cluster = {};
const suite = { after };
afterwards(suite, () => {});
before(async () => {
  const home = testFolder(suite);
  const processes = new Processes({ home, say: () => {}, changed: () => {} });
  afterwards(suite, () => processes.stop());
  const [port] = await freePorts(['tcp']);
  const secrets = { databaseOwnerPassword: 'owner-pass', databaseAppPassword: 'app-pass' };
  Object.assign(cluster, await openDatabase({ env: {}, root: checkout, home, port, processes, secrets, throwaway: true, doing: () => {} }));
});

const command = join(checkout, 'infra', 'launch', 'keys-rotate.mjs');
const versionsIn = (home) => openSecrets(home, {}).stepwellSecret;

test('a rotation makes a new version, keeps the old ones and everything else, closed to others and whole', (t) => {
  const home = testFolder(t);
  const first = openSecrets(home, {});
  assert.deepEqual(rotateSecret(home, {}), { version: 2, kept: [1] });
  assert.match(versionsIn(home), new RegExp(`^2:[\\w-]{43},1:${first.stepwellSecret}$`));
  const second = versionsIn(home);
  assert.deepEqual(rotateSecret(home, {}), { version: 3, kept: [2, 1] });
  assert.match(versionsIn(home), new RegExp(`^3:[\\w-]{43},${second}$`));
  assert.deepEqual({ ...openSecrets(home, {}), stepwellSecret: '' }, { ...first, stepwellSecret: '' });
  assert.equal(statSync(join(home, 'secrets.json')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(home).filter((name) => name.startsWith('secrets')), ['secrets.json']);
});

test('an old version can be dropped, the newest and one that is not there cannot', (t) => {
  const home = testFolder(t);
  rotateSecret(home, {});
  assert.throws(() => secretVersion(home, {}, 2), /version 2 is the newest/);
  assert.throws(() => secretVersion(home, {}, 7), /there is no version 7 of the secret; kept are 2 and 1/);
  dropSecret(home, secretVersion(home, {}, 1));
  assert.match(versionsIn(home), /^2:[\w-]{43}$/);
  assert.deepEqual(rotateSecret(home, {}), { version: 3, kept: [2] });
});

test('a secret that was given is not ours to write, and is not repeated', async (t) => {
  const home = testFolder(t);
  const given = 'given by the person, and long enough';
  for (const env of [{ STEPWELL_SECRET: given }, { STEPWELL_SECRET_FILE: '/anywhere' }]) assert.throws(() => rotateSecret(home, env), /the secret is given by STEPWELL_SECRET/);
  const run = launch(t, [command], { STEPWELL_HOME: home, STEPWELL_SECRET: given });
  assert.equal(await run.ended(), 1);
  assert.match(run.output(), /STEPWELL_SECRET=2:new-secret,1:old-secret/);
  assert.doesNotMatch(run.output(), /given by the person/);
});

test('npm run keys:rotate says what it made and what takes it, and nothing of the secret', async (t) => {
  const home = testFolder(t);
  const run = launch(t, [command], { STEPWELL_HOME: home });
  assert.equal(await run.ended(), 0);
  assert.match(run.output(), /Version 2 of the secret is made; version 1 is kept.*\nNothing runs with these data/);
  for (const part of versionsIn(home).split(',')) assert.ok(!run.output().includes(part.slice(2)));
  const wrong = launch(t, [command, '--drop', 'old'], { STEPWELL_HOME: home });
  assert.equal(await wrong.ended(), 1);
  assert.match(wrong.output(), /--drop wants the number of a version/);
});

test('--drop says how much would die and changes nothing, until it is told yes; apps that are sealed by it are never lost', async (t) => {
  const home = testFolder(t);
  const drop = (...more) => launch(t, [command, '--drop', '1', ...more], { STEPWELL_HOME: home, DATABASE_URL: cluster.ownerUrl });
  rotateSecret(home, {});
  const before = readFileSync(join(home, 'secrets.json'), 'utf8');
  const newest = launch(t, [command, '--drop', '2'], { STEPWELL_HOME: home, DATABASE_URL: cluster.ownerUrl });
  assert.equal(await newest.ended(), 1);
  await migrated(t, home);
  await withDatabase(cluster.ownerUrl, (client) => client.query(ROWS));

  const app = drop('--yes');
  assert.equal(await app.ended(), 1);
  assert.match(app.output(), /1 authenticator app is still sealed by version 1/);
  await withDatabase(cluster.ownerUrl, (client) => client.query(`update auth."twoFactor" set secret = '$ba$2$00', "backupCodes" = '$ba$2$00'`));

  const asked = drop();
  assert.equal(await asked.ended(), 1);
  assert.match(asked.output(), /with version 1 would die: 1 links that still work, 1 trusted devices and 1 sign-ins that are open\. Nothing is changed\./);
  assert.deepEqual(JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')), JSON.parse(before));

  const told = drop('--yes');
  assert.equal(await told.ended(), 0);
  assert.match(told.output(), /Version 1 of the secret is gone, and with it 1 links/);
  assert.match(versionsIn(home), /^2:[\w-]{43}$/);
});

/** Brings the given database to the state of the code. */
async function migrated(t, home) {
  const run = launch(t, [join(checkout, 'infra', 'launch', 'migrate.mjs')], { STEPWELL_HOME: home, DATABASE_URL: cluster.ownerUrl });
  assert.equal(await run.ended(), 0, run.output());
}

// Of each kind one that is alive and of version 1, and others that are of another version or over.
const ROWS = `
  with c as (insert into clinic (name, zone, phone) values ('Clinic', 'UTC', '(916) 555-0100') returning id),
       p as (insert into person (clinic_id, kind, given_name, family_name) select id, 'patient', 'Test', 'Person' from c returning clinic_id, id),
       e as (insert into session (clinic_id, kind, title, zone, planned_from, planned_to, lobby_opens_at) select id, 'block', 'Block', 'UTC', now(), now() + interval '1 hour', now() from c returning id),
       s as (insert into seat (clinic_id, session_id, person_id, role) select p.clinic_id, e.id, p.id, 'patient' from p, e returning clinic_id, id),
       l as (insert into join_link (clinic_id, seat_id, token_hash, key_version, works_from, works_to)
               select s.clinic_id, s.id, sha256(v.mark::bytea), v.version, now(), v.until from s, (values ('a', 1, now() + interval '1 hour'), ('b', 2, now() + interval '1 hour'), ('c', 1, now() - interval '1 hour')) v (mark, version, until)),
       d as (insert into device (clinic_id, person_id, secret_hash, key_version, trusted_until)
               select p.clinic_id, p.id, sha256(v.mark::bytea), v.version, v.until from p, (values ('a', 1, now() + interval '1 hour'), ('b', 2, now() + interval '1 hour'), ('c', 1, null)) v (mark, version, until)),
       g as (insert into sign_in_guard (secret_hash, key_version, user_id, expires_at)
               select sha256(v.mark::bytea), v.version, 'user', v.until from (values ('a', 1, now() + interval '1 hour'), ('b', 2, now() + interval '1 hour'), ('c', 1, now() - interval '1 hour')) v (mark, version, until)),
       u as (insert into auth."user" (id, name, email, "emailVerified") values ('user', '-', 'user@example.org', true) returning id)
  insert into auth."twoFactor" (id, secret, "backupCodes", "userId") select 'app', '$ba$1$00', '$ba$1$00', id from u`;
