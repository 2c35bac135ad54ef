import { jest } from '@jest/globals';
import type { loadRoom } from './room-chunk.js';
import { RoomDoor, type Admitted } from './room-door.js';

type RoomChunk = Awaited<ReturnType<typeof loadRoom>>;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const admitted = { seatId: 'seat', live: {}, pass: { token: 'one' } } as unknown as Admitted;
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
    const door = new RoomDoor(media, async () => room.chunk);
    door.prepare();
    await jest.advanceTimersByTimeAsync(0);
    const shown = door.open(admitted);
    expect(room.entries).toEqual([{ seatId: 'seat', live: {}, pass: { token: 'one' }, stream: null, choices: { microphone: false, camera: true } }]);
    expect(await isSettled(shown)).toBe(false);
    room.go();
    await shown;
    expect(door.entered?.PatientRoom).toBe(room.chunk.PatientRoom);
  });

  it('shows the screen after 0.4 s on a slow line, where it says how it goes', async () => {
    const door = new RoomDoor(media, async () => aRoom().chunk);
    const shown = door.open(admitted);
    await jest.advanceTimersByTimeAsync(350);
    expect(await isSettled(shown)).toBe(false);
    await jest.advanceTimersByTimeAsync(50);
    expect(await isSettled(shown)).toBe(true);
  });

  it('keeps the fault when the code cannot be had, so that the page can say so', async () => {
    const door = new RoomDoor(media, () => Promise.reject(new Error('offline')));
    await door.open(admitted);
    expect([door.fault, door.entered]).toEqual([new Error('offline'), null]);
  });

  it('leaves a room whose screen never came', async () => {
    const room = aRoom();
    const door = new RoomDoor(media, async () => room.chunk);
    room.go();
    await door.open(admitted);
    door.close();
    expect([room.disposed(), door.entered]).toEqual([1, null]);
  });
});
