import { namespaceNames } from '#contracts/routes';
import { jest } from '@jest/globals';
import { connect } from 'node:net';
import { Manager } from 'socket.io-client';
import { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup } from './support/live-group.js';
import { password } from './support/people.js';
import { watchStatements } from './support/statements.js';

jest.setTimeout(60_000);

describe('limits that can neither be dodged nor turned on others', () => {
  let clinic: TestClinic;
  let group: LiveGroup;

  /** Bytes that are no page's, as they stand on the wire. Resolves with all that came back when the server ends the connection. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let heard = '';
      const socket = connect(clinic.config.values.PORT, '127.0.0.1', () => void (bytes && socket.write(bytes)));
      socket.on('data', (data) => void (heard += data.toString()));
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('one socket that sends 2,000 events in a burst costs the database a few of them, and another patient reads as before', async () => {
    const [ana, bea] = [await group.waiting('Ana'), await group.patient('Bea')];
    await bea.trustDevice();
    const { said, stop } = watchStatements();
    try {
      await ana.socket.act('seat.snapshot', {});
      const perSnapshot = said.splice(0).length;
      const codes: (string | undefined)[] = [];
      const flood = Promise.allSettled(Array.from({ length: 2000 }, () => ana.socket.ask('seat.snapshot', {}).then((answer) => void codes.push(answer.ok ? 'served' : answer.code))));
      const read = await bea.visit();
      expect(read.status).toBe(200);
      await ana.socket.ended();
      // Whoever goes on after hundreds of refusals is cut; by then few of the 2,000 had reached the database.
      expect(codes.filter((code) => code === 'too_many_tries').length).toBeGreaterThan(300);
      expect(said.length).toBeGreaterThan(0);
      expect(said.length).toBeLessThanOrEqual(200 * perSnapshot + 60);
      expect((await bea.visit()).status).toBe(200);
      ana.socket.close();
      await flood;
    } finally {
      stop();
    }
  });

  it('more sockets are no way round: a seat has five, the oldest gives way, and all of them share its events', async () => {
    const cal = await group.waiting('Cal');
    const sockets = [cal.socket];
    for (let page = 0; page < 5; page++) sockets.push(await group.socket(cal.browser, 'seat', cal.seatId));
    await sockets[0]!.ended();
    expect(sockets.slice(1).map(({ isConnected }) => isConnected)).toEqual(Array(5).fill(true));
    // An act of hosts: whoever reaches the policy is told so, and it costs nothing.
    const answers = await Promise.all(sockets.slice(1).flatMap((socket) => Array.from({ length: 60 }, () => socket.ask('help.see', { helpId: cal.seatId }))));
    const codes = answers.map((answer) => (answer.ok ? 'served' : answer.code));
    expect(new Set(codes)).toEqual(new Set(['not_allowed', 'too_many_tries']));
    expect(codes.filter((code) => code === 'not_allowed').length).toBeLessThanOrEqual(240);
  });

  it('a connection that says nothing, or never says who it is, ends within seconds', async () => {
    const began = performance.now();
    const upgrade = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nOrigin: ${clinic.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
    const [, , anonymous] = await Promise.all([raw(''), raw('GET /j HTTP/1.1\r\nHost: x\r\n'), raw(upgrade)]);
    expect(anonymous).toMatch(/^HTTP\/1\.1 101 /);
    // Pings that nobody answers end a connection after 18 s; this one ended because it was nobody's.
    expect(performance.now() - began).toBeLessThan(17_000);
  });

  it('a connection is not asked who it is without end', async () => {
    const manager = new Manager(clinic.origin, { transports: ['websocket'], extraHeaders: { origin: clinic.origin }, reconnection: false, forceNew: true });
    const socket = manager.socket(namespaceNames.groupRoom, { auth: { as: 'seat', seatId: '00000000-0000-4000-8000-000000000000' } });
    const refusals: string[] = [];
    await new Promise<void>((resolve) => {
      socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
        refusals.push(error.data?.code ?? error.message);
        if (refusals.length < 30) socket.connect();
      });
      manager.on('close', () => resolve());
    });
    manager._close();
    expect(refusals.filter((code) => code === 'not_found').length).toBeLessThanOrEqual(5);
  });

  it('a made-up cookie with each request dodges nothing, and shuts out nobody who is known there', async () => {
    const address = '198.51.100.77';
    await group.people.staff(group.clinicId, 'known@example.org', ['clinician']);
    const known = new Browser(clinic.origin, address);
    await known.post('/api/v1/sign-in', { email: 'known@example.org', password });
    expect((await known.get('/api/v1/me')).status).toBe(200);
    const name = [...known.cookies.keys()].find((key) => key.startsWith('staff')) ?? '';
    const flood = [];
    for (let turn = 0; turn < 7; turn++)
      flood.push(
        ...(await Promise.all(
          Array.from({ length: 100 }, (_, each) => {
            const stranger = new Browser(clinic.origin, address);
            stranger.cookies.set(name, `${turn}-${each}`.padEnd(43, 'A'));
            return stranger.get('/api/v1/me');
          }),
        )),
      );
    const refused = flood.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(100);
    expect(refused[0]).toMatchObject({ body: { code: 'too_many_tries' } });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await known.get('/api/v1/me')).status).toBe(200);
  });

  it('a secret in the address of a write is not taken', async () => {
    const browser = group.browser();
    const inAddress = await browser.post(`/api/v1/sign-in?email=known@example.org&password=${encodeURIComponent(password)}`, {});
    expect(inAddress).toMatchObject({ status: 400, body: { code: 'bad_input' } });
    const dov = await group.patient('Dov');
    const token = await group.people.link(group.clinicId, group.sessionId, dov.seatId);
    expect(await browser.post(`/api/v1/links/redeem?token=${token}`, {})).toMatchObject({ status: 400, body: { code: 'bad_input' } });
    expect((await browser.post('/api/v1/links/redeem?token=something-else-of-enough-length', { token })).status).toBe(200);
  });

  it.each(['/assets/%', '/%', '/api/v1/%ff', `/visit/${'a'.repeat(300)}/%`])('an address that cannot be read (%s) is answered as everything is', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    for (const header of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy']) expect(answer.toLowerCase()).toContain(`${header}: `);
    expect(answer).not.toContain('FST_ERR');
  });

  it('and so are bytes that are no request', async () => {
    const answer = await raw('NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    for (const header of ['content-type: application/problem+json', 'content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy']) expect(answer.toLowerCase()).toContain(header);
  });
});
