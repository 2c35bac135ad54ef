import { Clock, within, type ClinicId, type RoomId, type SessionId } from '#kernel';
import { Injectable, Logger } from '@nestjs/common';
import { PollWitness } from '../poll-witness.js';
import { Rooms } from '../persistence/rooms.js';
import { SfuRooms } from '../sfu-rooms.js';

/** A room of a session that has ended. */
export interface EndedRoom {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
}

/** Longer than LiveKit needs on a busy machine; whoever waits for the end waits no longer than this when LiveKit does not answer. */
const lookMs = 1_500;

/** Takes the rooms of an ended session from the SFU. The end itself leaves evidence: who was there is asked once more. */
@Injectable()
export class CloseRooms {
  private readonly log = new Logger('CloseRooms');

  constructor(
    private readonly sfu: SfuRooms,
    private readonly witness: PollWitness,
    private readonly rooms: Rooms,
    private readonly clock: Clock,
  ) {}

  /** Closes the rows of a session's rooms, in the transaction that ends it; nobody connects any more. */
  async close(of: Omit<EndedRoom, 'roomId'>, at: Date): Promise<EndedRoom[]> {
    return (await this.rooms.closeAll(of.sessionId, at)).map((roomId) => ({ ...of, roomId }));
  }

  /**
   * Who is there at the end, as a row of the poll. Call it after the end is committed, when nobody new comes in, and before anybody is told:
   * pages leave when they hear of it. Safe to repeat; gives up after 1.5 s and then says nothing. Never throws.
   */
  async look(room: EndedRoom): Promise<void> {
    const atMs = this.clock.now().getTime();
    try {
      // An answer that comes too late is dropped: those who were told of the end meanwhile would be missing in it.
      const participants = await within(lookMs, this.sfu.listParticipants(room.roomId));
      await this.witness.observe({ ...room, atMs, participants });
    } catch (error) {
      this.log.warn(`nobody could say who was in room ${room.roomId} at its end (${nameOf(error)})`);
    }
  }

  /** Nobody waits for it: the gate refuses an ended session already, and the keeper deletes what is left over. Never throws. */
  async remove(roomId: RoomId): Promise<void> {
    await this.sfu.deleteRoom(roomId).catch((error: unknown) => {
      this.log.warn(`room ${roomId} could not be deleted now (${nameOf(error)}); the keeper tries again`);
    });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
