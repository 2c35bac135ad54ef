import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePorts, publicPort } from '../processes/ports.mjs';
import { afterwards, serve } from './launch-harness.mjs';

test('a PORT that another program holds is refused, naming it', async (t) => {
  const { port } = await serve(t, () => {});
  await assert.rejects(publicPort(String(port), '127.0.0.1', () => {}), { name: 'LaunchFault', message: `PORT ${port} is taken by another program.` });
});

test('a PORT that is no port number is refused', async () => {
  for (const given of ['http', '0', '70000', '80.5']) await assert.rejects(publicPort(given, '127.0.0.1', () => {}), { message: `PORT is "${given}", which is no port number.` });
});

test('a HOST that is not an address of this machine is refused', async () => {
  await assert.rejects(publicPort('3999', '192.0.2.1', () => {}), /HOST 192\.0\.2\.1 cannot be listened on/);
});

test('the default port moves on to the next free one and says so', async (t) => {
  // Somebody else may hold 3000 already: taken is all that this needs.
  const holder = createServer().on('error', () => {});
  holder.listen(3000, '127.0.0.1');
  afterwards(t, () => holder.close());
  const said = [];
  const { port, release } = await publicPort(undefined, '127.0.0.1', (line) => said.push(line));
  await release();
  assert.ok(port > 3000);
  assert.deepEqual(said, [`Port 3000 is taken: using ${port}.`]);
});

test('two starts at once never choose the same port', async () => {
  const chosen = await Promise.all([1, 2, 3].map(() => publicPort(undefined, '127.0.0.1', () => {})));
  assert.equal(new Set(chosen.map(({ port }) => port)).size, 3);
  for (const { release } of chosen) await release();
});

test('private ports are all different and outside the range of outgoing connections', async () => {
  const ports = await freePorts(['tcp', 'tcp', 'tcp', 'tcp', 'udp']);
  assert.equal(new Set(ports).size, 5);
  assert.ok(ports.every((port) => port >= 20_000 && port < 30_000));
});
