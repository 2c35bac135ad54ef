import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host } from './support/live-group.js';

jest.setTimeout(60_000);

describe('a change of a live session', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;

  const version = async () => (await host.socket.act('staff.snapshot', {})).version;
  const told = () => host.socket.heard.filter(({ name }) => name === 'staff.delta');

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('is told once: a request for help that is sent twice, and a second no to the rules, raise nothing and reach nobody', async () => {
    const ana = await group.patient('Ana');
    await ana.trustDevice();
    const helpId = randomUUID();
    const said = [() => ana.visit('help', { helpId }), () => ana.visit('agreement/declined', {})];
    for (const say of said) await say();
    const before = await version();
    host.socket.forget();
    for (const say of said) expect((await say()).status).toBe(200);
    expect(await version()).toBe(before);
    expect(told()).toEqual([]);
  });

  it('that is refused leaves no gap: the next one is one version on', async () => {
    const bea = await group.waiting('Bea');
    const stranger = await group.patient('Cal');
    const before = await version();
    host.socket.forget();
    await host.socket.act('seat.hold', { seatId: bea.seatId, message: 'soon' });
    expect(await host.socket.ask('seat.admit', { seatId: stranger.seatId })).toMatchObject({ ok: false, code: 'not_waiting' });
    await host.socket.act('seat.hold', { seatId: bea.seatId, message: 'call_us' });
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some((row) => row.hold === 'call_us'));
    expect(told().map(({ payload }) => payload)).toMatchObject([
      { since: before, version: before + 1 },
      { since: before + 1, version: before + 2 },
    ]);
  });

  it('reaches everybody under one version, however much it brought: a host comes, a session ends', async () => {
    const dov = await group.waiting('Dov');
    const before = await version();
    host.socket.forget();
    await host.socket.act('session.end', {});
    await dov.socket.push('own.delta', ({ own: { standing } }) => standing?.step === 'ended');
    expect(told()).toMatchObject([{ payload: { since: before, version: before + 1, session: { state: 'ended' } } }]);
  });
});
