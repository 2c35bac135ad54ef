import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'beat_span' })
export class BeatSpanRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' }) clinicId: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'session_id', type: 'uuid' }) sessionId: string;
  @Column({ name: 'seat_id', type: 'uuid' }) seatId: string;
  @Column({ name: 'participant_sid', type: 'text' }) participantSid: string;
  @Column({ type: 'text' }) connection: 'connecting' | 'connected' | 'reconnecting' | 'disconnected';
  @Column({ name: 'from_at', type: 'timestamptz' }) fromAt: Date;
  @Column({ name: 'to_at', type: 'timestamptz' }) toAt: Date;
  @Column({ name: 'media_since', type: 'timestamptz', nullable: true }) mediaSince: Date | null;
  @Column({ name: 'media_before', type: 'timestamptz', nullable: true }) mediaBefore: Date | null;
  @Column({ name: 'media_until', type: 'timestamptz', nullable: true }) mediaUntil: Date | null;
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true }) closedAt: Date | null;
}
