import { locales, type Locale, type PersonId, type SeatId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

export interface AgreementText {
  readonly id: string;
  readonly version: number;
  readonly body: string;
}

const newest = "(select max(version) from agreement_version where kind = 'group_agreement')";

/** The group agreement: texts by version and language, and who accepted which. Every method needs an open transaction. */
@Injectable()
export class Agreements {
  /** The version in force, in this language or else in English. Undefined where the clinic has published none. */
  async inForce(locale: Locale): Promise<AgreementText | undefined> {
    const rows = await sql<AgreementText>(
      `select id, version, body from agreement_version where kind = 'group_agreement' and version = ${newest}
        order by locale = $1 desc, locale limit 1`,
      [locale],
    );
    return rows[0];
  }

  /** Whether the person accepted the version in force, in any language and session; true where there is none. */
  async isAccepted(personId: PersonId): Promise<boolean> {
    const rows = await sql<{ accepted: boolean }>(
      `select ${newest} is null or exists (select 1 from agreement_acceptance x join agreement_version v on v.id = x.agreement_version_id
          where x.person_id = $1 and v.kind = 'group_agreement' and v.version = ${newest}) as accepted`,
      [personId],
    );
    return rows[0]?.accepted === true;
  }

  /** Keeps the acceptance with the hash of what was shown. False when that text is no longer the one in force. */
  async accept(agreementId: string, personId: PersonId, seatId: SeatId, now: Date): Promise<boolean> {
    const [text] = await sql<{ hash: Buffer }>(`select body_hash as hash from agreement_version where id = $1 and kind = 'group_agreement' and version = ${newest}`, [agreementId]);
    if (!text) return false;
    // Accepted twice is accepted once: the row of the first time stays as it is.
    await sql(
      `insert into agreement_acceptance (clinic_id, agreement_version_id, person_id, seat_id, body_hash, accepted_at) values (app.clinic_id(), $1, $2, $3, $4, $5)
       on conflict (clinic_id, agreement_version_id, seat_id) do nothing`,
      [agreementId, personId, seatId, text.hash, now],
    );
    return true;
  }

  /** Publishes the next version in all its languages, unless the version in force says exactly the same. Returns the version in force. */
  async publish(bodies: Readonly<Record<Locale, string>>): Promise<number> {
    const current = await sql<{ version: number; locale: Locale; body: string }>(
      `select version, locale, body from agreement_version where kind = 'group_agreement' and version = ${newest}`,
    );
    const isSame = current.length === 2 && current.every((text) => bodies[text.locale] === text.body);
    if (isSame && current[0]) return current[0].version;
    const version = (current[0]?.version ?? 0) + 1;
    for (const locale of locales) {
      await sql(
        `insert into agreement_version (clinic_id, kind, version, locale, body, body_hash)
         values (app.clinic_id(), 'group_agreement', $1, $2, $3, sha256(convert_to($3, 'UTF8')))`,
        [version, locale, bodies[locale]],
      );
    }
    return version;
  }
}
