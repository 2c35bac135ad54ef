import type { RoomVerbs } from '../bar/room-verbs.js';
import type { RoomView } from '../link/room-view.js';
import type { Tile } from '../link/tiles.js';
import { topOfLadder } from '../link/video-ladder.js';

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;

export const noVerbs: RoomVerbs = { setDevice: later, chooseDevice: later, takeBreak: later, endBreak: later, saveData: nothing, keepVideo: nothing, startAudio: later, retryNow: nothing, firstFrame: nothing };

export function tile(seatId: string, name: string | null, part: Partial<Tile> = {}): Tile {
  return { seatId, name, pronouns: null, self: false, staff: false, state: 'here', microphone: false, camera: true, speaking: false, weak: false, picture: null, ...part };
}

/** A group of eight: one host, six others, ourselves. */
export const groupTiles: readonly Tile[] = [
  tile('field', 'Dr. Field', { staff: true, microphone: true }),
  tile('theo', 'Theo', { pronouns: 'they/them', microphone: true, speaking: true }),
  tile('marisol', 'Marisol', { pronouns: 'she/her' }),
  tile('bea', 'Bea'),
  tile('coop', 'Coop', { weak: true }),
  tile('me', 'Ana', { self: true }),
  tile('nadia', 'Nadia'),
  tile('leland', 'Leland', { camera: false }),
];

export function roomView(part: Partial<RoomView> = {}): RoomView {
  const tiles = part.tiles ?? groupTiles;
  return {
    phase: 'in',
    notice: 'none',
    ended: null,
    tiles,
    peopleHere: tiles.length,
    microphone: { wanted: false, trouble: null, deviceId: 'mic-1' },
    camera: { wanted: true, trouble: null, deviceId: 'cam-1' },
    onBreak: false,
    ladder: topOfLadder(0),
    soundBlocked: false,
    movement: null,
    mutedByStaff: 0,
    ...part,
  };
}
