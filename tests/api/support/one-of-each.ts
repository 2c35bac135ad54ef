import { createHash, randomUUID } from 'node:crypto';
import type { TestDatabase } from '#testing';

/** One person at one seat, with all that the clinic keeps about them: one row of each table. */
export interface Place {
  readonly clinicId: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly seatId: string;
  readonly roomId: string;
  readonly cohortId: string;
  readonly programId: string;
  readonly agreementId: string;
}

type Row = Readonly<Record<string, unknown>>;

const at = '2026-11-02T17:00:00Z';
const later = '2026-11-02T20:00:00Z';
const secret = () => `\\x${createHash('sha256').update(randomUUID()).digest('hex')}`;

/** For each table of ours: a new row of that place. Called again it gives another row of the same place. */
export const newRow: Readonly<Record<string, (place: Place) => Row>> = {
  clinic: () => ({ id: randomUUID(), name: 'One of each', zone: 'America/Los_Angeles', phone: '(916) 555-0100' }),
  clinic_setting: ({ clinicId }) => ({ clinic_id: clinicId, key: randomUUID(), value: '1' }),
  person: ({ clinicId }) => ({ clinic_id: clinicId, id: randomUUID(), kind: 'patient', given_name: 'Test', family_name: 'Person' }),
  person_contact: ({ clinicId, personId }) => ({ clinic_id: clinicId, person_id: personId, email: 'test@example.org', phone: '(916) 555-0101' }),
  role_assignment: ({ clinicId, personId }) => ({ clinic_id: clinicId, id: randomUUID(), person_id: personId, role: 'clinician' }),
  device: ({ clinicId, personId }) => ({ clinic_id: clinicId, id: randomUUID(), person_id: personId, secret_hash: secret() }),
  pin: ({ clinicId, personId }) => ({ clinic_id: clinicId, person_id: personId, pin_hash: 'hash' }),
  audit_entry: ({ clinicId }) => ({ clinic_id: clinicId, acts_as: 'system', action: 'test.made' }),
  sign_in_guard: ({ clinicId, personId }) => ({ id: randomUUID(), secret_hash: secret(), user_id: 'user', clinic_id: clinicId, person_id: personId, expires_at: later }),
  program: ({ clinicId }) => ({ clinic_id: clinicId, id: randomUUID(), name: 'Program', kind: 'iop_mh', zone: 'America/Los_Angeles' }),
  cohort: ({ clinicId, programId }) => ({ clinic_id: clinicId, id: randomUUID(), program_id: programId, name: 'Cohort' }),
  enrolment: ({ clinicId, cohortId, personId }) => ({ clinic_id: clinicId, id: randomUUID(), cohort_id: cohortId, person_id: personId, starts_on: '2026-11-01' }),
  care_team: ({ clinicId, personId }) => ({ clinic_id: clinicId, id: randomUUID(), patient_id: personId, staff_id: personId }),
  session: ({ clinicId }) => ({ clinic_id: clinicId, id: randomUUID(), kind: 'block', title: 'Block', zone: 'America/Los_Angeles', planned_from: at, planned_to: later, lobby_opens_at: at }),
  // Made by the database with its session; another one beside it there cannot be.
  live_session: ({ clinicId, sessionId }) => ({ clinic_id: clinicId, session_id: sessionId, planned_to: later }),
  segment: ({ clinicId, sessionId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, position: Math.floor(Math.random() * 1e9), kind: 'process', title: 'Part', planned_from: at, planned_to: later, counts: true }),
  seat: ({ clinicId, sessionId, personId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, person_id: personId, role: 'patient' }),
  join_link: ({ clinicId, seatId }) => ({ clinic_id: clinicId, id: randomUUID(), seat_id: seatId, token_hash: secret(), works_from: at, works_to: later }),
  agreement_version: ({ clinicId }) => ({ clinic_id: clinicId, id: randomUUID(), kind: 'group_agreement', version: Math.floor(Math.random() * 1e9), locale: 'en', body: 'Be kind.', body_hash: secret() }),
  agreement_acceptance: ({ clinicId, agreementId, personId, seatId }) => ({ clinic_id: clinicId, id: randomUUID(), agreement_version_id: agreementId, person_id: personId, seat_id: seatId, body_hash: secret() }),
  media_wish: ({ clinicId, seatId, personId }) => ({ clinic_id: clinicId, seat_id: seatId, person_id: personId, camera: true, on_break: false, save_data: false, only_listening: false, kept_at: at }),
  gate_answer: ({ clinicId, seatId, personId }) => ({
    clinic_id: clinicId, seat_id: seatId, person_id: personId, place: 'home', address: '1 Test Street', in_state: true, alone: true, driving: false,
    callback_phone: '916 555 0101', emergency_name: 'Kin', emergency_phone: '916 555 0102',
  }),
  admission: ({ clinicId, sessionId, seatId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, seat_id: seatId, state: 'checking' }),
  room: ({ clinicId, sessionId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, capacity: 20 }),
  room_removal: ({ clinicId, sessionId, seatId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, seat_id: seatId, generation: 0, may_return: true, reason: 'other', removed_by: randomUUID() }),
  help_request: ({ clinicId, sessionId, seatId, personId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, seat_id: seatId, person_id: personId }),
  webhook_inbox: () => ({ event_id: randomUUID(), received_at: at, event: 'participant_joined', body: '{}' }),
  presence_evidence: ({ clinicId, sessionId, roomId, seatId }) => ({ clinic_id: clinicId, session_id: sessionId, room_id: roomId, seat_id: seatId, kind: 'joined', room_sid: 'RM_1', received_at: at, reported_at: at, event_id: randomUUID() }),
  poll_span: ({ clinicId, sessionId, roomId, seatId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, seat_id: seatId, room_id: roomId, room_sid: 'RM_1', participant_sid: randomUUID(), joined_at: at, first_seen: at, last_seen: at }),
  beat_span: ({ clinicId, sessionId, seatId }) => ({ clinic_id: clinicId, id: randomUUID(), session_id: sessionId, seat_id: seatId, participant_sid: 'PA_1', connection: 'connected', from_at: at, to_at: at }),
};

/** The rows of one place by table, each with its primary key. Those of a session are made once for all its places. */
export async function oneOfEach(owner: TestDatabase['owner'], place: Place, made: ReadonlyMap<string, Row>): Promise<Map<string, Row>> {
  const rows = new Map(made);
  for (const [table, rowOf] of Object.entries(newRow)) if (!rows.has(table)) rows.set(table, await (table === 'live_session' ? liveRow(owner, place) : insert(owner, table, rowOf(place))));
  return rows;
}

async function liveRow(owner: TestDatabase['owner'], { sessionId }: Place): Promise<Row> {
  const [kept] = await owner<{ row: Row }>('select to_jsonb(live_session) as row from live_session where session_id = $1', [sessionId]);
  return kept!.row;
}

export async function insert(owner: TestDatabase['owner'], table: string, row: Row): Promise<Row> {
  const [kept] = await owner<{ row: Row }>(insertText(table, row, `returning to_jsonb(${table}) as row`), [JSON.stringify(row)]);
  return kept!.row;
}

/** Only the columns that the row names, so that the others have their defaults. `$1` is the row as JSON. */
export function insertText(table: string, row: Row, after = ''): string {
  const columns = Object.keys(row).join(', ');
  return `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb) ${after}`;
}
