import type { HelpKind } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody asked staff for something, from inside a visit. */
@Entity({ name: 'help_request' })
export class HelpRequestRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'kind', type: 'text', default: 'talk' })
  kind: HelpKind;

  @Column({ name: 'asked_at', type: 'timestamptz', default: () => 'app.now()' })
  askedAt: Date;

  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true })
  seenAt: Date | null;

  @Column({ name: 'seen_by', type: 'uuid', nullable: true })
  seenBy: string | null;
}
