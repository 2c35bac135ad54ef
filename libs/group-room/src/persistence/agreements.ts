import { locales, type Locale, type PersonId, type SeatId } from '#kernel';
import { currentPrincipal, manager, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { AgreementVersionRow } from './agreement-version.row.js';

export interface AgreementText {
  readonly id: string;
  readonly version: number;
  readonly body: string;
}

/** One version whole, as whoever writes it reads it. */
export interface PublishedAgreement {
  readonly version: number;
  readonly publishedAt: Date;
  /** Empty in a language in which it was not published. */
  readonly bodies: Readonly<Record<Locale, string>>;
}

const kind = 'group_agreement';
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

  /** The version in force in each language; undefined where the clinic has published none. */
  async whole(): Promise<PublishedAgreement | undefined> {
    const [newestOne] = await manager().find(AgreementVersionRow, { where: { kind }, order: { version: 'desc' }, take: 1 });
    if (!newestOne) return undefined;
    const { version, publishedAt } = newestOne;
    const texts = await manager().findBy(AgreementVersionRow, { kind, version });
    const bodyIn = (locale: Locale): string => texts.find((text) => text.locale === locale)?.body ?? '';
    return { version, publishedAt, bodies: { en: bodyIn('en'), es: bodyIn('es') } };
  }

  /** Publishes the next version in all its languages, unless the version in force says exactly the same. Returns the version in force. */
  async publish(bodies: Readonly<Record<Locale, string>>): Promise<number> {
    const current = await this.whole();
    if (current && locales.every((locale) => bodies[locale] === current.bodies[locale])) return current.version;
    const version = (current?.version ?? 0) + 1;
    const { clinicId } = currentPrincipal();
    await manager().insert(AgreementVersionRow, locales.map((locale) => ({ clinicId, kind, version, locale, body: bodies[locale], bodyHash: hashOf(bodies[locale]) })));
    return version;
  }
}

/** SHA-256 of the text in UTF-8: what whoever accepts it accepts. */
function hashOf(body: string): Buffer {
  return createHash('sha256').update(body, 'utf8').digest();
}
