import type { MediaWishes } from '#contracts/routes';
import { jest } from '@jest/globals';
import { inRoom } from './fake-stay.js';
import { OwnWishes } from './own-wishes.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const shown: MediaWishes = { camera: true, onBreak: false, saveData: false, onlyListening: false };

function entered(part: Partial<MediaWishes> = {}) {
  const kept: MediaWishes[] = [];
  const wishes = new OwnWishes(async (sent) => void kept.push(sent));
  wishes.hear({ ...shown, ...part });
  return { ...inRoom({ wishes }), last: async () => (await jest.advanceTimersByTimeAsync(0), kept.at(-1)) };
}

describe('what a person presses in the room is kept', () => {
  it('the camera, off and on', async () => {
    const { store, last } = entered();
    await store.setDevice('camera', false);
    expect(await last()).toEqual({ ...shown, camera: false });
    await store.setDevice('camera', true);
    expect(await last()).toEqual(shown);
  });

  it('a break, from which the picture comes back as it was and the microphone does not', async () => {
    const { store, sfu, last } = entered();
    await store.takeBreak();
    expect([store.view().onBreak, sfu.media.device('camera').wanted, sfu.media.device('microphone').wanted, await last()]).toEqual([true, false, false, { ...shown, onBreak: true }]);
    await store.endBreak();
    expect([store.view().onBreak, sfu.media.device('camera').wanted, sfu.media.device('microphone').wanted, await last()]).toEqual([false, true, false, shown]);
  });

  it('a break with the camera off, after which it stays off', async () => {
    const { store, sfu } = entered({ camera: false });
    await sfu.media.set('camera', false);
    await store.takeBreak();
    await store.endBreak();
    expect(sfu.media.device('camera').wanted).toBe(false);
  });

  it('speaking in a break ends it; the camera, which nobody pressed, stays off for good', async () => {
    const { store, last } = entered();
    await store.takeBreak();
    await store.setDevice('microphone', true);
    expect([store.view().onBreak, await last()]).toEqual([false, { ...shown, camera: false }]);
  });

  it('"save data", from the first moment of the next visit on: no picture is asked for before', async () => {
    const { store, sfu, last } = entered({ saveData: true });
    expect([store.view().ladder.rung, sfu.room.rung]).toEqual(['sound', 'sound']);
    await jest.advanceTimersByTimeAsync(1_000);
    sfu.room.say.gone('other');
    await jest.advanceTimersByTimeAsync(100);
    expect([sfu.rooms.length, sfu.room.rung]).toEqual([2, 'sound']);
    store.saveData(false);
    expect(await last()).toEqual(shown);
  });
});

it('somebody who was away for so long that they have left is told so, and not brought back', async () => {
  const { store, sfu, line } = inRoom({ asks: [{ code: 'left' }] });
  await jest.advanceTimersByTimeAsync(1_000);
  sfu.room.say.gone('other');
  await jest.advanceTimersByTimeAsync(100);
  expect([store.view().ended, sfu.rooms.length]).toEqual(['stayed_away', 1]);
  expect(line.beats.at(-1)?.connection).toBe('disconnected');
});
