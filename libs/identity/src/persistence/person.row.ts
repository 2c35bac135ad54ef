import type { ClinicRole, Locale } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody the clinic knows. Visible to staff and to the person alone. */
@Entity({ name: 'person' })
export class PersonRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'kind', type: 'text' })
  kind: 'patient' | 'guest' | 'staff';

  @Column({ name: 'given_name', type: 'text' })
  givenName: string;

  @Column({ name: 'family_name', type: 'text' })
  familyName: string;

  @Column({ name: 'shown_name', type: 'text', nullable: true })
  shownName: string | null;

  @Column({ name: 'locale', type: 'text', default: 'en' })
  locale: Locale;

  @Column({ name: 'user_id', type: 'text', nullable: true })
  userId: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'app.now()' })
  createdAt: Date;
}

/** How a person is reached, for staff and our own work. No row: nothing is known. */
@Entity({ name: 'person_contact' })
export class PersonContactRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'email', type: 'text', nullable: true })
  email: string | null;

  @Column({ name: 'phone', type: 'text', nullable: true })
  phone: string | null;
}

/** A role of a staff member, from a day to a day, in all of the clinic or in a part. */
@Entity({ name: 'role_assignment' })
export class RoleAssignmentRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'role', type: 'text' })
  role: ClinicRole;

  @Column({ name: 'program_id', type: 'uuid', nullable: true })
  programId: string | null;

  @Column({ name: 'cohort_id', type: 'uuid', nullable: true })
  cohortId: string | null;

  @Column({ name: 'valid_from', type: 'timestamptz', default: () => 'app.now()' })
  validFrom: Date;

  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true })
  validTo: Date | null;
}
