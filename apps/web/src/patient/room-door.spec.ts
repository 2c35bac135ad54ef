import type { MediaWishes } from '#contracts/routes';
import { jest } from '@jest/globals';
import { OwnWishes } from '../room/link/own-wishes.js';
import type { loadRoom } from './room-chunk.js';
import { RoomDoor, type Admitted } from './room-door.js';

type RoomChunk = Awaited<ReturnType<typeof loadRoom>>;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const shown: MediaWishes = { camera: true, onBreak: false, saveData: false, onlyListening: false };
const admitted = { seatId: 'seat', live: {}, pass: { token: 'one', wishes: shown } } as unknown as Admitted;
const media = { state: () => ({ stream: null, camera: true }) } as unknown as ConstructorParameters<typeof RoomDoor>[0];

/** A room whose connection gets going when the test says so. */
function aRoom() {
  const entries: unknown[] = [];
  let disposed = 0;
  let go = (): void => undefined;
  const underWay = new Promise<void>((resolve) => (go = resolve));
  const enterRoom = (entry: unknown) => (entries.push(entry), { underWay, dispose: () => (disposed += 1) });
  return { chunk: { enterRoom, PatientRoom: () => null } as unknown as RoomChunk, entries, go: () => go(), disposed: () => disposed };
}

const isSettled = async (promise: Promise<void>): Promise<boolean> => Promise.race([promise.then(() => true), Promise.resolve().then(() => Promise.resolve()).then(() => false)]);

describe('the door of the room', () => {
  it('connects in the same moment when the code is at hand, and lets the screen follow when that is under way', async () => {
    const room = aRoom();
    const door = new RoomDoor(media, new OwnWishes(), async () => room.chunk);
    door.prepare();
    await jest.advanceTimersByTimeAsync(0);
    const shown = door.open(admitted);
    expect(room.entries).toMatchObject([{ seatId: 'seat', live: {}, pass: { token: 'one' }, stream: null, choices: { microphone: false, camera: true } }]);
    expect(await isSettled(shown)).toBe(false);
    room.go();
    await shown;
    expect(door.entered?.PatientRoom).toBe(room.chunk.PatientRoom);
  });

  it.each<[string, MediaWishes | null]>([
    ['stopped the camera elsewhere', { ...shown, camera: false }],
    ['took a break elsewhere', { ...shown, onBreak: true }],
    ['of whom nothing is known', null],
  ])('shows nothing of somebody who %s, although this page has the camera open', async (_who, wishes) => {
    const room = aRoom();
    void new RoomDoor(media, new OwnWishes(), async () => room.chunk).open({ ...admitted, pass: { ...admitted.pass, wishes } });
    await jest.advanceTimersByTimeAsync(0);
    expect(room.entries).toMatchObject([{ choices: { microphone: false, camera: false } }]);
  });

  it('shows the screen after 0.4 s on a slow line, where it says how it goes', async () => {
    const door = new RoomDoor(media, new OwnWishes(), async () => aRoom().chunk);
    const shown = door.open(admitted);
    await jest.advanceTimersByTimeAsync(350);
    expect(await isSettled(shown)).toBe(false);
    await jest.advanceTimersByTimeAsync(50);
    expect(await isSettled(shown)).toBe(true);
  });

  it('keeps the fault when the code cannot be had, so that the page can say so', async () => {
    const door = new RoomDoor(media, new OwnWishes(), () => Promise.reject(new Error('offline')));
    await door.open(admitted);
    expect([door.fault, door.entered]).toEqual([new Error('offline'), null]);
  });

  it('leaves a room whose screen never came', async () => {
    const room = aRoom();
    const door = new RoomDoor(media, new OwnWishes(), async () => room.chunk);
    room.go();
    await door.open(admitted);
    door.close();
    expect([room.disposed(), door.entered]).toEqual([1, null]);
  });
});
