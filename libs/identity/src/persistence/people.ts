import type { PersonId } from '#kernel';
import { sql } from '#platform';

/** Keeps what a patient called themselves for a group, and how to speak of them, to be offered the next time. Needs an open transaction of the person or of our own. */
export async function rememberShownName(personId: PersonId, shownName: string, pronouns: string | null): Promise<void> {
  await sql('update person set shown_name = $2, pronouns = $3 where id = $1', [personId, shownName, pronouns]);
}
