import { ConnectGate } from './connect-gate.js';
import type { LiveRooms } from './keeper/live-rooms.js';
import type { LiveLookups } from './persistence/live-lookups.js';

const seat = '0b2f4a36-6f0e-4c2e-9a55-0d8f2c1a7b10';
const room = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

describe('the gate’s question while the database is away', () => {
  const away = { mayConnect: () => Promise.reject(new Error('Connection terminated')) };
  const gate = new ConnectGate(away as unknown as LiveLookups, { isReady: () => true } as unknown as LiveRooms);

  it('says "not now", so that the client tries again', async () => expect(await gate.mayConnect(`${seat}.0`, room)).toBe('not_now'));

  it.each([[`${seat}.0#x`, room], [`${seat}.0`, 'lobby'], ['', ''], [`${seat}.0`, `${room}' or true --`]])('says a final no to %s at %s without asking', async (identity, at) =>
    expect(await gate.mayConnect(identity, at)).toBe('no'),
  );
});
