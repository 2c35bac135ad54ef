import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A group of people who meet. */
@Entity({ name: 'cohort' })
export class CohortRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'program_id', type: 'uuid' })
  programId: string;

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'track', type: 'text', default: 'day' })
  track: string;

  @Column({ name: 'capacity', type: 'integer', default: 12 })
  capacity: number;

  @Column({ name: 'admission', type: 'text', default: 'rolling' })
  admission: 'rolling' | 'gated' | 'closed';
}
