import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'attendance_rule' })
export class AttendanceRuleRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' }) clinicId: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'program_id', type: 'uuid', nullable: true }) programId: string | null;
  @Column({ type: 'integer' }) version: number;
  @Column({ name: 'valid_from', type: 'date' }) validFrom: string;
  @Column({ type: 'jsonb' }) terms: unknown;
}
