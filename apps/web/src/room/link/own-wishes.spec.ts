import type { MediaWishes } from '#contracts/routes';
import { jest } from '@jest/globals';
import { OwnWishes } from './own-wishes.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const shown: MediaWishes = { camera: true, onBreak: false, saveData: false, onlyListening: false };

/** A server that keeps wishes, or refuses as often as it is told to. */
function server(refusals = 0) {
  const kept: MediaWishes[] = [];
  const wishes = new OwnWishes(async (sent) => {
    if (refusals-- > 0) throw new Error('offline');
    kept.push(sent);
  });
  return { kept, wishes };
}

describe('what a person switched off', () => {
  it('is off while nothing is known', () => expect(server().wishes.now()).toMatchObject({ camera: false, onBreak: false }));

  it('holds at once, and is told until the server has it', async () => {
    const { kept, wishes } = server(2);
    wishes.hear(shown);
    wishes.want({ camera: false });
    expect([wishes.now().camera, kept]).toEqual([false, []]);
    await jest.advanceTimersByTimeAsync(4_000);
    expect(kept).toEqual([{ ...shown, camera: false }]);
  });

  it('goes before an older word of the server that was on its way', () => {
    const { wishes } = server(1);
    wishes.want({ onBreak: true });
    wishes.hear(shown);
    expect(wishes.now()).toEqual({ ...shown, onBreak: true });
  });

  it('is what another device made of it, once that is told', async () => {
    const { wishes } = server();
    wishes.want({ camera: true });
    await jest.advanceTimersByTimeAsync(0);
    wishes.hear({ ...shown, camera: false });
    expect(wishes.now().camera).toBe(false);
  });

  it('pressed twice in one breath arrives in that order', async () => {
    const { kept, wishes } = server();
    wishes.want({ camera: false });
    wishes.want({ camera: true });
    await jest.advanceTimersByTimeAsync(0);
    expect(kept.map(({ camera }) => camera).at(-1)).toBe(true);
  });
});
