import type { RoomId, SeatRole } from '#kernel';

/** One connection as the SFU knows it. `identity` is `<seat>.<generation>`; anything else is foreign. */
export interface SfuParticipant {
  readonly identity: string;
  readonly participantSid: string;
  readonly roomSid: string;
  readonly state: 'joining' | 'joined' | 'active' | 'disconnected';
  /** The SFU's clock, epoch milliseconds; when its signalling began, before media. */
  readonly joinedAtMs: number;
}

/** A room that the SFU has now. `roomSid` is the SFU's own name of it, another after each restart. */
export interface SfuRoom {
  readonly roomId: RoomId;
  readonly roomSid: string;
}

/**
 * The media server, as far as the group room needs it. Implemented by the sfu lib; a DI token.
 *
 * Every method but `mintPass` is a network call and throws when the SFU does not answer. None runs inside a transaction, and each may
 * be repeated: making a room that is there, deleting one that is gone and removing somebody who left are all done.
 */
export abstract class SfuRooms {
  /** Makes the room if it is missing; gives it as it is now. `capacity` is the SFU's own cap, staff and slack included. */
  abstract ensureRoom(room: { roomId: RoomId; capacity: number }): Promise<SfuRoom>;
  abstract deleteRoom(roomId: RoomId): Promise<void>;
  /** All rooms that exist now. Throws when the SFU is away: an empty list means that there is none. */
  abstract listRooms(): Promise<SfuRoom[]>;
  /**
   * Who is connected now. `roomSid`: as a listing just said it; asked for first when it is not given. Throws when the room is not known to
   * be live: never an empty list for an error.
   */
  abstract listParticipants(roomId: RoomId, roomSid?: string): Promise<SfuParticipant[]>;
  abstract removeParticipant(roomId: RoomId, identity: string): Promise<void>;
  /** Mutes the microphone if one is published. There is no unmuting from afar. */
  abstract muteMicrophone(roomId: RoomId, identity: string): Promise<void>;
  /** A token for one identity and one room, made locally without the network. Lives for minutes. */
  abstract mintPass(pass: { roomId: RoomId; identity: string; role: SeatRole }): Promise<{ token: string; expiresAt: Date }>;
}
