import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A staff sign-in and how long it still serves. Written only by the functions of the schema. */
@Entity({ name: 'sign_in_guard' })
export class SignInGuardRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash: Buffer;

  @Column({ name: 'key_version', type: 'smallint', default: 0 })
  keyVersion: number;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  @Column({ name: 'clinic_id', type: 'uuid', nullable: true })
  clinicId: string | null;

  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId: string | null;

  @Column({ name: 'signed_in_at', type: 'timestamptz', default: () => 'app.now()' })
  signedInAt: Date;

  @Column({ name: 'last_input_at', type: 'timestamptz', default: () => 'app.now()' })
  lastInputAt: Date;

  @Column({ name: 'stepped_up_at', type: 'timestamptz', nullable: true })
  steppedUpAt: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ name: 'in_room_at', type: 'timestamptz', nullable: true })
  inRoomAt: Date | null;
}
