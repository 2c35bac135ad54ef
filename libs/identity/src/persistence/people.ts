import type { Locale, PersonId } from '#kernel';
import { currentPrincipal, manager, sql } from '#platform';
import { randomUUID } from 'node:crypto';
import { PersonContactRow, PersonRow, RoleAssignmentRow } from './person.row.js';

/** Somebody whom the clinic gets to know, with how to reach them. Staff have an account and the name by which rooms know them. */
export interface NewPerson {
  readonly kind: PersonRow['kind'];
  readonly givenName: string;
  readonly familyName: string;
  readonly shownName?: string;
  readonly locale?: Locale;
  /** The account in schema auth. */
  readonly userId?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Needs an open transaction of staff or of our own, as all of these do unless they say otherwise. */
export async function addPerson({ email, phone, ...person }: NewPerson): Promise<PersonId> {
  const { clinicId } = currentPrincipal();
  const id = randomUUID();
  await manager().insert(PersonRow, { clinicId, id, ...person });
  if (email !== undefined || phone !== undefined) await manager().insert(PersonContactRow, { clinicId, personId: id, email, phone });
  return id;
}

/** A role in all of the clinic, from now on. Needs an open transaction of an administrator or of our own. */
export async function giveRole(personId: PersonId, role: RoleAssignmentRow['role']): Promise<void> {
  await manager().insert(RoleAssignmentRow, { clinicId: currentPrincipal().clinicId, personId, role });
}

/** The person of an account in this clinic. */
export async function personOfAccount(userId: string): Promise<PersonId | undefined> {
  return (await manager().findOne(PersonRow, { select: { id: true }, where: { userId } }))?.id;
}

/** Some patient of this name; two may have it. */
export async function patientNamed(givenName: string, familyName: string): Promise<PersonId | undefined> {
  return (await manager().findOne(PersonRow, { select: { id: true }, where: { kind: 'patient', givenName, familyName } }))?.id;
}

/** Keeps what a patient called themselves for a group, to be offered the next time. Needs an open transaction of the person or of our own. */
export async function rememberShownName(personId: PersonId, shownName: string): Promise<void> {
  await sql('update person set shown_name = $2 where id = $1', [personId, shownName]);
}
