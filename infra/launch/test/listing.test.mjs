import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LeftBehind } from '../processes/left-behind.mjs';
import { broughtSince, listing } from '../processes/listing.mjs';
import { testFolder } from './launch-harness.mjs';

test('what a part brings and takes away again is nothing; what it leaves is named and counted', async (t) => {
  const home = testFolder(t);
  mkdirSync(join(home, 'tmp'));
  const file = join(home, 'tmp', 'forgotten.json');
  const leftBehind = new LeftBehind(home);
  await leftBehind.around('tidy', undefined, async () => (writeFileSync(file, ''), rmSync(file)));
  assert.deepEqual([leftBehind.result().passed, leftBehind.result().failed], [1, 0]);
  await leftBehind.around('untidy', undefined, async () => writeFileSync(file, ''));
  assert.deepEqual([leftBehind.result().failed, leftBehind.result().note], [1, 'untidy left files: forgotten.json']);
});

test('a program of the run is seen with its port, by its arguments or its environment', { skip: process.platform !== 'linux' && 'there is no /proc' }, async (t) => {
  const home = testFolder(t);
  const before = listing({ home });
  assert.deepEqual(before.processes, []);
  const listen = "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";
  const child = spawn(process.execPath, ['-e', listen], { env: { PATH: process.env.PATH, TMPDIR: join(home, 'tmp') }, stdio: ['ignore', 'pipe', 'ignore'] });
  const [port] = await once(child.stdout.setEncoding('utf8'), 'data');
  assert.deepEqual(broughtSince(before, listing({ home })).map((line) => line.split(' ', 2).join(' ')), [`processes: ${child.pid}`, 'ports: tcp']);
  assert.equal(listing({ home }).ports[0], `tcp ${Number(port)}`);
  child.kill();
  await once(child, 'exit');
  assert.deepEqual(broughtSince(before, listing({ home })), []);
});
