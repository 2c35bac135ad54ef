import { atOnce, Clock, type RoomId } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { LiveLookups, type LiveRoom } from '../persistence/live-lookups.js';
import { Rooms } from '../persistence/rooms.js';
import { SfuRooms, type SfuRoom } from '../sfu-rooms.js';
import { Rejoin } from './rejoin.js';

const roomsFigure = new Gauge({ name: 'stepwell_live_rooms', help: 'Rooms that live sessions need, at the last look' });

/** What one look at the SFU found. */
export interface RoomsFound {
  /** Rooms of live sessions that the SFU has by now, with its own name of them. */
  readonly live: readonly (LiveRoom & SfuRoom)[];
  /** How many of them the SFU had lost with people inside. */
  readonly lost: number;
  /** Rooms that the SFU has and no live session needs; not all need be ours. */
  readonly unneeded: readonly RoomId[];
  /** False when a room could not be made or its people not be asked back; the others are well. */
  readonly isWell: boolean;
}

/** Rooms that are worked on side by side: 300 rooms with calls of 50 ms take 2 s. */
export const roomsAtOnce = 8;

/**
 * Whether the SFU has the rooms that live sessions need. Each process knows it for itself, for its own gate: not before its first look, not
 * while the SFU is away, and for each room not while it is missing. Making a room is repeatable, so several processes may do it at once.
 */
@Injectable()
export class LiveRooms {
  private readonly log = new Logger('LiveRooms');
  private isSfuThere = false;
  /** Found missing and not made again yet. */
  private missing: ReadonlySet<RoomId> = new Set();
  /** Made again, and their people not asked back yet. */
  private readonly toRejoin = new Map<RoomId, LiveRoom>();

  constructor(
    private readonly database: Database,
    private readonly sfu: SfuRooms,
    private readonly lookups: LiveLookups,
    private readonly rooms: Rooms,
    private readonly rejoin: Rejoin,
    private readonly clock: Clock,
  ) {}

  /** Whether people may be sent to this room now; one that cannot be made closes no other. */
  isReady(roomId: RoomId): boolean {
    return this.isSfuThere && !this.missing.has(roomId);
  }

  /**
   * Looks, makes what is missing before anything else, and asks the people of a room that was lost to join again. Throws when the SFU or
   * the database does not answer; then no room is ready.
   */
  async look(): Promise<RoomsFound> {
    try {
      const lookedAt = this.clock.now();
      const present = new Map((await this.sfu.listRooms()).map(({ roomId, roomSid }) => [roomId, roomSid]));
      const live = await this.lookups.rooms();
      roomsFigure.set(live.length);
      const unneeded = [...present.keys()].filter((roomId) => !live.some((room) => room.roomId === roomId));
      const lost = await this.makeMissing(live, present, lookedAt);
      this.isSfuThere = true;
      const areAsked = await this.askBack();
      const there = live.flatMap((room) => (present.has(room.roomId) ? [{ ...room, roomSid: present.get(room.roomId)! }] : []));
      return { live: there, lost, unneeded, isWell: areAsked && this.missing.size === 0 };
    } catch (error) {
      this.isSfuThere = false;
      throw error;
    }
  }

  /** Adds what it makes to `present`; says how many of them had people inside. */
  private async makeMissing(live: readonly LiveRoom[], present: Map<RoomId, string>, lookedAt: Date): Promise<number> {
    const missing = live.filter((room) => !present.has(room.roomId));
    const unmade = new Set(missing.map((room) => room.roomId));
    this.missing = unmade;
    let lost = 0;
    await atOnce(roomsAtOnce, missing, async (room) => {
      await this.attempt('be made again', room, async () => {
        const made = await this.make(room, lookedAt);
        if (made) present.set(room.roomId, made.roomSid);
        unmade.delete(room.roomId);
        if (!made?.isLost) return;
        lost += 1;
        this.toRejoin.set(room.roomId, room);
      });
    });
    return lost;
  }

  /** Not lost: a room that was made for the first time while we looked; nobody was in it yet. Undefined when its session ended meanwhile. */
  private async make(live: LiveRoom, lookedAt: Date): Promise<(SfuRoom & { isLost: boolean }) | undefined> {
    const room = await this.database.withPrincipal(systemPrincipal(live.clinicId, 'make a live room again'), () => this.rooms.openRoom(live.sessionId));
    if (!room) return undefined;
    const made = await this.sfu.ensureRoom({ roomId: room.roomId, capacity: room.capacity });
    this.log.log(`room ${room.roomId} was missing and is made again`);
    return { ...made, isLost: room.createdAt < lookedAt };
  }

  private async askBack(): Promise<boolean> {
    await atOnce(roomsAtOnce, [...this.toRejoin.values()], (room) =>
      this.attempt('have its people back', room, async () => {
        await this.rejoin.run(room);
        this.toRejoin.delete(room.roomId);
      }),
    );
    return this.toRejoin.size === 0;
  }

  private async attempt(what: string, { roomId }: LiveRoom, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.log.warn(`room ${roomId} could not ${what} (${error instanceof Error ? error.name : 'unknown'})`));
  }
}
