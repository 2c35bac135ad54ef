import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who accepted which text, by the hash of what was shown. */
@Entity({ name: 'agreement_acceptance' })
export class AgreementAcceptanceRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'agreement_version_id', type: 'uuid' })
  agreementVersionId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ name: 'body_hash', type: 'bytea' })
  bodyHash: Buffer;

  @Column({ name: 'accepted_at', type: 'timestamptz', default: () => 'app.now()' })
  acceptedAt: Date;
}
