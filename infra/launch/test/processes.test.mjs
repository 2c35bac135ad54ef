import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Processes } from '../processes/processes.mjs';
import { delayAfter } from '../processes/restart-rule.mjs';
import { afterwards, fixture, lives, testFolder, until } from './launch-harness.mjs';

test('a child is started again after 0.2, 1 and 3 s; the fourth death within a minute ends the whole', () => {
  const cases = [
    [[0], 200],
    [[0, 5000], 1000],
    [[0, 5000, 10_000], 3000],
    [[0, 5000, 10_000, 59_000], null],
    [[0, 5000, 10_000, 60_001], 3000],
    [[0, 61_000], 200],
  ];
  for (const [deaths, delay] of cases) assert.equal(delayAfter(deaths), delay, JSON.stringify(deaths));
});

test('a child that dies four times is the end, told with the last lines of its log', async (t) => {
  const { processes, said } = supervised(t);
  processes.start(plan('server', 'die'));
  const fault = await processes.failed;
  assert.equal(fault.message, 'server ended with code 7, the fourth time within a minute.');
  assert.deepEqual(fault.log, Array(4).fill('server is here'));
  assert.deepEqual(said, [0.2, 1, 3].map((delay) => `server ended with code 7: starting it again in ${delay} s.`));
});

test('a child that may not die is the end at once', async (t) => {
  const { processes } = supervised(t);
  processes.start({ ...plan('postgres', 'die'), restart: false });
  assert.equal((await processes.failed).message, 'postgres ended with code 7.');
});

test('a program that is not there is told, not thrown', async (t) => {
  const { processes } = supervised(t);
  processes.start({ ...plan('livekit', 'live'), command: '/nowhere/livekit-server', restart: false });
  assert.equal((await processes.failed).message, 'livekit could not be started (ENOENT).');
});

test('a killed child is back with another pid', async (t) => {
  const { processes, children } = supervised(t);
  processes.start(plan('server', 'live'));
  const first = children().server;
  process.kill(first, 'SIGKILL');
  await until(() => children().server && children().server !== first, 5000);
  assert.ok(lives(children().server));
});

test('the last started is ended first, and a deaf one is killed after its grace', async (t) => {
  const { home, processes, children } = supervised(t);
  const record = join(home, 'stopped');
  for (const [name, way] of [['postgres', 'live'], ['livekit', 'deaf'], ['server', 'live']]) processes.start(plan(name, way, record));
  const pids = Object.values(children());
  for (const name of ['postgres', 'livekit', 'server']) await until(() => processes.lastLines(name).includes(`${name} listens`), 5000);
  const began = Date.now();
  await processes.stop();
  assert.ok(Date.now() - began < 2500);
  assert.deepEqual(readFileSync(record, 'utf8').trim().split('\n'), ['server', 'livekit', 'postgres']);
  assert.deepEqual(pids.filter(lives), []);
});

test('what a child had started itself does not outlive it', async (t) => {
  const { processes } = supervised(t);
  processes.start(plan('server', 'grandchild'));
  await until(() => processes.lastLines('server').includes('server listens'), 5000);
  const grandchild = Number(processes.lastLines('server').join(' ').match(/grandchild (\d+)/)?.[1]);
  assert.ok(lives(grandchild));
  await processes.stop();
  await until(() => !lives(grandchild), 1000);
});

test('a child that died while everything is being ended is not started again', async (t) => {
  const { processes, children } = supervised(t);
  processes.start(plan('server', 'die'));
  await until(() => !children().server, 5000);
  await processes.stop();
  processes.start(plan('late', 'live'));
  assert.deepEqual(children(), {});
});

test('a child that never answers is told with its log', async (t) => {
  const { processes } = supervised(t);
  processes.start(plan('server', 'live'));
  await until(() => processes.lastLines('server').length === 2, 5000);
  await assert.rejects(processes.ready('server', async () => false, 200), { message: 'server did not answer within 0.2 s.', log: ['server is here', 'server listens'] });
});

function supervised(t) {
  const home = testFolder(t);
  const said = [];
  let list = [];
  const processes = new Processes({ home, say: (line) => said.push(line), changed: (children) => (list = children) });
  afterwards(t, () => processes.stop());
  return { home, said, processes, children: () => Object.fromEntries(list.map((child) => [child.name, child.pid])) };
}

function plan(name, way, record = '') {
  return { name, command: process.execPath, args: [fixture('fake-child.mjs'), name, way, record], restart: true, stop: { signal: /** @type {const} */ ('SIGTERM'), graceMs: 400 } };
}
