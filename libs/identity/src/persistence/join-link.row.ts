import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeadBecause } from '../domain/link-standing.js';

/** A way to one seat. The token itself exists only in the message that carries it. */
@Entity({ name: 'join_link' })
export class JoinLinkRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @Column({ name: 'key_version', type: 'smallint', default: 0 })
  keyVersion: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'app.now()' })
  createdAt: Date;

  @Column({ name: 'created_by', type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ name: 'works_from', type: 'timestamptz' })
  worksFrom: Date;

  @Column({ name: 'works_to', type: 'timestamptz' })
  worksTo: Date;

  @Column({ name: 'tries', type: 'integer', default: 0 })
  tries: number;

  @Column({ name: 'redeemed_at', type: 'timestamptz', nullable: true })
  redeemedAt: Date | null;

  @Column({ name: 'dead_at', type: 'timestamptz', nullable: true })
  deadAt: Date | null;

  @Column({ name: 'dead_because', type: 'text', nullable: true })
  deadBecause: DeadBecause | null;
}
