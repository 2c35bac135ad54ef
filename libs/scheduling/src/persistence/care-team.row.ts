import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody of the staff who looks after a patient, from an instant to an instant. */
@Entity({ name: 'care_team' })
export class CareTeamRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'patient_id', type: 'uuid' })
  patientId: string;

  @Column({ name: 'staff_id', type: 'uuid' })
  staffId: string;

  @Column({ name: 'valid_from', type: 'timestamptz', default: () => 'app.now()' })
  validFrom: Date;

  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true })
  validTo: Date | null;
}
