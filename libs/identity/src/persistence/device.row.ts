import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A browser as one person uses it; two people at one browser are two rows with the same secret. */
@Entity({ name: 'device' })
export class DeviceRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash: Buffer;

  @Column({ name: 'key_version', type: 'smallint', default: 0 })
  keyVersion: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'app.now()' })
  createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', default: () => 'app.now()' })
  lastUsedAt: Date;

  @Column({ name: 'trusted_until', type: 'timestamptz', nullable: true })
  trustedUntil: Date | null;

  @Column({ name: 'only_seat_id', type: 'uuid', nullable: true })
  onlySeatId: string | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @Column({ name: 'link_id', type: 'uuid', nullable: true })
  linkId: string | null;

  @Column({ name: 'old_secret_hash', type: 'bytea', nullable: true })
  oldSecretHash: Buffer | null;

  @Column({ name: 'rotated_at', type: 'timestamptz', nullable: true })
  rotatedAt: Date | null;
}

/** The six digits given at intake, hashed, and the wrong tries of one day of the clinic. */
@Entity({ name: 'pin' })
export class PinRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'pin_hash', type: 'text' })
  pinHash: string;

  @Column({ name: 'set_at', type: 'timestamptz', default: () => 'app.now()' })
  setAt: Date;

  @Column({ name: 'tries_on', type: 'date', nullable: true })
  triesOn: string | null;

  @Column({ name: 'tries', type: 'integer', default: 0 })
  tries: number;
}
