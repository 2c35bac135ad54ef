import type { Reach } from '#identity';

/** A condition of SQL with the values that belong to it, in order. */
export interface Condition {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** What lists are made of; a `seat` stands for the person who has it. */
export type Listed = 'program' | 'cohort' | 'session' | 'seat';

type Put = (value: unknown, type: string) => string;

/** Whether the enrolment `n` holds on the clinic's day of today. */
export const isEnrolled = `(select (app.now() at time zone zone)::date from clinic) between n.starts_on and coalesce(n.ends_on, 'infinity')`;
/** Whether the membership `t` of a care team holds now. */
export const isOnTeam = '(t.valid_from <= app.now() and (t.valid_to is null or t.valid_to > app.now()))';

const conditions: Readonly<Record<Listed, (row: string, reach: Reach, put: Put) => string>> = {
  program: (row, reach, put) => `(${put(reach.clinic, 'boolean')} or ${row}.id = any (${put(reach.programs, 'uuid[]')}))`,
  cohort: (row, reach, put) => `(${put(reach.clinic, 'boolean')} or ${row}.program_id = any (${put(reach.programs, 'uuid[]')}) or ${row}.id = any (${put(reach.cohorts, 'uuid[]')}))`,
  session: (row, reach, put) => `(${put(reach.clinic, 'boolean')} or ${row}.cohort_id = any (${put(reach.cohorts, 'uuid[]')})
    or exists (select 1 from cohort k where k.id = ${row}.cohort_id and k.program_id = any (${put(reach.programs, 'uuid[]')}))
    or exists (select 1 from seat own where own.session_id = ${row}.id and own.person_id = ${put(reach.personId, 'uuid')} and own.withdrawn_at is null and own.role = any (${put(reach.seats, 'text[]')})))`,
  seat: (row, reach, put) => `(exists (select 1 from session e where e.id = ${row}.session_id and ${conditions.session('e', reach, put)})
    or exists (select 1 from enrolment n join cohort k on k.clinic_id = n.clinic_id and k.id = n.cohort_id
                where n.person_id = ${row}.person_id and (k.id = any (${put(reach.cohorts, 'uuid[]')}) or k.program_id = any (${put(reach.programs, 'uuid[]')})) and ${isEnrolled})
    or ${put(reach.careTeam, 'boolean')} and exists (select 1 from care_team t where t.patient_id = ${row}.person_id and t.staff_id = ${put(reach.personId, 'uuid')} and ${isOnTeam}))`,
};

/**
 * The rows of a list that somebody reaches: the same rule as identity's `oversees`, as a condition on the table's alias `row`. `first` is the
 * number of its first parameter. The text is the same for everybody, so that the database plans it once. Needs an open transaction.
 */
export function overseen(listed: Listed, row: string, reach: Reach, first: number): Condition {
  const parameters: unknown[] = [];
  const text = conditions[listed](row, reach, (value, type) => `$${first + parameters.push(value) - 1}::${type}`);
  return { text, parameters };
}
