import { seatOf } from './seat-identity.js';
import type { Picture, SfuPerson } from './sfu-room.js';

/** What our API says of a person in the room: the only source of names. */
export interface Peer {
  readonly name: string;
  readonly pronouns: string | null;
  readonly staff: boolean;
  /** `admitted`: let in, not connected yet. `dropped`: gone without a word. */
  readonly state: 'admitted' | 'in' | 'dropped';
}
export type Peers = ReadonlyMap<string, Peer>;

export interface Tile {
  readonly seatId: string;
  /** Null until our API has said the name: the tile then says "Joining". */
  readonly name: string | null;
  readonly pronouns: string | null;
  readonly self: boolean;
  readonly staff: boolean;
  /** `joining`: let in, no media yet. `reconnecting`: was here, nothing comes from them now. */
  readonly state: 'here' | 'joining' | 'reconnecting';
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly speaking: boolean;
  readonly weak: boolean;
  readonly picture: Picture | null;
}

export interface SelfFacts {
  readonly seatId: string;
  readonly microphone: boolean;
  readonly picture: Picture | null;
  readonly speaking: boolean;
}

/**
 * One tile for each person in the room, ourselves included, in no particular order. A seat that is connected twice for a moment (a rejoin
 * beside its own ghost) is one tile: the newer identity stands. `seenBefore` are seats whose media has been here. Never throws.
 */
export function tilesOf(people: readonly SfuPerson[], peers: Peers, self: SelfFacts, seenBefore: ReadonlySet<string>): Map<string, Tile> {
  const tiles = new Map<string, Tile>([[self.seatId, selfTile(self, peers)]]);
  for (const person of people) {
    const seatId = seatOf(person.identity);
    if (seatId !== self.seatId) tiles.set(seatId, personTile(seatId, person, peers.get(seatId)));
  }
  for (const [seatId, peer] of peers) {
    if (!tiles.has(seatId)) tiles.set(seatId, absentTile(seatId, peer, seenBefore.has(seatId)));
  }
  return tiles;
}

function selfTile(self: SelfFacts, peers: Peers): Tile {
  const peer = peers.get(self.seatId);
  const { seatId, microphone, picture, speaking } = self;
  return { seatId, name: peer?.name ?? null, pronouns: peer?.pronouns ?? null, self: true, staff: peer?.staff ?? false, state: 'here', microphone, camera: picture !== null, speaking, weak: false, picture };
}

function personTile(seatId: string, person: SfuPerson, peer: Peer | undefined): Tile {
  const { microphone, camera, speaking, weak, picture, lost } = person;
  const state = peer === undefined ? 'joining' : lost ? 'reconnecting' : 'here';
  return { seatId, name: peer?.name ?? null, pronouns: peer?.pronouns ?? null, self: false, staff: peer?.staff ?? false, state, microphone, camera, speaking: speaking && !lost, weak, picture: lost ? null : picture };
}

function absentTile(seatId: string, peer: Peer, seenBefore: boolean): Tile {
  const state = peer.state === 'dropped' || (peer.state === 'in' && seenBefore) ? 'reconnecting' : 'joining';
  return { seatId, name: peer.name, pronouns: peer.pronouns, self: false, staff: peer.staff, state, microphone: false, camera: false, speaking: false, weak: false, picture: null };
}

/** Tiles keep their places: newcomers go to the end, who is gone behind who is here, and only while nobody speaks do staff move to the front. */
export class TileOrder {
  private seats: string[] = [];

  arrange(tiles: ReadonlyMap<string, Tile>): Tile[] {
    const known = this.seats.filter((seat) => tiles.has(seat));
    const fresh = [...tiles.keys()].filter((seat) => !known.includes(seat)).sort((a, b) => Number(isGone(tiles.get(a))) - Number(isGone(tiles.get(b))));
    const next = [...known, ...fresh];
    const quiet = ![...tiles.values()].some((tile) => tile.speaking);
    if (quiet) next.sort((a, b) => rank(tiles.get(a)) - rank(tiles.get(b)));
    this.seats = next;
    return next.flatMap((seat) => tiles.get(seat) ?? []);
  }
}

function rank(tile: Tile | undefined): number {
  return tile?.staff && !isGone(tile) ? 0 : 1;
}

function isGone(tile: Tile | undefined): boolean {
  return tile?.state === 'reconnecting';
}
