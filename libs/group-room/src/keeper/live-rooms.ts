import { Clock, isId, type ClinicId, type RoomId, type SessionId } from '#kernel';
import { lookup, systemPrincipal, withPrincipal } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { Rooms } from '../persistence/rooms.js';
import { SfuRooms } from '../sfu-rooms.js';
import { Rejoin } from './rejoin.js';

export interface LiveRoom {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
}

/** What one look at the SFU found. */
export interface RoomsFound {
  readonly live: readonly LiveRoom[];
  /** Those among them that the SFU had lost, made again by now. */
  readonly lost: readonly LiveRoom[];
  /** Rooms that the SFU has and no session needs any more, as far as they are ours. */
  readonly leftOver: readonly RoomId[];
}

/**
 * Whether the SFU has every room that a live session needs. Each process knows it for itself, for its own gate: not before its first look,
 * and not while the SFU is away. Making a room is repeatable, so several processes may do it at once.
 */
@Injectable()
export class LiveRooms {
  private readonly log = new Logger('LiveRooms');
  private ready = false;
  private onDoubt: () => void = () => {};

  constructor(
    private readonly sfu: SfuRooms,
    private readonly rooms: Rooms,
    private readonly rejoin: Rejoin,
    private readonly clock: Clock,
  ) {}

  get areReady(): boolean {
    return this.ready;
  }

  /** Something looks as if the SFU had gone: the gate says "not now" until the next look, which comes at once. Safe to repeat. */
  doubt(): void {
    if (!this.ready) return;
    this.ready = false;
    this.onDoubt();
  }

  /** Who looks again when there is doubt. */
  whenInDoubt(look: () => void): void {
    this.onDoubt = look;
  }

  /**
   * Looks, makes what is missing before anything else, and asks the people of a room that was lost to join again.
   * Throws when the SFU or the database does not answer; then the rooms are not ready.
   */
  async look(): Promise<RoomsFound> {
    try {
      const lookedAt = this.clock.now();
      const present = new Set(await this.sfu.listRooms());
      const live = await liveRooms();
      const missing = live.filter((room) => !present.has(room.roomId));
      const lost: LiveRoom[] = [];
      for (const room of missing) if (await this.make(room, lookedAt)) lost.push(room);
      this.ready = true;
      for (const room of lost) await this.rejoin.run(room);
      return { live, lost, leftOver: await this.leftOver(present, live) };
    } catch (error) {
      this.ready = false;
      throw error;
    }
  }

  /** False for a room that was made for the first time while we looked: nobody was in it yet. */
  private async make(live: LiveRoom, lookedAt: Date): Promise<boolean> {
    const room = await withPrincipal(systemPrincipal(live.clinicId, 'make a live room again'), () => this.rooms.openRoom(live.sessionId));
    if (!room) return false;
    await this.sfu.ensureRoom({ roomId: room.roomId, capacity: room.capacity });
    this.log.log(`room ${room.roomId} was missing and is made again`);
    return room.createdAt < lookedAt;
  }

  private async leftOver(present: ReadonlySet<RoomId>, live: readonly LiveRoom[]): Promise<RoomId[]> {
    const needed = new Set(live.map((room) => room.roomId));
    const found: RoomId[] = [];
    for (const roomId of present) if (!needed.has(roomId) && (await isOurs(roomId))) found.push(roomId);
    return found;
  }
}

async function liveRooms(): Promise<LiveRoom[]> {
  const rows = await lookup<{ clinic_id: ClinicId; session_id: SessionId; room_id: RoomId }>('live_rooms()', []);
  return rows.map((row) => ({ clinicId: row.clinic_id, sessionId: row.session_id, roomId: row.room_id }));
}

async function isOurs(roomId: RoomId): Promise<boolean> {
  return isId(roomId) && (await lookup('find_room($1)', [roomId])).length > 0;
}
