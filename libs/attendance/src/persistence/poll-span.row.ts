import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'poll_span' })
export class PollSpanRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' }) clinicId: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'session_id', type: 'uuid' }) sessionId: string;
  @Column({ name: 'seat_id', type: 'uuid' }) seatId: string;
  @Column({ name: 'room_id', type: 'uuid' }) roomId: string;
  @Column({ name: 'room_sid', type: 'text' }) roomSid: string;
  @Column({ name: 'participant_sid', type: 'text' }) participantSid: string;
  @Column({ name: 'joined_at', type: 'timestamptz' }) joinedAt: Date;
  @Column({ name: 'first_seen', type: 'timestamptz' }) firstSeen: Date;
  @Column({ name: 'last_seen', type: 'timestamptz' }) lastSeen: Date;
  @Column({ name: 'gone_at', type: 'timestamptz', nullable: true }) goneAt: Date | null;
}
