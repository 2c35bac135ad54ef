import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A patient in a cohort. */
@Entity({ name: 'enrolment' })
export class EnrolmentRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'cohort_id', type: 'uuid' })
  cohortId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'starts_on', type: 'date' })
  startsOn: string;

  @Column({ name: 'ends_on', type: 'date', nullable: true })
  endsOn: string | null;

  @Column({ name: 'weekdays', type: 'smallint', array: true, default: () => "'{1,2,3,4,5}'" })
  weekdays: number[];
}
