import type { SessionState } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EndedBy } from '../domain/session-life.js';

/** How far the life of a session has gone, and the versions that its two audiences have seen. Its plan is scheduling's row. */
@Entity({ name: 'live_session' })
export class LiveSessionRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'state', type: 'text', default: 'planned' })
  state: SessionState;

  @Column({ name: 'first_host_at', type: 'timestamptz', nullable: true })
  firstHostAt: Date | null;

  @Column({ name: 'hosts_gone_at', type: 'timestamptz', nullable: true })
  hostsGoneAt: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ name: 'ended_by', type: 'text', nullable: true })
  endedBy: EndedBy | null;

  @Column({ name: 'staff_version', type: 'bigint', default: 0 })
  staffVersion: string;

  @Column({ name: 'seats_version', type: 'bigint', default: 0 })
  seatsVersion: string;

  @Column({ name: 'planned_to', type: 'timestamptz' })
  plannedTo: Date;
}
