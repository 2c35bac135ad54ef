import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { broughtSince, listing } from '../processes/listing.mjs';
import { childrenOf, fixture, launch, lives, serve, testFolder, until } from './launch-harness.mjs';

// Each of these is a whole start: real PostgreSQL, real livekit-server, a server that stands in for the clinic's.
const READY = 'Stepwell is ready at http://127.0.0.1:';
const start = (t, home, ways = [], env = {}) => launch(t, [fixture('start-with-fake-server.mjs'), ...ways], { STEPWELL_HOME: home, ...env });

test('a start says where it is ready, holds what it started, and on SIGTERM all is gone within 5 s, the data kept', async (t) => {
  const home = testFolder(t);
  const before = listing({ home });
  // The slowest case: the server is deaf, and so LiveKit and PostgreSQL must be quick.
  const first = start(t, home, ['ignore-term']);
  await first.said(READY);
  const children = childrenOf(home);
  assert.deepEqual(Object.keys(children).sort(), ['livekit', 'postgres', 'server']);
  const ports = await portsOf(home);
  const during = broughtSince(before, listing({ home })).map((line) => line.split(' ', 2)[0]);
  if (process.platform === 'linux') assert.ok(during.includes('processes:') && during.filter((what) => what === 'ports:').length >= 4, during.join());
  const began = Date.now();
  first.kill('SIGTERM');
  assert.equal(await first.ended(), 0);
  assert.ok(Date.now() - began < 5000, `${Date.now() - began} ms`);
  assert.deepEqual(Object.values(children).filter(lives), []);
  assert.deepEqual(await Promise.all(ports.map(isOpen)), ports.map(() => false));
  assert.deepEqual(broughtSince(before, listing({ home })), []);
  assert.equal(existsSync(join(home, 'running.json')), false);
  assert.ok(existsSync(join(home, 'postgres', 'PG_VERSION')));
  const again = Date.now();
  const second = start(t, home);
  await second.said(READY);
  assert.ok(Date.now() - again < 15_000, 'a second start within 15 s');
});

test('logs, configuration and what says how to reach it are for this user only', async (t) => {
  const home = testFolder(t);
  await start(t, home).said(READY);
  const files = [...readdirSync(join(home, 'logs')).map((name) => join('logs', name)), 'livekit.yaml', 'running.json', 'secrets.json'];
  assert.ok(files.length >= 6);
  for (const file of files) assert.equal(statSync(join(home, file)).mode & 0o077, 0, file);
});

test('Ctrl-C that arrives twice is one request, and ends in order', async (t) => {
  const home = testFolder(t);
  const run = start(t, home);
  await run.said(READY);
  run.kill('SIGINT');
  run.kill('SIGINT');
  setTimeout(() => run.kill('SIGINT'), 100);
  assert.equal(await run.ended(), 0);
  assert.equal(run.output().split('Stopping').length, 2);
  assert.match(readFileSync(join(home, 'logs', 'postgres.log'), 'utf8'), /database system is shut down/);
});

test('when the parent goes without a word, as npm does, everything ends', async (t) => {
  const home = testFolder(t);
  const parent = launch(t, [fixture('silent-parent.mjs'), fixture('start-with-fake-server.mjs')], { STEPWELL_HOME: home });
  await parent.said(READY);
  const launcher = Number(/child (\d+)/.exec(parent.output())?.[1]);
  const all = [launcher, ...Object.values(childrenOf(home))];
  parent.kill('SIGTERM');
  await until(() => !all.some(lives), 5300);
});

test('a server or LiveKit that is killed is back by itself', async (t) => {
  const home = testFolder(t);
  await start(t, home).said(READY);
  for (const name of ['server', 'livekit']) {
    const before = childrenOf(home)[name];
    process.kill(before, 'SIGKILL');
    await until(() => ![before, undefined].includes(childrenOf(home)[name]), 5000);
  }
  for (const port of await portsOf(home)) await until(() => isOpen(port), 5000);
});

test('when PostgreSQL goes, the whole ends with code 1 and its last words, and the next start recovers', async (t) => {
  const home = testFolder(t);
  const run = start(t, home);
  await run.said(READY);
  const children = childrenOf(home);
  process.kill(children.postgres, 'SIGKILL');
  assert.equal(await run.ended(), 1);
  assert.match(run.output(), /postgres was ended by SIGKILL\.[\s\S]*The last lines of its log:[\s\S]*ready to accept connections/);
  assert.deepEqual(Object.values(children).filter(lives), []);
  await start(t, home).said(READY);
});

test('a server that cannot live ends the whole with code 1 and its last words', async (t) => {
  const run = start(t, testFolder(t), ['die']);
  assert.equal(await run.ended(), 1);
  assert.match(run.output(), /server ended with code 3, the fourth time within a minute\.[\s\S]*the last words of a server that dies/);
});

test('after kill -9 of the launcher, the next start ends what was left and is ready on the same data', async (t) => {
  const home = testFolder(t);
  const run = start(t, home);
  await run.said(READY);
  const left = Object.values(childrenOf(home));
  const port = portIn(run);
  run.kill('SIGKILL');
  await run.ended();
  assert.equal(left.filter(lives).length, 3);
  // The same port as well: what was left is ended before ports are looked at.
  const next = start(t, home, [], { PORT: String(port) });
  await next.said(READY);
  assert.deepEqual([left.filter(lives), portIn(next)], [[], port]);
});

test('a PORT that is taken ends the start with code 1, and nothing is left', async (t) => {
  const home = testFolder(t);
  const { port } = await serve(t, () => {});
  const run = start(t, home, [], { PORT: String(port) });
  assert.equal(await run.ended(), 1);
  assert.match(run.output(), new RegExp(`PORT ${port} is taken by another program`));
  assert.equal(existsSync(join(home, 'running.json')), false);
});

test('a stop in the middle of the start leaves nothing', async (t) => {
  const home = testFolder(t);
  const run = start(t, home);
  await until(() => existsSync(join(home, 'running.json')) && 'postgres' in childrenOf(home), 20_000);
  const children = childrenOf(home);
  run.kill('SIGTERM');
  assert.equal(await run.ended(), 0);
  assert.deepEqual(Object.values(children).filter(lives), []);
});

const portIn = (run) => Number(/ready at http:\/\/127\.0\.0\.1:(\d+)/.exec(run.output())?.[1]);

async function portsOf(home) {
  const { env } = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'));
  return [env.PORT, new URL(env.LIVEKIT_URL).port, new URL(env.DATABASE_URL).port].map(Number);
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
