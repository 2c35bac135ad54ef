import type { PersonId } from '#kernel';
import { sql } from '#platform';
import type { RoleScope } from '../domain/staff-rules.js';

/** The roles a person has today, with how far each reaches. */
export async function roleScopesOf(personId: PersonId): Promise<RoleScope[]> {
  const rows = await sql<{ role: string; program_id: string | null; cohort_id: string | null }>(
    `select role, program_id, cohort_id from role_assignment where person_id = $1 and valid_from <= app.now() and (valid_to is null or valid_to > app.now())`,
    [personId],
  );
  return rows.map((row) => ({ role: row.role, programId: row.program_id, cohortId: row.cohort_id }));
}
