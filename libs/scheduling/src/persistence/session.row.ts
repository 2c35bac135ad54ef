import type { SessionKind } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The plan of anything people join. How far its life has gone is group-room's row. */
@Entity({ name: 'session' })
export class SessionRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'cohort_id', type: 'uuid', nullable: true })
  cohortId: string | null;

  @Column({ name: 'kind', type: 'text' })
  kind: SessionKind;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'zone', type: 'text' })
  zone: string;

  @Column({ name: 'planned_from', type: 'timestamptz' })
  plannedFrom: Date;

  @Column({ name: 'planned_to', type: 'timestamptz' })
  plannedTo: Date;

  @Column({ name: 'lobby_opens_at', type: 'timestamptz' })
  lobbyOpensAt: Date;

  @Column({ name: 'capacity', type: 'integer', default: 12 })
  capacity: number;
}
