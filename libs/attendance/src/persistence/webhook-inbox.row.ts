import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'webhook_inbox' })
export class WebhookInboxRow {
  @PrimaryColumn({ name: 'event_id', type: 'text' }) eventId: string;
  @Column({ name: 'received_at', type: 'timestamptz' }) receivedAt: Date;
  @Column({ type: 'text' }) event: string;
  @Column({ name: 'room_name', type: 'text', nullable: true }) roomName: string | null;
  @Column({ type: 'jsonb' }) body: unknown;
  @Column({ name: 'handled_at', type: 'timestamptz', nullable: true }) handledAt: Date | null;
  @Column({ type: 'text', nullable: true }) outcome: 'evidence' | 'irrelevant' | 'unknown_room' | 'parked' | null;
  @Column({ type: 'bigint' }) arrival: string;
  @Column({ type: 'smallint' }) tries: number;
  @Column({ name: 'next_try_at', type: 'timestamptz', nullable: true }) nextTryAt: Date | null;
  @Column({ name: 'parked_because', type: 'text', nullable: true }) parkedBecause: string | null;
}
