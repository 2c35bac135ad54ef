import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'attendance_result' })
export class AttendanceResultRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' }) clinicId: string;
  @PrimaryColumn({ name: 'session_id', type: 'uuid' }) sessionId: string;
  @PrimaryColumn({ name: 'seat_id', type: 'uuid' }) seatId: string;
  @PrimaryColumn({ type: 'integer' }) version: number;
  @Column({ name: 'rule_id', type: 'uuid' }) ruleId: string;
  @Column({ name: 'elapsed_seconds', type: 'integer' }) elapsedSeconds: number;
  @Column({ name: 'direct_seconds', type: 'integer' }) directSeconds: number;
  @Column({ name: 'video_seconds', type: 'integer', nullable: true }) videoSeconds: number | null;
  @Column({ name: 'past_plan_seconds', type: 'integer' }) pastPlanSeconds: number;
  @Column({ name: 'uncertainty_seconds', type: 'integer' }) uncertaintySeconds: number;
  @Column({ type: 'jsonb' }) evidence: unknown;
  @Column({ name: 'computed_at', type: 'timestamptz' }) computedAt: Date;
}
