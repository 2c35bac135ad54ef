import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The tenant. */
@Entity({ name: 'clinic' })
export class ClinicRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'zone', type: 'text' })
  zone: string;

  @Column({ name: 'phone', type: 'text' })
  phone: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'app.now()' })
  createdAt: Date;
}

/** One setting of a clinic. */
@Entity({ name: 'clinic_setting' })
export class ClinicSettingRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'key', type: 'text' })
  key: string;

  @Column({ name: 'value', type: 'jsonb' })
  value: unknown;

  @Column({ name: 'changed_at', type: 'timestamptz', default: () => 'app.now()' })
  changedAt: Date;
}
