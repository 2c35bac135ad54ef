import type { PersonId } from '#kernel';
import { sql } from '#platform';

/** Keeps what a patient called themselves for a group, to be offered the next time. Needs an open transaction of the person or of our own. */
export async function rememberShownName(personId: PersonId, shownName: string): Promise<void> {
  await sql('update person set shown_name = $2 where id = $1', [personId, shownName]);
}
