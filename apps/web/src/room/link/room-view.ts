import type { Movement } from './arrivals.js';
import type { EndReason, Notice, Phase } from './connection.js';
import type { OwnDevice } from './sfu-room.js';
import type { Tile } from './tiles.js';
import type { Ladder } from './video-ladder.js';

/** All that a room page shows of the connection, as one value; a new object with each change. */
export interface RoomView {
  readonly phase: Phase;
  readonly notice: Notice;
  readonly ended: EndReason | null;
  /** In the order in which they stand; ourselves included. */
  readonly tiles: readonly Tile[];
  /** People in the room by what our API says, ourselves included. */
  readonly peopleHere: number;
  readonly microphone: OwnDevice;
  readonly camera: OwnDevice;
  /** A short break, until the person says that they are back. */
  readonly onBreak: boolean;
  readonly ladder: Ladder;
  /** The browser lets no sound play before a tap. */
  readonly soundBlocked: boolean;
  /** The last comings and goings, for a screen reader. */
  readonly movement: Movement | null;
  /** How often staff have switched off our microphone. */
  readonly mutedByStaff: number;
}

/** Whether two views show the same. Tiles are compared one by one, so that a statistic that changed nothing draws nothing. */
export function sameView(a: RoomView, b: RoomView): boolean {
  return sameFields(a, b, ['tiles', 'microphone', 'camera']) && sameFields(a.microphone, b.microphone) && sameFields(a.camera, b.camera) && a.tiles.length === b.tiles.length && a.tiles.every((tile, at) => sameFields(tile, b.tiles[at]));
}

/** The tiles of `next`, the known object for each that shows the same: what did not change is not drawn anew. */
export function keepTiles(known: readonly Tile[], next: readonly Tile[]): Tile[] {
  return next.map((tile) => known.find((one) => one.seatId === tile.seatId && sameFields(one, tile)) ?? tile);
}

function sameFields<T extends object>(a: T, b: T | undefined, except: readonly (keyof T)[] = []): boolean {
  return b !== undefined && (Object.keys(a) as (keyof T)[]).every((key) => except.includes(key) || a[key] === b[key]);
}
