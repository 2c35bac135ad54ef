import { clinicRoles, seatRoles, type ClinicRole, type SeatRole } from '#kernel';
import { Keyring } from '#platform';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { TestClinic } from './clinic.js';

/** Hours or days from now, half open; null: without an end. */
interface Span {
  readonly from: number;
  readonly to: number | null;
}

/** A clinic as numbers: two programs, three cohorts of which the first two are of the first program, four sessions, four patients, three of the staff. */
export interface ClinicPlan {
  readonly scopes: readonly ({ staff: number; role: ClinicRole; program: number | null; cohort: number | null } & Span)[];
  /** The cohort of each session; null for an appointment. */
  readonly sessions: readonly (number | null)[];
  readonly enrolments: readonly ({ patient: number; cohort: number } & Span)[];
  readonly teams: readonly ({ patient: number; staff: number } & Span)[];
  readonly seats: readonly { session: number; patient: number; withdrawn: boolean }[];
  readonly staffSeats: readonly { session: number; staff: number; role: SeatRole; withdrawn: boolean }[];
}

const span = { from: fc.integer({ min: -1, max: 1 }), to: fc.option(fc.integer({ min: -1, max: 1 })) };
const place = (many: number) => fc.nat({ max: many - 1 });
const onceEach = <Item extends { session: number }>(item: fc.Arbitrary<Item>, who: (item: Item) => number, maxLength: number) => fc.uniqueArray(item, { selector: (one) => `${one.session} ${who(one)}`, maxLength });

export const anyClinic: fc.Arbitrary<ClinicPlan> = fc.record({
  scopes: fc.array(fc.record({ staff: place(3), role: fc.constantFrom(...clinicRoles), program: fc.option(place(2)), cohort: fc.option(place(3)), ...span }), { minLength: 2, maxLength: 8 }),
  sessions: fc.array(fc.option(place(3)), { minLength: 4, maxLength: 4 }),
  enrolments: fc.array(fc.record({ patient: place(4), cohort: place(3), ...span }), { maxLength: 6 }),
  teams: fc.array(fc.record({ patient: place(4), staff: place(3), ...span }), { maxLength: 4 }),
  seats: onceEach(fc.record({ session: place(4), patient: place(4), withdrawn: fc.boolean() }), ({ patient }) => patient, 8),
  staffSeats: onceEach(fc.record({ session: place(4), staff: place(3), role: fc.constantFrom(...seatRoles), withdrawn: fc.boolean() }), ({ staff }) => staff, 5),
});

export interface RandomClinic {
  readonly clinicId: string;
  readonly programs: readonly string[];
  readonly cohorts: readonly { readonly id: string; readonly programId: string }[];
  readonly sessions: readonly string[];
  readonly seats: readonly { readonly id: string; readonly sessionId: string }[];
  /** The staff cookie of each member, signed in. */
  readonly cookies: readonly string[];
}

const cohortPrograms = [0, 0, 1];
const zone = 'America/Los_Angeles';

/** Writes the clinic as the owner of the database, around the instant of the server's clock. */
export async function makeClinic(clinic: Pick<TestClinic, 'app' | 'database' | 'clock'>, plan: ClinicPlan): Promise<RandomClinic> {
  const now = clinic.clock.now().getTime();
  const hour = (count: number | null) => (count === null ? null : new Date(now + count * 3_600_000).toISOString());
  const day = (count: number | null) => (count === null ? null : new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now + count * 24 * 3_600_000));
  const ids = (many: number) => Array.from({ length: many }, () => randomUUID() as string);
  const [clinicId = '', programs, cohorts, sessions, patients, staff] = [randomUUID() as string, ids(2), ids(3), ids(4), ids(4), ids(3)];
  const cookies = staff.map(() => clinic.app.get(Keyring).newSecret('staff cookie'));
  const seats = [
    ...plan.seats.map(({ session, patient, withdrawn }) => ({ id: randomUUID(), session_id: sessions[session], person_id: patients[patient], role: 'patient', withdrawn_at: withdrawn ? hour(-1) : null })),
    ...plan.staffSeats.map(({ session, staff: who, role, withdrawn }) => ({ id: randomUUID(), session_id: sessions[session], person_id: staff[who], role, withdrawn_at: withdrawn ? hour(-1) : null })),
  ];
  const insert = async (table: string, rows: readonly object[]) => {
    const columns = Object.keys(rows[0] ?? { id: '' }).join(', ');
    await clinic.database.owner(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
  };
  const ours = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ clinic_id: clinicId, ...row }));
  const named = (kind: string) => (id: string) => ({ id, kind, given_name: 'Test', family_name: 'Person' });
  await insert('clinic', [{ id: clinicId, name: 'Random clinic', zone, phone: '(916) 555-0100' }]);
  await insert('program', ours(programs.map((id) => ({ id, name: 'Program', kind: 'iop_mh', zone }))));
  await insert('cohort', ours(cohorts.map((id, index) => ({ id, program_id: programs[cohortPrograms[index] ?? 0], name: 'Cohort' }))));
  await insert('person', ours([...patients.map(named('patient')), ...staff.map(named('staff'))]));
  await insert('session', ours(sessions.map((id, index) => ({ id, cohort_id: cohorts[plan.sessions[index] ?? -1] ?? null, kind: 'block', title: 'Block', zone, planned_from: hour(0), planned_to: hour(3), lobby_opens_at: hour(0) }))));
  await insert('seat', ours(seats));
  await insert('role_assignment', ours(plan.scopes.map(({ staff: who, role, program, cohort, from, to }) => ({ person_id: staff[who], role, program_id: programs[program ?? -1] ?? null, cohort_id: cohorts[cohort ?? -1] ?? null, valid_from: hour(from), valid_to: hour(to) }))));
  await insert('enrolment', ours(plan.enrolments.map(({ patient, cohort, from, to }) => ({ id: randomUUID(), cohort_id: cohorts[cohort], person_id: patients[patient], starts_on: day(from), ends_on: day(to), weekdays: [1, 2, 3] }))));
  await insert('care_team', ours(plan.teams.map(({ patient, staff: who, from, to }) => ({ id: randomUUID(), patient_id: patients[patient], staff_id: staff[who], valid_from: hour(from), valid_to: hour(to) }))));
  for (const [index, personId] of staff.entries())
    await clinic.database.owner('insert into sign_in_guard (secret_hash, key_version, user_id, clinic_id, person_id, signed_in_at, last_input_at, expires_at) values ($1, $6, $2::uuid::text, $3, $2, $4, $4, $5)', [cookies[index]?.hash, personId, clinicId, hour(0), hour(8), cookies[index]?.keyVersion]);
  return {
    clinicId,
    programs,
    cohorts: cohorts.map((id, index) => ({ id, programId: programs[cohortPrograms[index] ?? 0] ?? '' })),
    sessions,
    seats: seats.map(({ id, session_id }) => ({ id, sessionId: session_id ?? '' })),
    cookies: cookies.map(({ text }) => text),
  };
}
