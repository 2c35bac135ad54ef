import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'presence_evidence' })
export class PresenceEvidenceRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' }) clinicId: string;
  @PrimaryColumn({ type: 'bigint' }) id: string;
  @Column({ name: 'session_id', type: 'uuid' }) sessionId: string;
  @Column({ name: 'room_id', type: 'uuid' }) roomId: string;
  @Column({ name: 'seat_id', type: 'uuid', nullable: true }) seatId: string | null;
  @Column({ type: 'integer', nullable: true }) generation: number | null;
  @Column({ type: 'text' }) kind: 'joined' | 'left' | 'aborted' | 'room_started' | 'room_finished';
  @Column({ name: 'room_sid', type: 'text' }) roomSid: string;
  @Column({ name: 'participant_sid', type: 'text', nullable: true }) participantSid: string | null;
  @Column({ name: 'received_at', type: 'timestamptz' }) receivedAt: Date;
  @Column({ name: 'reported_at', type: 'timestamptz' }) reportedAt: Date;
  @Column({ name: 'joined_at', type: 'timestamptz', nullable: true }) joinedAt: Date | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ name: 'event_id', type: 'text' }) eventId: string;
}
