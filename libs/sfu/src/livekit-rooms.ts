import { SfuRooms, type SfuParticipant, type SfuRoom } from '#group-room';
import { Clock, type RoomId, type SeatRole } from '#kernel';
import { Injectable } from '@nestjs/common';
import { ParticipantInfo_State as State, RoomServiceClient, TrackSource, type ParticipantInfo } from 'livekit-server-sdk';
import { LiveKitAccess } from './livekit-access.js';
import { passSeconds, signPass } from './room-pass.js';
import { asAway, isNotFound, SfuAway, untilFound } from './sfu-away.js';

const callSeconds = 3;
/** How long a room is kept before anybody came, and after everybody went: a network failure of the whole clinic must not end it. */
const emptySeconds = 600;
const departureSeconds = 900;

/** The rooms of one LiveKit, over its HTTP API. Every failed call is a SfuAway. */
@Injectable()
export class LiveKitRooms extends SfuRooms {
  private readonly api: RoomServiceClient;

  constructor(
    private readonly access: LiveKitAccess,
    private readonly clock: Clock,
  ) {
    super();
    this.api = new RoomServiceClient(access.address.origin, access.apiKey, access.apiSecret, { requestTimeout: callSeconds, failover: false });
  }

  override async ensureRoom({ roomId, capacity }: { roomId: RoomId; capacity: number }): Promise<SfuRoom> {
    const { sid } = await asAway('ensureRoom', this.api.createRoom({ name: roomId, emptyTimeout: emptySeconds, departureTimeout: departureSeconds, maxParticipants: capacity }));
    return { roomId, roomSid: sid };
  }

  override async deleteRoom(roomId: RoomId): Promise<void> {
    await asAway('deleteRoom', this.api.deleteRoom(roomId).catch(ignoreAbsent));
  }

  override async listRooms(): Promise<SfuRoom[]> {
    return (await asAway('listRooms', this.api.listRooms())).map(({ name, sid }) => ({ roomId: name, roomSid: sid }));
  }

  override async listParticipants(roomId: RoomId, roomSid?: string): Promise<SfuParticipant[]> {
    const sid = roomSid ?? (await this.sidOf(roomId));
    const participants = await asAway('listParticipants', this.api.listParticipants(roomId));
    return participants.map((participant) => toParticipant(participant, sid));
  }

  /** A participant does not say its room's SID, and an absent room would be answered only after seconds. */
  private async sidOf(roomId: RoomId): Promise<string> {
    const [room] = await asAway('listParticipants', this.api.listRooms([roomId]));
    if (!room) throw new SfuAway('listParticipants', 'the room is not there');
    return room.sid;
  }

  override async removeParticipant(roomId: RoomId, identity: string): Promise<void> {
    await asAway('removeParticipant', untilFound(() => this.api.removeParticipant(roomId, identity)).catch(ignoreAbsent));
  }

  override async muteMicrophone(roomId: RoomId, identity: string): Promise<void> {
    const participant = await asAway('muteMicrophone', untilFound(() => this.api.getParticipant(roomId, identity)).catch(ignoreAbsent));
    const open = participant?.tracks.filter((track) => track.source === TrackSource.MICROPHONE && !track.muted) ?? [];
    for (const { sid } of open) await asAway('muteMicrophone', this.api.mutePublishedTrack(roomId, identity, sid, true).catch(ignoreAbsent));
  }

  override async mintPass({ roomId, identity, role }: { roomId: RoomId; identity: string; role: SeatRole }): Promise<{ token: string; expiresAt: Date }> {
    const expiresAt = new Date(this.clock.now().getTime() + passSeconds * 1000);
    return { token: await signPass(this.access, { room: roomId, identity, role }), expiresAt };
  }
}

const states: Readonly<Record<State, SfuParticipant['state']>> = {
  [State.JOINING]: 'joining',
  [State.JOINED]: 'joined',
  [State.ACTIVE]: 'active',
  [State.DISCONNECTED]: 'disconnected',
};

/** The SDK's 64 bit numbers are BigInts, which JSON and arithmetic refuse. */
function toParticipant(participant: ParticipantInfo, roomSid: string): SfuParticipant {
  return { identity: participant.identity, participantSid: participant.sid, roomSid, state: states[participant.state], joinedAtMs: Number(participant.joinedAtMs) };
}

function ignoreAbsent(error: unknown): undefined {
  if (isNotFound(error)) return undefined;
  throw error;
}
