import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { toolCache } from '../home/cache.mjs';
import { checkout } from '../home/checkout.mjs';
import { launch, testFolder } from './launch-harness.mjs';

const run = (t, part, ...words) => launch(t, [join(checkout, 'infra', 'launch', 'test.mjs'), '--only', part, ...words]);

test('each part of the tests has its command, and hands on the words after it', () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const commands = Object.fromEntries(['unit', 'web', 'api', 'live'].map((part) => [part, scripts[`test:${part}`]]));
  assert.deepEqual(commands, Object.fromEntries(['unit', 'web', 'api', 'live'].map((part) => [part, `node infra/launch/test.mjs --only ${part}`])));
});

test('one file of the tests runs by a word of its path, and a word that fits no file is a failure', async (t) => {
  const one = run(t, 'unit', 'platform/src/http/origin');
  assert.equal(await one.ended(), 0);
  assert.match(one.output(), /origin\.spec\.ts/);
  assert.match(one.output(), /Test Suites: 1 passed, 1 total/);
  const none = run(t, 'web', 'no-such-screen');
  assert.equal(await none.ended(), 1);
  assert.match(none.output(), /0 passed, 1 failed|no tests found/i);
});

test('what a tool remembers stays outside of the checkout, and goes by the files that decide', (t) => {
  const env = { XDG_CACHE_HOME: testFolder(t) };
  const usual = toolCache(env, 'lint', ['tsconfig.json']);
  assert.ok(usual.startsWith(join(env.XDG_CACHE_HOME, 'stepwell', 'lint-')));
  assert.equal(toolCache(env, 'lint', ['tsconfig.json']), usual);
  assert.notEqual(toolCache(env, 'lint', ['nest-cli.json']), usual);
});
