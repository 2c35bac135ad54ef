import type { OutputOf, visit } from '#contracts';
import type { PersonId } from '#kernel';
import { sql } from '#platform';

/** What everybody may know of a clinic: how it is called and reached. */
export type ClinicCard = OutputOf<typeof visit.getVisit>['clinic'];

/** The card of the clinic `c` as an expression of SQL, for statements that read it along with other things. */
export const clinicCardSql = `jsonb_strip_nulls(jsonb_build_object('name', c.name, 'phone', c.phone,
  'secondLanguageLine', (select t.value from clinic_setting t where t.clinic_id = c.id and t.key = 'second_language_line')))`;

/** The clinic of the open transaction. */
export async function ownClinicCard(): Promise<ClinicCard> {
  const [row] = await sql<{ card: ClinicCard }>(`select ${clinicCardSql} as card from clinic c where c.id = app.clinic_id()`);
  if (!row) throw new Error('The clinic of this transaction does not exist');
  return row.card;
}

export interface OwnAccount {
  readonly personId: PersonId;
  readonly shownName: string;
  readonly email: string;
  readonly codeAtSignIn: boolean;
  /** The end of the sign-in that asks, however much it is used. */
  readonly signInEndsAt: Date;
  readonly clinic: { readonly clinicId: string; readonly name: string; readonly phone: string; readonly zone: string };
  readonly clinics: readonly { readonly clinicId: string; readonly name: string }[];
}

/** A staff member's own account and clinic, in one statement. Undefined when the person has no account. */
export async function ownAccount({ personId, signInId }: { personId: PersonId; signInId: string }): Promise<OwnAccount | undefined> {
  const [row] = await sql<{ shown_name: string; email: string; code: boolean; ends: Date; clinic_id: string; name: string; phone: string; zone: string; clinics: { clinicId: string; name: string }[] }>(
    `select coalesce(p.shown_name, p.given_name || ' ' || p.family_name) as shown_name, u.email, coalesce(u."twoFactorEnabled", false) as code,
            (select g.expires_at from sign_in_guard g where g.id = $2) as ends,
            c.id as clinic_id, c.name, c.phone, c.zone,
            (select jsonb_agg(jsonb_build_object('clinicId', m.clinic_id, 'name', m.clinic_name)) from find_memberships(u.id) m) as clinics
       from person p join clinic c on c.id = p.clinic_id join auth."user" u on u.id = p.user_id
      where p.id = $1`,
    [personId, signInId],
  );
  if (!row) return undefined;
  const clinic = { clinicId: row.clinic_id, name: row.name, phone: row.phone, zone: row.zone };
  return { personId, shownName: row.shown_name, email: row.email, codeAtSignIn: row.code, signInEndsAt: row.ends, clinic, clinics: row.clinics };
}

/** The account of a person of this clinic; undefined for those who come by link. */
export async function userIdOf(personId: PersonId): Promise<string | undefined> {
  const [row] = await sql<{ user_id: string | null }>('select user_id from person where id = $1', [personId]);
  return row?.user_id ?? undefined;
}
