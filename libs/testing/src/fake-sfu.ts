import { SfuRooms, type SfuParticipant, type SfuRoom } from '#group-room';
import type { RoomId, SeatRole } from '#kernel';

/** What a real SFU would post as a webhook. */
export interface FakeSfuNews {
  readonly roomId: RoomId;
  readonly participant: SfuParticipant;
  readonly what: 'active' | 'ended';
  /** The client said goodbye itself. */
  readonly clean: boolean;
}

interface FakeRoom {
  readonly sid: string;
  readonly capacity: number;
  readonly participants: Map<string, SfuParticipant>;
}

/** A pass as it was minted; its token is what the fake accepts. */
export interface FakePass {
  readonly token: string;
  readonly roomId: RoomId;
  readonly identity: string;
  readonly role: SeatRole;
}

/**
 * A media server without media, for tests: rooms, people with scripted presence, and LiveKit's ways that matter (no room by itself, a
 * second connection of one identity ends the first, a restart forgets all). It revokes no token, as LiveKit does not.
 */
export class FakeSfu extends SfuRooms {
  /** While true, every network call fails like a server that is not there. */
  isAway = false;
  /** While true, no network call is ever answered. */
  hangs = false;
  /** Rooms that cannot be made, while others can. */
  readonly unmakeable = new Set<RoomId>();
  readonly minted: FakePass[] = [];
  /** Identities whose microphone was muted from afar. */
  readonly muted: string[] = [];
  private readonly rooms = new Map<RoomId, FakeRoom>();
  private readonly listeners: ((news: FakeSfuNews) => Promise<void>)[] = [];
  private count = 0;
  private isSilent = false;

  /** `now`: the SFU's clock, epoch milliseconds. */
  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  /** Called for each connection that comes up or ends, like a webhook. */
  listen(listener: (news: FakeSfuNews) => Promise<void>): void {
    this.listeners.push(listener);
  }

  /** Webhooks are lost from now on, or arrive again. */
  loseNews(lost: boolean): void {
    this.isSilent = lost;
  }

  /** Somebody connects with a token and media is up. Throws what LiveKit refuses: no such room, a full one, an unknown token. */
  async join(token: string): Promise<SfuParticipant> {
    const pass = this.minted.find((minted) => minted.token === token);
    if (!pass) throw new Error('FakeSfu: invalid token');
    return this.joinAs(pass.roomId, pass.identity);
  }

  /** A connection under any identity, also a foreign one. */
  async joinAs(roomId: RoomId, identity: string): Promise<SfuParticipant> {
    const room = this.room(roomId);
    const older = [...room.participants.values()].filter((participant) => participant.identity === identity);
    for (const participant of older) await this.leave(participant.participantSid, { clean: false });
    if (room.participants.size >= room.capacity) throw new Error('FakeSfu: room is full');
    this.count += 1;
    const participant: SfuParticipant = { identity, participantSid: `PA_${this.count}`, roomSid: room.sid, state: 'active', joinedAtMs: this.now() };
    room.participants.set(participant.participantSid, participant);
    await this.tell({ roomId, participant, what: 'active', clean: false });
    return participant;
  }

  /** A connection ends: by a goodbye, or because the network or the browser died (LiveKit notices that only after 20 s; this does at once). */
  async leave(participantSid: string, { clean }: { clean: boolean }): Promise<void> {
    for (const [roomId, room] of this.rooms) {
      const participant = room.participants.get(participantSid);
      if (!participant) continue;
      room.participants.delete(participantSid);
      await this.tell({ roomId, participant, what: 'ended', clean });
    }
  }

  /** Killed and up again: every room is gone, and nobody is told. */
  restart(): void {
    this.rooms.clear();
  }

  /** The rooms that there are now. */
  roomIds(): RoomId[] {
    return [...this.rooms.keys()];
  }

  /** Identities that are connected to a room now, in no order. */
  inside(roomId: RoomId): string[] {
    return [...(this.rooms.get(roomId)?.participants.values() ?? [])].map((participant) => participant.identity);
  }

  override async ensureRoom({ roomId, capacity }: { roomId: RoomId; capacity: number }): Promise<SfuRoom> {
    await this.network();
    if (this.unmakeable.has(roomId)) throw new Error('FakeSfu: this room cannot be made');
    this.count += 1;
    const room = this.rooms.get(roomId) ?? { sid: `RM_${this.count}`, capacity, participants: new Map<string, SfuParticipant>() };
    this.rooms.set(roomId, room);
    return { roomId, roomSid: room.sid };
  }

  override async deleteRoom(roomId: RoomId): Promise<void> {
    await this.network();
    const room = this.rooms.get(roomId);
    this.rooms.delete(roomId);
    for (const participant of room?.participants.values() ?? []) await this.tell({ roomId, participant, what: 'ended', clean: false });
  }

  override async listRooms(): Promise<SfuRoom[]> {
    await this.network();
    return [...this.rooms].map(([roomId, { sid }]) => ({ roomId, roomSid: sid }));
  }

  override async listParticipants(roomId: RoomId): Promise<SfuParticipant[]> {
    await this.network();
    return [...this.room(roomId).participants.values()];
  }

  override async removeParticipant(roomId: RoomId, identity: string): Promise<void> {
    await this.network();
    const found = [...(this.rooms.get(roomId)?.participants.values() ?? [])].find((participant) => participant.identity === identity);
    if (found) await this.leave(found.participantSid, { clean: false });
  }

  override async muteMicrophone(roomId: RoomId, identity: string): Promise<void> {
    await this.network();
    this.room(roomId);
    this.muted.push(identity);
  }

  override mintPass(pass: { roomId: RoomId; identity: string; role: SeatRole }): Promise<{ token: string; expiresAt: Date }> {
    this.count += 1;
    const token = `fake-pass-${this.count}`;
    this.minted.push({ ...pass, token });
    return Promise.resolve({ token, expiresAt: new Date(this.now() + 300_000) });
  }

  private room(roomId: RoomId): FakeRoom {
    const room = this.rooms.get(roomId);
    if (!room) throw new Error('FakeSfu: requested room does not exist');
    return room;
  }

  private async network(): Promise<void> {
    await Promise.resolve();
    if (this.hangs) await new Promise(() => undefined);
    if (this.isAway) throw new Error('FakeSfu: connection refused');
  }

  private async tell(news: FakeSfuNews): Promise<void> {
    if (this.isSilent) return;
    for (const listener of this.listeners) await listener(news);
  }
}
