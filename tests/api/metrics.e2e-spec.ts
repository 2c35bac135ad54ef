import { RoomKeeper } from '#group-room';
import { register } from 'prom-client';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup } from './support/live-group.js';

describe('what an operator sees of a group', () => {
  let clinic: TestClinic;
  beforeAll(async () => void (clinic = await startTestClinic()));
  afterAll(() => clinic.stop());

  const figure = async (name: string, labels: Record<string, string> = {}): Promise<number> => {
    const found = await register.getSingleMetric(name)!.get();
    return found.values.find((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))?.value ?? 0;
  };

  it('is how many are connected and by which right, how many rooms are live, and what was refused; nobody by name or id', async () => {
    const group = await LiveGroup.planned(clinic);
    const host = await (await group.host('Dr. Field')).goIn();
    const ana = await group.waiting('Ana');
    await clinic.app.get(RoomKeeper).tick();
    await expect(group.socket(group.browser(), 'seat', ana.seatId)).rejects.toThrow('not_found');
    expect([await figure('stepwell_open_sockets', { as: 'host' }), await figure('stepwell_open_sockets', { as: 'seat' }), await figure('stepwell_live_rooms')]).toEqual([1, 1, 1]);
    expect(await figure('stepwell_refused_sockets_total', { code: 'not_found' })).toBe(1);
    const all = await register.metrics();
    for (const secret of [ana.seatId, host.seatId, group.sessionId, group.clinicId, 'Ana', 'Field']) expect(all).not.toContain(secret);
    ana.socket.close();
    // The test's own time limit ends this when the figure stays.
    while ((await figure('stepwell_open_sockets', { as: 'seat' })) !== 0) await new Promise(setImmediate);
    group.closeSockets();
  });
});
