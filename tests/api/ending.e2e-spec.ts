import { LeaderLock } from '#platform';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startTestClinic, type TestClinic } from './support/clinic.js';

/** A connection of a page that neither answers nor goes: a phone asleep, a group in its room. */
async function openUpgrade(origin: string, path: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => socket.destroy());
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
  return socket;
}

describe('a server that is told to end while people are connected', () => {
  let clinic: TestClinic;
  beforeAll(async () => void (clinic = await startTestClinic()));

  it('ends within seconds, with its shutdown hooks, although no connection is let go by its page', async () => {
    // The gate takes an upgrade and keeps it; here a listener of its own does.
    let held: unknown;
    clinic.server.on('upgrade', (request, socket) => {
      if (request.url === '/rtc/held') held = socket;
    });
    const gate = await openUpgrade(clinic.origin, '/rtc/held');
    const phone = await openUpgrade(clinic.origin, '/socket.io/?EIO=4&transport=websocket');
    expect(String(await once(phone, 'data'))).toMatch(/^HTTP\/1.1 101/);
    while (!held) await once(clinic.server, 'upgrade');
    // One of the last hooks: it gives the lock of the room keeper back.
    const hooks = countEnds(clinic);
    const gone = Promise.all([once(gate, 'close'), once(phone, 'close')]);
    gate.resume();
    phone.resume();
    const began = performance.now();
    await clinic.stop();
    await gone;
    expect(performance.now() - began).toBeLessThan(5000);
    expect(hooks()).toBe(1);
  });
});

function countEnds(clinic: TestClinic): () => number {
  const lock = clinic.app.get(LeaderLock, { strict: false });
  const run = lock.onApplicationShutdown.bind(lock);
  let times = 0;
  lock.onApplicationShutdown = () => {
    times += 1;
    return run();
  };
  return () => times;
}
