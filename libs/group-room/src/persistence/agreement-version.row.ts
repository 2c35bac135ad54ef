import type { Locale } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A published text that people accept; never changed, only followed by the next version. */
@Entity({ name: 'agreement_version' })
export class AgreementVersionRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'kind', type: 'text' })
  kind: 'group_agreement';

  @Column({ name: 'version', type: 'integer' })
  version: number;

  @Column({ name: 'locale', type: 'text' })
  locale: Locale;

  @Column({ name: 'body', type: 'text' })
  body: string;

  @Column({ name: 'body_hash', type: 'bytea' })
  bodyHash: Buffer;

  @Column({ name: 'published_at', type: 'timestamptz', default: () => 'app.now()' })
  publishedAt: Date;
}
