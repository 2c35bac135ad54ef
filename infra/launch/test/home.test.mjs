import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openHome } from '../home/home.mjs';
import { openSecrets } from '../home/secrets.mjs';
import { freshLog, tail } from '../home/logs.mjs';
import { fixture, launch, testFolder } from './launch-harness.mjs';

test('a STEPWELL_HOME that cannot be written ends the start with code 1 and its name', async (t) => {
  const file = join(testFolder(t), 'a-file');
  writeFileSync(file, '');
  const start = launch(t, [fixture('start-with-fake-server.mjs')], { STEPWELL_HOME: join(file, 'below') });
  assert.equal(await start.ended(), 1);
  assert.match(start.output(), /STEPWELL_HOME \(.*below\) cannot be written: ENOTDIR/);
});

test('the home and what is secret in it are closed to others', (t) => {
  const home = openHome({ STEPWELL_HOME: join(testFolder(t), 'home') });
  openSecrets(home, {});
  assert.equal(statSync(home).mode & 0o066, 0);
  assert.equal(statSync(join(home, 'logs')).mode & 0o777, 0o700);
  assert.equal(statSync(join(home, 'secrets.json')).mode & 0o777, 0o600);
});

test('secrets stay the same from start to start, and a given one goes first without being written down', (t) => {
  const home = testFolder(t);
  const first = openSecrets(home, {});
  assert.deepEqual(openSecrets(home, {}), first);
  assert.ok(first.livekitSecret.length >= 32);
  const given = 'given by the person, and long enough';
  assert.equal(openSecrets(home, { STEPWELL_SECRET: given }).stepwellSecret, given);
  writeFileSync(join(home, 'secret'), `${given}, by a file\n`);
  assert.equal(openSecrets(home, { STEPWELL_SECRET_FILE: join(home, 'secret') }).stepwellSecret, `${given}, by a file`);
  assert.doesNotMatch(readFileSync(join(home, 'secrets.json'), 'utf8'), /given by/);
  assert.throws(() => openSecrets(home, { STEPWELL_SECRET: 'short' }), /the secret of STEPWELL_SECRET has fewer than 32 characters/);
});

test('secrets that cannot be read are never replaced by new ones that fit nothing', (t) => {
  const home = testFolder(t);
  writeFileSync(join(home, 'secrets.json'), '{ "stepwellSecret": "cut of');
  assert.throws(() => openSecrets(home, {}), /the secrets in .*secrets\.json cannot be read/);
  assert.throws(() => openSecrets(testFolder(t), { STEPWELL_SECRET_FILE: '/nowhere' }), /STEPWELL_SECRET_FILE \(\/nowhere\) cannot be read: ENOENT/);
});

test('each start has a fresh log, and the five before it are kept', (t) => {
  const home = testFolder(t);
  for (let start = 1; start <= 8; start += 1) writeFileSync(freshLog(home, 'server'), `start ${start}\n`);
  assert.deepEqual(tail(join(home, 'logs', 'server.log')), ['start 8']);
  assert.deepEqual(tail(join(home, 'logs', 'server.log.5')), ['start 3']);
  assert.deepEqual(tail(join(home, 'logs', 'server.log.6')), []);
});
