import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fetchRelease } from '../livekit/livekit-release.mjs';
import { livekitVersion } from '../livekit/livekit-version.mjs';
import { testFolder } from './launch-harness.mjs';
import { releaseServer } from './release-server.mjs';

const fetchInto = async (t, server, limits) => {
  const folder = testFolder(t);
  const target = join(folder, 'cache', 'livekit-server');
  const work = fetchRelease(target, { LIVEKIT_RELEASES_URL: server.url }, () => {}, limits);
  return { work, target, left: () => readdirSync(join(folder, 'cache')) };
};

test('a good archive becomes the program, and nothing else stays', async (t) => {
  const { work, target, left } = await fetchInto(t, await releaseServer(t));
  await work;
  assert.equal(await livekitVersion(target), '1.13.5');
  assert.deepEqual(left(), ['livekit-server']);
});

const spoiled = [
  ['tampered with', { alter: (archive) => Buffer.concat([archive.subarray(0, -1), Buffer.from([archive.at(-1) ^ 1])]) }, /does not have the sum that checksums\.txt states: refused/],
  ['truncated and declared whole', { alter: (archive) => archive.subarray(0, 60) }, /does not have the sum/],
  ['broken off in the middle', { cutAt: 60 }, /broke off/],
  ['absent', { absent: true }, /the releases have no livekit_1\.13\.5/],
  ['of another version inside', { version: '1.9.0' }, /does not run here/],
];
for (const [how, spoil, message] of spoiled) {
  test(`an archive that is ${how} is refused and leaves nothing`, async (t) => {
    const { work, target, left } = await fetchInto(t, await releaseServer(t, spoil));
    await assert.rejects(work, message);
    assert.equal(existsSync(target), false);
    if (!spoil.absent) assert.deepEqual(left(), []);
  });
}

test('a place that accepts and never answers is given up', async (t) => {
  const { work } = await fetchInto(t, await releaseServer(t, { hang: true }), { connectMs: 200, totalMs: 1000 });
  await assert.rejects(work, /did not answer within 0\.2 s/);
});

test('a place that cannot be reached is named', async (t) => {
  const { work } = await fetchInto(t, { url: 'http://127.0.0.1:9' });
  await assert.rejects(work, /http:\/\/127\.0\.0\.1:9\/.* cannot be reached/);
});
