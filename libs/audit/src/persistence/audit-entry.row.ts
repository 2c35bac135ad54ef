import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of the access log. The app login may insert and read, never change. */
@Entity({ name: 'audit_entry' })
export class AuditEntryRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'bigint', generated: 'identity' })
  id: string;

  @Column({ name: 'at', type: 'timestamptz', default: () => 'app.now()' })
  at: Date;

  @Column({ name: 'acts_as', type: 'text' })
  actsAs: string;

  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;

  @Column({ name: 'action', type: 'text' })
  action: string;

  @Column({ name: 'object_kind', type: 'text', nullable: true })
  objectKind: string | null;

  @Column({ name: 'object_id', type: 'uuid', nullable: true })
  objectId: string | null;

  @Column({ name: 'outcome', type: 'text', default: 'done' })
  outcome: 'done' | 'refused';

  @Column({ name: 'request_id', type: 'text', nullable: true })
  requestId: string | null;

  @Column({ name: 'details', type: 'jsonb', default: {} })
  details: Record<string, unknown>;

  @Column({ name: 'canonical', type: 'bytea', nullable: true })
  canonical: Buffer | null;
}

export const auditRows = [AuditEntryRow];
