import { Clock } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { NotePresence } from '../note-presence.js';
import { Connections, type KnownConnection } from '../persistence/connections.js';
import { PollWitness } from '../poll-witness.js';
import { SfuRooms, type SfuParticipant, type SfuRoom } from '../sfu-rooms.js';
import type { LiveRoom } from '../persistence/live-lookups.js';

/** One look into one live room: evidence for attendance, presence that webhooks lost, and nobody inside who should not be. */
@Injectable()
export class RoomWatch {
  private readonly log = new Logger('RoomWatch');

  constructor(
    private readonly database: Database,
    private readonly sfu: SfuRooms,
    private readonly witness: PollWitness,
    private readonly presence: NotePresence,
    private readonly connections: Connections,
    private readonly clock: Clock,
  ) {}

  /** Throws when the SFU does not say who is there: unknown, never nobody. */
  async run({ roomSid, ...room }: LiveRoom & SfuRoom): Promise<void> {
    const us = systemPrincipal(room.clinicId, 'look into a live room');
    const atMs = this.clock.now().getTime();
    // Read before the SFU is asked, so that somebody who connects meanwhile is not taken for gone.
    const known = await this.database.withPrincipal(us, () => this.connections.open(room.sessionId));
    const participants = await this.sfu.listParticipants(room.roomId, roomSid);
    await this.witness.observe({ ...room, atMs, participants });
    await this.repair(room, atMs, known, participants);
    // Read after: who came in by then had been let in before.
    const welcome = await this.database.withPrincipal(us, () => this.connections.welcome(room.sessionId));
    await this.sendOut(room, participants.filter((participant) => !welcome.has(participant.identity)));
  }

  /** Gives the news that a webhook should have brought. */
  private async repair(room: LiveRoom, atMs: number, known: readonly KnownConnection[], participants: readonly SfuParticipant[]): Promise<void> {
    const alive = participants.filter((participant) => participant.state === 'active');
    const listed = new Set(participants.filter((participant) => participant.state !== 'disconnected').map((participant) => participant.participantSid));
    for (const { identity, participantSid, joinedAtMs } of alive) {
      if (known.some((connection) => connection.participantSid === participantSid)) continue;
      await this.presence.run({ ...room, identity, participantSid, joinedAtMs, what: 'active', seenAtMs: atMs });
    }
    for (const { identity, participantSid, joinedAtMs } of known) {
      if (!listed.has(participantSid)) await this.presence.run({ ...room, identity, participantSid, joinedAtMs, what: 'ended' });
    }
  }

  private async sendOut(room: LiveRoom, strangers: readonly SfuParticipant[]): Promise<void> {
    for (const { identity, participantSid } of strangers) {
      this.log.warn(`room ${room.roomId}: connection ${participantSid} is not welcome and is ended`);
      await this.sfu.removeParticipant(room.roomId, identity);
    }
  }
}
