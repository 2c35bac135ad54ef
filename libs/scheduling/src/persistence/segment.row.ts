import type { SegmentKind } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A timed part of a block. */
@Entity({ name: 'segment' })
export class SegmentRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'position', type: 'integer' })
  position: number;

  @Column({ name: 'kind', type: 'text' })
  kind: SegmentKind;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'planned_from', type: 'timestamptz' })
  plannedFrom: Date;

  @Column({ name: 'planned_to', type: 'timestamptz' })
  plannedTo: Date;

  @Column({ name: 'counts', type: 'boolean' })
  counts: boolean;
}
