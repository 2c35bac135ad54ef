import type { ClinicId, PersonId } from '#kernel';
import { lookup, type KeptSecret } from '#platform';
import { idleSeconds, type Place } from '../domain/sign-in-limits.js';

export interface SignIn {
  readonly signInId: string;
  readonly userId: string;
  readonly clinicId: ClinicId | null;
  readonly personId: PersonId | null;
  readonly roles: readonly string[];
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
  roles: string[];
  serves: boolean;
}

/**
 * What the secret of a staff cookie is good for at this place, in one statement. `moved`: a person caused it, so the idle clock starts
 * anew. `idle`: it exists but its pages are locked.
 */
export async function useSignIn(secret: KeptSecret | undefined, place: Place, moved: boolean): Promise<FoundSignIn> {
  if (!secret) return { kind: 'none' };
  const [found] = await lookup<SignInRecord>("use_sign_in($1, $2, $3, $4 * interval '1 second', $5 * interval '1 second')", [secret.hash, moved, place, idleSeconds.staff, idleSeconds.admin]);
  if (!found) return { kind: 'none' };
  if (!found.serves) return { kind: 'idle' };
  return { kind: 'serves', signIn: { signInId: found.sign_in_id, userId: found.user_id, clinicId: found.clinic_id, personId: found.person_id, roles: found.roles } };
}

/** The roles of the account of this sign-in in a clinic, as that person. Undefined when the sign-in has ended or is somebody else's. */
export async function rolesInRoom(signInId: string, as: { clinicId: ClinicId; personId: PersonId }, now: Date): Promise<readonly string[] | undefined> {
  const [found] = await lookup<{ roles: string[] }>('find_room_sign_in($1, $2, $3, $4)', [signInId, as.clinicId, as.personId, now]);
  return found?.roles;
}

/** Opens a sign-in that ends at `until` at the latest, in a clinic or, with several to choose from, in none yet. */
export async function openSignIn(secret: KeptSecret, userId: string, member: Membership | undefined, until: Date): Promise<void> {
  await lookup('open_sign_in($1, $2, $3, $4, $5, $6)', [secret.hash, secret.keyVersion, userId, member?.clinicId ?? null, member?.personId ?? null, until]);
}

/** Takes a sign-in to a clinic under a new secret; the old one is worth nothing from then on. False when it had ended meanwhile. */
export async function moveSignIn(from: KeptSecret, to: KeptSecret, member: Membership, absoluteSeconds: number): Promise<boolean> {
  const [answer] = await lookup<{ move_sign_in: boolean }>("move_sign_in($1, $2, $3, $4, $5, $6 * interval '1 second')", [from.hash, to.hash, to.keyVersion, member.clinicId, member.personId, absoluteSeconds]);
  return answer?.move_sign_in ?? false;
}

export interface EndedSignIn {
  readonly signInId: string;
  readonly userId: string;
  /** Where it was; undefined when no clinic was chosen yet. */
  readonly at: { readonly clinicId: ClinicId; readonly personId: PersonId } | undefined;
}

/** Ends a sign-in; undefined when it was not open. */
export async function endSignIn(secret: KeptSecret, now: Date): Promise<EndedSignIn | undefined> {
  const [ended] = await lookup<{ sign_in_id: string; user_id: string; clinic_id: string | null; person_id: string | null }>('end_sign_in($1, $2)', [secret.hash, now]);
  if (!ended) return undefined;
  const at = ended.clinic_id && ended.person_id ? { clinicId: ended.clinic_id, personId: ended.person_id } : undefined;
  return { signInId: ended.sign_in_id, userId: ended.user_id, at };
}

/** Of the second steps that are open for an account only the newest `most` stay open. */
export async function keepNewestSteps(userId: string, most: number): Promise<void> {
  await lookup('auth.keep_newest_steps($1, $2)', [userId, most]);
}

/** The clinics in which this account has a role today, by name. */
export async function membershipsOf(userId: string): Promise<Membership[]> {
  const rows = await lookup<{ clinic_id: string; person_id: string; clinic_name: string; roles: string[] }>('find_memberships($1)', [userId]);
  return rows.map((row) => ({ clinicId: row.clinic_id, personId: row.person_id, clinicName: row.clinic_name, roles: row.roles }));
}

/** Whose account an e-mail address is, in each clinic; empty when nobody's. For the log of refused sign-ins only. */
export async function personsOfAddress(email: string): Promise<{ clinicId: ClinicId; personId: PersonId }[]> {
  const rows = await lookup<{ clinic_id: string; person_id: string }>('find_account($1)', [email]);
  return rows.map((row) => ({ clinicId: row.clinic_id, personId: row.person_id }));
}

/** Whether this code of this account is used for the first time now. Of two at once only one gets true. */
export async function takeCode(userId: string, code: string): Promise<boolean> {
  const [answer] = await lookup<{ take_code: boolean }>('auth.take_code($1, $2)', [userId, code]);
  return answer?.take_code ?? false;
}
