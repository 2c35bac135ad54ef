import type { HoldMessage, StayState } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StayEnding } from '../domain/admission.js';

/** One stay of a seat: from coming through waiting and admission to its end. */
@Entity({ name: 'admission' })
export class AdmissionRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ name: 'state', type: 'text' })
  state: StayState | 'ended';

  @Column({ name: 'came_at', type: 'timestamptz', default: () => 'app.now()' })
  cameAt: Date;

  @Column({ name: 'waiting_since', type: 'timestamptz', nullable: true })
  waitingSince: Date | null;

  @Column({ name: 'hold_message', type: 'text', nullable: true })
  holdMessage: HoldMessage | null;

  @Column({ name: 'admitted_at', type: 'timestamptz', nullable: true })
  admittedAt: Date | null;

  @Column({ name: 'admitted_by', type: 'uuid', nullable: true })
  admittedBy: string | null;

  @Column({ name: 'connected_sid', type: 'text', nullable: true })
  connectedSid: string | null;

  @Column({ name: 'connected_at', type: 'timestamptz', nullable: true })
  connectedAt: Date | null;

  @Column({ name: 'closed_cleanly', type: 'boolean', default: false })
  closedCleanly: boolean;

  @Column({ name: 'in_background', type: 'boolean', default: false })
  inBackground: boolean;

  @Column({ name: 'page_gone_at', type: 'timestamptz', nullable: true })
  pageGoneAt: Date | null;

  @Column({ name: 'state_since', type: 'timestamptz', default: () => 'app.now()' })
  stateSince: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ name: 'ended_because', type: 'text', nullable: true })
  endedBecause: StayEnding | null;

  @Column({ name: 'may_return', type: 'boolean', nullable: true })
  mayReturn: boolean | null;
}
