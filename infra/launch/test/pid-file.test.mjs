import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { claimHome } from '../processes/pid-file.mjs';
import { startMark } from '../processes/process-table.mjs';
import { afterwards, childrenOf, fixture, launch, lives, testFolder, until } from './launch-harness.mjs';

const launcherIn = (t, home) => launch(t, [fixture('claiming-launcher.mjs'), home, fixture('fake-child.mjs')]);

test('a launcher that was killed leaves children; the next start ends those and nothing else', async (t) => {
  const home = testFolder(t);
  const bystander = spawn(process.execPath, [fixture('fake-child.mjs'), 'bystander', 'live'], { detached: true, stdio: 'ignore' });
  afterwards(t, () => bystander.kill('SIGKILL'));
  const killed = launcherIn(t, home);
  await killed.said('claimed');
  const left = Object.values(childrenOf(home));
  killed.kill('SIGKILL');
  await killed.ended();
  assert.deepEqual(left.map(lives), [true, true]);
  // A pid that has another start than the one written down belongs to somebody else by now.
  const file = join(home, 'running.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  state.children.push({ name: 'reused', pid: bystander.pid, mark: 'another boot:1', stop: { signal: 'SIGKILL', graceMs: 0 } });
  writeFileSync(file, JSON.stringify(state));
  const next = launcherIn(t, home);
  await next.said('claimed');
  assert.match(next.output(), /An earlier start was killed: ending the steady, stubborn that it left\./);
  assert.deepEqual(left.map(lives), [false, false]);
  assert.ok(lives(bystander.pid ?? 0));
});

test('a second launcher in the same home is refused while the first lives', async (t) => {
  const home = testFolder(t);
  const first = launcherIn(t, home);
  await first.said('claimed');
  const second = launcherIn(t, home);
  assert.equal(await second.ended(), 1);
  assert.match(second.output(), new RegExp(`already running \\(process ${first.pid}\\)`));
  assert.equal(Object.values(childrenOf(home)).every(lives), true);
});

test('a clean end leaves neither children nor file', async (t) => {
  const home = testFolder(t);
  const launcher = launcherIn(t, home);
  await launcher.said('claimed');
  const children = Object.values(childrenOf(home));
  assert.equal(statSync(join(home, 'running.json')).mode & 0o777, 0o600);
  launcher.kill('SIGTERM');
  await launcher.ended();
  assert.deepEqual([children.map(lives), existsSync(join(home, 'running.json'))], [[false, false], false]);
});

test('a list that a killed clean-up set aside is worked off by the next start', async (t) => {
  const home = testFolder(t);
  const orphan = spawn(process.execPath, [fixture('fake-child.mjs'), 'orphan', 'deaf'], { detached: true, stdio: 'ignore' });
  const pid = orphan.pid ?? 0;
  const child = { name: 'orphan', pid, mark: startMark(pid), stop: { signal: 'SIGTERM', graceMs: 100 } };
  writeFileSync(join(home, 'running.left-1-1'), JSON.stringify({ pid: 1, mark: 'gone', children: [child] }));
  writeFileSync(join(home, 'running.json'), '{ "pid": 4, half a fi');
  const running = await claimHome(home, () => {});
  await until(() => !lives(pid), 1000);
  assert.deepEqual(readdirSync(home).filter((name) => name.startsWith('running.left')), []);
  running.remove();
});
