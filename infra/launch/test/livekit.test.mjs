import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkout } from '../home/checkout.mjs';
import { findLiveKit, livekitCacheFile } from '../livekit/livekit.mjs';
import { composeYaml, livekitYaml, writeLiveKitConfig } from '../livekit/livekit-config.mjs';
import { livekitVersion } from '../livekit/livekit-version.mjs';
import { freePorts } from '../processes/ports.mjs';
import { serve, testFolder, until } from './launch-harness.mjs';
import { releaseServer, writeFakeLiveKit } from './release-server.mjs';

const nowhere = 'http://127.0.0.1:9';

test('LIVEKIT_SERVER_BIN that does not run, or is too old, is a fault and not passed over', async (t) => {
  const { find, folder } = search(t);
  await assert.rejects(find({ LIVEKIT_SERVER_BIN: '/nowhere/livekit-server' }), /LIVEKIT_SERVER_BIN \(\/nowhere\/livekit-server\) does not run/);
  writeFakeLiveKit(join(folder, 'old'), '1.9.0');
  await assert.rejects(find({ LIVEKIT_SERVER_BIN: join(folder, 'old') }), /is version 1\.9\.0; 1\.13\.5 is needed/);
});

test('a livekit-server on the PATH is taken when it is of our minor version, else passed over', async (t) => {
  const { find, bin, env } = search(t);
  writeFakeLiveKit(join(bin, 'livekit-server'), '1.13.9');
  assert.deepEqual(await find({}), { kind: 'program', file: join(bin, 'livekit-server') });
  writeFakeLiveKit(join(bin, 'livekit-server'), '1.8.4');
  const release = await releaseServer(t);
  assert.deepEqual(await find({ LIVEKIT_RELEASES_URL: release.url }), { kind: 'program', file: livekitCacheFile(env) });
});

test('what was fetched once is not fetched again', async (t) => {
  const { find } = search(t);
  const release = await releaseServer(t);
  await find({ LIVEKIT_RELEASES_URL: release.url });
  const before = release.asked.length;
  await find({ LIVEKIT_RELEASES_URL: release.url });
  assert.deepEqual([before, release.asked.length], [2, 2]);
});

test('a corrupt program in the cache is removed, said, and made anew', async (t) => {
  const { find, env, said } = search(t);
  const cached = livekitCacheFile(env);
  mkdirSync(dirname(cached), { recursive: true });
  writeFileSync(cached, 'half a program', { mode: 0o755 });
  await find({ LIVEKIT_RELEASES_URL: (await releaseServer(t)).url });
  assert.equal(await livekitVersion(cached), '1.13.5');
  assert.match(said.join('\n'), /in the cache .* does not run: removing it/);
});

test('a tampered archive is refused in words, and the next way is tried', async (t) => {
  const { find, env, bin, said } = search(t);
  // A `go` that "builds" a program: the real build is too long for a test.
  writeScript(join(bin, 'go'), `[ "$1" = version ] && exit 0\nwhile [ "$1" != -o ]; do shift; done\nprintf '#!/bin/sh\\necho livekit-server version 1.13.5\\n' > "$2"\nchmod 755 "$2"\n`);
  const release = await releaseServer(t, { alter: (archive) => Buffer.concat([archive, Buffer.from('x')]) });
  assert.deepEqual(await find({ LIVEKIT_RELEASES_URL: release.url }), { kind: 'program', file: livekitCacheFile(env) });
  assert.match(said.join('\n'), /release archive: .*refused/);
});

test('with no way left, the message has all that was tried and how to mend it', async (t) => {
  const { find, env } = search(t);
  await assert.rejects(find({ LIVEKIT_RELEASES_URL: nowhere }), (error) => {
    assert.match(error.message, /release archive: .*cannot be reached.*; build from source: Go is not installed; Docker: Docker is not running here/);
    assert.match(error.mend, /install Go .*start Docker .*LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET/);
    return true;
  });
  assert.equal(existsSync(livekitCacheFile(env)), false);
});

test('Docker is taken last, when it runs and has the image', async (t) => {
  const { find, bin } = search(t);
  writeScript(join(bin, 'docker'), 'exit 0\n');
  assert.deepEqual(await find({ LIVEKIT_RELEASES_URL: nowhere }), { kind: 'docker', image: 'livekit/livekit-server:v1.13.5' });
});

test('LIVEKIT_URL goes before all, and each thing that is wrong with it is named', async (t) => {
  const { find } = search(t);
  const pair = { LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' };
  const answering = async (status) => (await serve(t, (request, response) => response.writeHead(request.url === '/twirp/livekit.RoomService/ListRooms' ? status : 404).end('{}'))).url;
  await assert.rejects(find({ LIVEKIT_URL: 'livekit' }), /LIVEKIT_URL is not the address/);
  await assert.rejects(find({ LIVEKIT_URL: nowhere, LIVEKIT_API_KEY: 'key' }), /LIVEKIT_API_SECRET is not/);
  await assert.rejects(find({ LIVEKIT_URL: nowhere, ...pair }), /LIVEKIT_URL \(127\.0\.0\.1:9\) does not answer like a LiveKit server/);
  await assert.rejects(find({ LIVEKIT_URL: await answering(401), ...pair }), /refuses LIVEKIT_API_KEY with LIVEKIT_API_SECRET/);
  const url = (await answering(200)).replace('http', 'ws');
  assert.deepEqual(await find({ LIVEKIT_URL: url, ...pair }), { kind: 'external', url, key: 'key', secret: 'secret' });
});

test('the configuration keeps to loopback, makes no rooms by itself and never unmutes', () => {
  const yaml = livekitYaml({ key: 'key', secret: 'secret', webhookUrl: 'http://127.0.0.1:3000/hook', ports: { http: 1, udp: 3 } });
  for (const line of ['bind_addresses: ["127.0.0.1"]', 'stun_servers: []', 'auto_create: false', 'departure_timeout: 900', 'enable_remote_unmute: false']) assert.ok(yaml.includes(line), line);
});

test('docker compose runs LiveKit by the same settings as npm start', () => {
  assert.equal(readFileSync(join(checkout, 'infra', 'docker', 'livekit.yaml'), 'utf8'), composeYaml(), 'infra/docker/livekit.yaml: write it anew by node infra/launch/livekit/write-compose-config.mjs');
});

test('the real server listens on loopback alone, and takes media on the one address that it tells', async (t) => {
  const [http, udp] = await freePorts(['tcp', 'udp']);
  const config = writeLiveKitConfig(testFolder(t), { key: 'key', secret: 'a-secret-of-32-characters-for-tests', webhookUrl: 'http://127.0.0.1:9/hook', ports: { http, udp } });
  const child = spawn(String(process.env.LIVEKIT_SERVER_BIN), ['--config', config], { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  await until(() => fetch(`http://127.0.0.1:${http}`).then(() => true, () => false), 5000);
  // Elsewhere than on Linux the system is not asked in this way.
  assert.deepEqual(listening(child.pid), process.platform === 'linux' ? [`tcp 127.0.0.1:${http}`, `udp 127.0.0.1:${udp}`] : []);
});

/** Everything that this process listens on; an IPv6 address as the system writes it. */
function listening(pid) {
  if (!existsSync(`/proc/${pid}/fd`)) return [];
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  const own = new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]).filter(Boolean));
  const rows = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) => (existsSync(`/proc/net/${kind}`) ? readFileSync(`/proc/net/${kind}`, 'utf8').split('\n').slice(1) : []).map((row) => ({ kind, parts: row.trim().split(/\s+/) })));
  // State 0A: a TCP socket that listens. A UDP socket has no such state.
  const found = rows.filter(({ kind, parts }) => own.has(parts[9]) && (kind.startsWith('udp') || parts[3] === '0A'));
  return [...new Set(found.map(({ kind, parts }) => `${kind} ${readable(parts[1] ?? '')}`))].sort();
}

function readable(local) {
  const [hex = '', port = ''] = local.split(':');
  const address = hex.length === 8 ? (hex.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)).join('.') : hex;
  return `${address}:${Number.parseInt(port, 16)}`;
}

function search(t) {
  const folder = testFolder(t);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const said = [];
  // tar, sh and what they need, but neither go nor docker nor a livekit-server.
  const env = { PATH: `${bin}:/usr/bin:/bin`, XDG_CACHE_HOME: join(folder, 'cache'), HOME: folder };
  for (const absent of ['go', 'docker']) writeScript(join(bin, absent), 'exit 1\n');
  const find = (more) => findLiveKit({ env: { ...env, ...more }, root: checkout, doing: () => {}, say: (line) => said.push(line) });
  return { folder, bin, env, said, find };
}

function writeScript(file, text) {
  writeFileSync(file, `#!/bin/sh\n${text}`);
  chmodSync(file, 0o755);
}
