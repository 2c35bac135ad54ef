import type { PersonId } from '#kernel';
import { currentPrincipal, manager } from '#platform';
import { randomUUID } from 'node:crypto';
import { CohortRow } from './cohort.row.js';
import { EnrolmentRow } from './enrolment.row.js';
import type { CohortId } from './plans.js';
import { ProgramRow } from './program.row.js';

type ProgramId = ProgramRow['id'];

/** The id of the clinic's program with this name, made when there is none. Needs an open transaction of staff or of our own, as all of these do. */
export async function ensureProgram(program: Pick<ProgramRow, 'name' | 'kind' | 'zone'>): Promise<ProgramId> {
  const known = await manager().findOneBy(ProgramRow, { name: program.name });
  if (known) return known.id;
  const id = randomUUID();
  await manager().insert(ProgramRow, { clinicId: currentPrincipal().clinicId, id, ...program });
  return id;
}

/** The id of the program's cohort with this name, made when there is none; `capacity` counts patients and guests. */
export async function ensureCohort(programId: ProgramId, cohort: Pick<CohortRow, 'name' | 'track' | 'capacity'>): Promise<CohortId> {
  const known = await manager().findOneBy(CohortRow, { programId, name: cohort.name });
  if (known) return known.id;
  const id = randomUUID();
  await manager().insert(CohortRow, { clinicId: currentPrincipal().clinicId, id, programId, ...cohort });
  return id;
}

/** A person in a cohort from a day of the clinic on (`YYYY-MM-DD`), on these ISO weekdays (1 = Monday). */
export async function enrol(personId: PersonId, enrolment: Pick<EnrolmentRow, 'cohortId' | 'startsOn' | 'weekdays'>): Promise<void> {
  await manager().insert(EnrolmentRow, { clinicId: currentPrincipal().clinicId, personId, ...enrolment });
}
