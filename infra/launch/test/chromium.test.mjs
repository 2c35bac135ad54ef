import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout } from '../home/checkout.mjs';
import { findChromium } from '../browser/chromium.mjs';
import { testFolder } from './launch-harness.mjs';

test('a browser on the PATH is taken only when it answers --version', async (t) => {
  const folder = testFolder(t);
  write(join(folder, 'chromium'), 'exit 1');
  write(join(folder, 'google-chrome'), 'echo "Google Chrome 140.0.0.0"');
  assert.equal(await find({ PATH: folder }), join(folder, 'google-chrome'));
});

test('CHROMIUM_BIN is an order: when it does not run that is a fault', async (t) => {
  const folder = testFolder(t);
  write(join(folder, 'browser'), 'echo "Chromium 140.0.0.0"');
  assert.equal(await find({ CHROMIUM_BIN: join(folder, 'browser') }), join(folder, 'browser'));
  await assert.rejects(find({ CHROMIUM_BIN: join(folder, 'nothing') }), /CHROMIUM_BIN \(.*nothing\) does not answer --version/);
});

const find = (env) => findChromium({ env, root: checkout, doing: () => {} });

function write(file, line) {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}
