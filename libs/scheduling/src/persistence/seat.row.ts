import type { SeatRole } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The right of one person to be in one session. */
@Entity({ name: 'seat' })
export class SeatRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'role', type: 'text' })
  role: SeatRole;

  @Column({ name: 'shown_name', type: 'text', nullable: true })
  shownName: string | null;

  @Column({ name: 'name_key', type: 'text', nullable: true })
  nameKey: string | null;

  @Column({ name: 'name_look', type: 'text', nullable: true })
  nameLook: string | null;

  @Column({ name: 'pronouns', type: 'text', nullable: true })
  pronouns: string | null;

  @Column({ name: 'generation', type: 'integer', default: 0 })
  generation: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'app.now()' })
  createdAt: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt: Date | null;
}
