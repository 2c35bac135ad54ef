import type { ClinicId, PersonId, RoleScope } from '#kernel';
import { Database, type KeptSecret } from '#platform';
import { Injectable } from '@nestjs/common';
import { idleSeconds, type Place } from '../domain/sign-in-limits.js';

export interface SignIn {
  readonly signInId: string;
  readonly userId: string;
  readonly clinicId: ClinicId | null;
  readonly personId: PersonId | null;
  /** The roles of today in that clinic, each with how far it reaches. */
  readonly scopes: readonly RoleScope[];
}

export interface Membership {
  readonly clinicId: ClinicId;
  readonly personId: PersonId;
  readonly clinicName: string;
  readonly roles: readonly string[];
}

export type FoundSignIn = { readonly kind: 'serves'; readonly signIn: SignIn } | { readonly kind: 'idle' } | { readonly kind: 'none' };

interface SignInRecord {
  sign_in_id: string;
  user_id: string;
  clinic_id: string | null;
  person_id: string | null;
  scopes: RoleScope[];
  serves: boolean;
}

export interface EndedSignIn {
  readonly signInId: string;
  readonly userId: string;
  /** Where it was; undefined when no clinic was chosen yet. */
  readonly at: { readonly clinicId: ClinicId; readonly personId: PersonId } | undefined;
}

/** Sign-ins of staff, which are found before there is a principal: each method is one statement and its own transaction. */
@Injectable()
export class SignIns {
  constructor(private readonly database: Database) {}

  /**
   * What the secret of a staff cookie is good for at this place, in one statement. `moved`: a person caused it, so the idle clock starts
   * anew. `idle`: it exists but its pages are locked.
   */
  async use(secret: KeptSecret | undefined, place: Place, moved: boolean): Promise<FoundSignIn> {
    if (!secret) return { kind: 'none' };
    const call = withScopes("use_sign_in($1, $2, $3, $4 * interval '1 second', $5 * interval '1 second') u", 'u.clinic_id, u.person_id');
    const [found] = await this.database.lookup<SignInRecord>(call, [secret.hash, moved, place, idleSeconds.staff, idleSeconds.admin]);
    if (!found) return { kind: 'none' };
    if (!found.serves) return { kind: 'idle' };
    return { kind: 'serves', signIn: { signInId: found.sign_in_id, userId: found.user_id, clinicId: found.clinic_id, personId: found.person_id, scopes: found.scopes } };
  }

  /** The roles of the account of this sign-in in a clinic, as that person. Undefined when the sign-in has ended or is somebody else's. */
  async scopesInRoom(signInId: string, as: { clinicId: ClinicId; personId: PersonId }, now: Date): Promise<readonly RoleScope[] | undefined> {
    const [found] = await this.database.lookup<{ scopes: RoleScope[] }>(withScopes('find_room_sign_in($1, $2, $3, $4) r', '$2, $3'), [signInId, as.clinicId, as.personId, now]);
    return found?.scopes;
  }

  /** Opens a sign-in that ends at `until` at the latest, in a clinic or, with several to choose from, in none yet. */
  async open(secret: KeptSecret, userId: string, member: Membership | undefined, until: Date): Promise<void> {
    await this.database.lookup('open_sign_in($1, $2, $3, $4, $5, $6)', [secret.hash, secret.keyVersion, userId, member?.clinicId ?? null, member?.personId ?? null, until]);
  }

  /** Takes a sign-in to a clinic under a new secret; the old one is worth nothing from then on. False when it had ended meanwhile. */
  async move(from: KeptSecret, to: KeptSecret, member: Membership, absoluteSeconds: number): Promise<boolean> {
    const [answer] = await this.database.lookup<{ move_sign_in: boolean }>("move_sign_in($1, $2, $3, $4, $5, $6 * interval '1 second')", [from.hash, to.hash, to.keyVersion, member.clinicId, member.personId, absoluteSeconds]);
    return answer?.move_sign_in ?? false;
  }

  /** Ends a sign-in; undefined when it was not open. */
  async end(secret: KeptSecret, now: Date): Promise<EndedSignIn | undefined> {
    const [ended] = await this.database.lookup<{ sign_in_id: string; user_id: string; clinic_id: string | null; person_id: string | null }>('end_sign_in($1, $2)', [secret.hash, now]);
    if (!ended) return undefined;
    const at = ended.clinic_id && ended.person_id ? { clinicId: ended.clinic_id, personId: ended.person_id } : undefined;
    return { signInId: ended.sign_in_id, userId: ended.user_id, at };
  }

  /** Of the second steps that are open for an account only the newest `most` stay open. */
  async keepNewestSteps(userId: string, most: number): Promise<void> {
    await this.database.lookup('auth.keep_newest_steps($1, $2)', [userId, most]);
  }

  /** The clinics in which this account has a role today, by name. */
  async membershipsOf(userId: string): Promise<Membership[]> {
    const rows = await this.database.lookup<{ clinic_id: string; person_id: string; clinic_name: string; roles: string[] }>('find_memberships($1)', [userId]);
    return rows.map((row) => ({ clinicId: row.clinic_id, personId: row.person_id, clinicName: row.clinic_name, roles: row.roles }));
  }

  /** Whose account an e-mail address is, in each clinic; empty when nobody's. For the log of refused sign-ins only. */
  async personsOfAddress(email: string): Promise<{ clinicId: ClinicId; personId: PersonId }[]> {
    const rows = await this.database.lookup<{ clinic_id: string; person_id: string }>('find_account($1)', [email]);
    return rows.map((row) => ({ clinicId: row.clinic_id, personId: row.person_id }));
  }

  /** Whether this code of this account is used for the first time now. Of two at once only one gets true. */
  async takeCode(userId: string, code: string): Promise<boolean> {
    const [answer] = await this.database.lookup<{ take_code: boolean }>('auth.take_code($1, $2)', [userId, code]);
    return answer?.take_code ?? false;
  }
}

/** A lookup, and beside its row the roles of a person; both in the one trip. */
function withScopes(lookedUp: string, person: string): string {
  return `${lookedUp} cross join lateral (select role_scopes(${person}) as scopes) s`;
}
