import { Database, sql, systemPrincipal, type ClinicPrincipal } from '#platform';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { insert, insertText, newRow, oneOfEach, type Place } from './support/one-of-each.js';

/**
 * Whose rows a seat reaches: `own` those of its person and seat, `session` those of everybody in its session, `clinic` all of the clinic.
 * Another clinic's rows are reached by nobody at all.
 */
type Reach = 'none' | 'own' | 'session' | 'clinic';

/** What a seat reads, adds and changes; and which of these acts the others may do in all of their clinic: r, a, c. Nobody deletes. */
interface Rule {
  readonly seat: readonly [reads: Reach, adds: Reach, changes: Reach];
  readonly staff: string;
  readonly admin: string;
  readonly system: string;
}

const nothing = ['none', 'none', 'none'] as const;
const kept = (seat: Rule['seat']): Rule => ({ seat, staff: 'rac', admin: 'rac', system: 'rac' });

/** The model. A new table has no line here and fails the test until somebody has decided who may do what with it. */
const model: Readonly<Record<string, Rule>> = {
  clinic: { seat: ['clinic', 'none', 'none'], staff: 'r', admin: 'rc', system: 'rc' },
  clinic_setting: { seat: ['clinic', 'none', 'none'], staff: 'r', admin: 'rac', system: 'rac' },
  person: kept(['own', 'none', 'own']),
  person_contact: kept(nothing),
  role_assignment: { seat: nothing, staff: 'r', admin: 'rac', system: 'rac' },
  device: { seat: ['own', 'none', 'own'], staff: 'rc', admin: 'rc', system: 'rac' },
  pin: kept(nothing),
  audit_entry: { seat: ['none', 'clinic', 'none'], staff: 'ra', admin: 'ra', system: 'ra' },
  sign_in_guard: { seat: nothing, staff: 'r', admin: 'r', system: 'r' },
  program: { seat: nothing, staff: 'ra', admin: 'rac', system: 'rac' },
  cohort: { seat: nothing, staff: 'ra', admin: 'rac', system: 'rac' },
  enrolment: kept(['own', 'none', 'none']),
  care_team: kept(nothing),
  session: kept(['session', 'none', 'none']),
  // A trigger makes it; a seat locks and raises it by two functions.
  live_session: { seat: ['session', 'none', 'none'], staff: 'rc', admin: 'rc', system: 'rc' },
  segment: kept(['session', 'none', 'none']),
  seat: kept(['session', 'none', 'own']),
  join_link: kept(nothing),
  agreement_version: { seat: ['clinic', 'none', 'none'], staff: 'r', admin: 'ra', system: 'ra' },
  agreement_acceptance: { seat: ['own', 'own', 'none'], staff: 'r', admin: 'r', system: 'ra' },
  gate_answer: { seat: ['own', 'own', 'none'], staff: 'r', admin: 'r', system: 'ra' },
  media_wish: { seat: ['own', 'own', 'own'], staff: 'r', admin: 'r', system: 'r' },
  admission: kept(['session', 'own', 'own']),
  room: kept(['session', 'none', 'none']),
  room_removal: { seat: nothing, staff: 'ra', admin: 'ra', system: 'ra' },
  help_request: { seat: ['own', 'own', 'none'], staff: 'rc', admin: 'rc', system: 'rac' },
  presence_evidence: { seat: nothing, staff: 'r', admin: 'r', system: 'ra' },
  poll_span: { seat: nothing, staff: 'r', admin: 'r', system: 'rac' },
  beat_span: { seat: nothing, staff: 'r', admin: 'r', system: 'rac' },
  attendance_result: { seat: nothing, staff: 'r', admin: 'r', system: 'ra' },
  attendance_rule: { seat: nothing, staff: 'r', admin: 'ra', system: 'ra' },
};

/** Tables without a clinic, and what the app login may do with them, d for deleting, before there is a principal. */
const withoutClinic: Readonly<Record<string, { readonly may: string; readonly because: string }>> = {
  webhook_inbox: { may: 'rc', because: 'a webhook arrives before anybody knows whose room it is; our own work alone sees it, and a function stores it' },
  'auth."user"': { may: 'rac', because: 'an account is found before its clinic is known' },
  'auth.account': { may: 'rac', because: 'an account is found before its clinic is known' },
  'auth.session': { may: 'racd', because: 'lives for one call of the account library' },
  'auth.verification': { may: 'racd', because: 'second steps of the account library' },
  'auth."twoFactor"': { may: 'racd', because: 'authenticator apps of accounts' },
  'auth.used_code': { may: 'rac', because: 'a code is good once' },
};

/** A change that a row of the table can take. */
const changeOf: Readonly<Record<string, string>> = {
  clinic: "name = 'Other'", clinic_setting: "value = '2'", person: "shown_name = 'Other'", person_contact: "phone = 'other'", role_assignment: 'valid_to = app.now()',
  device: 'revoked_at = app.now(), trusted_until = null', pin: "pin_hash = 'other'", audit_entry: "action = 'other'", sign_in_guard: 'ended_at = app.now()',
  program: "name = 'Other'", cohort: "name = 'Other'", enrolment: 'ends_on = starts_on', care_team: 'valid_to = app.now()', session: "title = 'Other'", live_session: 'hosts_gone_at = app.now()', segment: "title = 'Other'",
  seat: "shown_name = 'Other'", join_link: 'tries = 1', agreement_version: "body = 'Other'", agreement_acceptance: 'accepted_at = app.now()', gate_answer: "address = 'Other'",
  attendance_rule: 'version = version + 1', attendance_result: 'version = version + 1', media_wish: 'camera = false', admission: "state = 'waiting'", room: 'closed_at = app.now()', room_removal: "reason = 'not_safe'", help_request: 'seen_at = app.now()', webhook_inbox: 'handled_at = app.now()',
  presence_evidence: "reason = 'other'", poll_span: "last_seen = last_seen + interval '1 second'", beat_span: "to_at = to_at + interval '1 second'",
  'auth."user"': "name = 'Other'", 'auth.account': "scope = 'other'", 'auth.session': "\"userAgent\" = 'other'", 'auth.verification': "value = 'other'",
  'auth."twoFactor"': "secret = 'other'", 'auth.used_code': "code = 'other'",
};

interface Seated extends Place {
  readonly rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

let clinic: TestClinic;
let places: Readonly<Record<'patient' | 'guest' | 'patient of another session' | 'patient of another clinic', Seated>>;
const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);
const keys = new Map<string, string>();

beforeAll(async () => {
  clinic = await startTestClinic({ DATABASE_POOL: '1' });
  const { owner } = clinic.database;
  const primary = await owner<{ table: string; columns: string }>(
    `select i.indrelid::regclass::text as table, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indisprimary group by 1`,
  );
  for (const { table, columns } of primary) keys.set(table, columns);
  const patient = await seated();
  places = {
    patient,
    guest: await seated({ with: patient, sharing: [...ofClinic, ...ofSession], role: 'guest' }),
    'patient of another session': await seated({ with: patient, sharing: ofClinic }),
    'patient of another clinic': await seated(),
  };
}, 60_000);
afterAll(() => clinic?.stop());

const ofClinic = ['clinic', 'clinic_setting', 'program', 'cohort', 'agreement_version', 'attendance_rule'];
const ofSession = ['session', 'live_session', 'segment', 'room'];

/** A new person with a seat and one row of each table; `sharing`: the tables whose rows are those of an earlier one. */
async function seated(beside?: { with: Seated; sharing: readonly string[]; role?: 'guest' }): Promise<Seated> {
  const { owner } = clinic.database;
  const place: Record<string, string> = {};
  const made = new Map<string, Readonly<Record<string, unknown>>>();
  const idOf = { clinic: 'clinicId', program: 'programId', cohort: 'cohortId', session: 'sessionId', person: 'personId', seat: 'seatId', room: 'roomId', agreement_version: 'agreementId', attendance_rule: 'ruleId' };
  const role = beside?.role === undefined ? {} : { kind: 'guest' };
  for (const [table, id] of Object.entries(idOf)) {
    const shared = beside?.sharing.includes(table) ? beside.with.rows.get(table) : undefined;
    const row = shared ?? (await insert(owner, table, { ...newRow[table]!(place as unknown as Place), ...(table === 'person' && role), ...(table === 'seat' && beside?.role && { role: 'guest' }) }));
    made.set(table, row);
    place[id] = String(row.id);
  }
  for (const table of beside?.sharing ?? []) if (!made.has(table)) made.set(table, beside!.with.rows.get(table)!);
  return { ...(place as unknown as Place), rows: await oneOfEach(owner, place as unknown as Place, made) };
}

const acts = ['reads', 'adds', 'changes', 'deletes'] as const;
type Act = (typeof acts)[number];

/** Does it for real and takes it back. What a policy hides or a grant lacks is a no; every other failure is a failure of the test. */
async function may(principal: ClinicPrincipal, act: Act, table: string, place: Seated): Promise<boolean> {
  const row = act === 'adds' ? addedBy(principal, table, place) : place.rows.get(table)!;
  const columns = keys.get(table) ?? '';
  const it = `(${columns}) = (select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb))`;
  const text = { reads: `select 1 from ${table} where ${it}`, adds: insertText(table, row), changes: `update ${table} set ${changeOf[table]} where ${it} returning 1`, deletes: `delete from ${table} where ${it} returning 1` }[act];
  const undo = new Error('undo');
  let found = 0;
  const ended: unknown = await withPrincipal(principal, async () => {
    found = (await sql(text, [JSON.stringify(row)])).length;
    throw undo;
  }).catch((error: unknown) => error);
  if (ended === undo) return act === 'adds' || found > 0;
  const { code } = ended as { code?: string };
  if (code === '42501') return false;
  // The policies are asked before the row meets others like it: who comes as far as a unique key was let through.
  if (code === '23505') return true;
  throw ended;
}

/** A line of the log is written as who one is; a forged one has its own case below. */
function addedBy(principal: ClinicPrincipal, table: string, place: Seated): Readonly<Record<string, unknown>> {
  const actor = table === 'audit_entry' ? { acts_as: principal.kind, actor_id: principal.kind === 'system' ? null : principal.personId } : {};
  return { ...newRow[table]!(place), ...actor };
}

async function reached(principal: ClinicPrincipal): Promise<Record<string, Record<Act, string[]>>> {
  const found: Record<string, Record<Act, string[]>> = {};
  for (const table of Object.keys(model)) {
    found[table] = { reads: [], adds: [], changes: [], deletes: [] };
    for (const act of acts) for (const [name, place] of Object.entries(places)) if (await may(principal, act, table, place)) found[table][act].push(name);
  }
  return found;
}

/** What the model says that this principal reaches; `reaches` says whether rows of a place are within. */
function expected(within: (rule: Rule, act: 'reads' | 'adds' | 'changes', place: Seated) => boolean): Record<string, Record<Act, string[]>> {
  const names = (rule: Rule, act: 'reads' | 'adds' | 'changes') => Object.entries(places).filter(([, place]) => within(rule, act, place)).map(([name]) => name);
  return Object.fromEntries(Object.entries(model).map(([table, rule]) => [table, { reads: names(rule, 'reads'), adds: names(rule, 'adds'), changes: names(rule, 'changes'), deletes: [] }]));
}

const index = { reads: 0, adds: 1, changes: 2 } as const;
const isWithin: Record<Reach, (own: Seated, other: Seated) => boolean> = {
  none: () => false,
  own: (own, other) => own.seatId === other.seatId,
  session: (own, other) => own.sessionId === other.sessionId,
  clinic: (own, other) => own.clinicId === other.clinicId,
};

it('has a line for every table of the database', async () => {
  const tables = await clinic.database.owner<{ table: string }>(
    `select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
  );
  expect(tables.map((row) => row.table).sort()).toEqual([...Object.keys(model), ...Object.keys(withoutClinic)].sort());
});

it.each(['patient', 'guest', 'patient of another session', 'patient of another clinic'] as const)('lets the seat of a %s reach what is theirs, and nothing of others', async (who) => {
  const own = places[who];
  const seat: ClinicPrincipal = { kind: 'seat', clinicId: own.clinicId, personId: own.personId, seatId: own.seatId, sessionId: own.sessionId };
  expect(await reached(seat)).toEqual(expected((rule, act, place) => isWithin[rule.seat[index[act]]](own, place)));
}, 60_000);

const staff = (roles: readonly string[], place: Seated, from?: 'seat'): ClinicPrincipal => ({
  kind: 'staff', clinicId: place.clinicId, personId: randomUUID(), roles, scopes: [], signInId: randomUUID(), ...(from && { seatId: randomUUID(), sessionId: place.sessionId }),
});

it.each<[string, () => ClinicPrincipal, 'staff' | 'admin' | 'system', 'patient' | 'patient of another clinic']>([
  ['a clinician', () => staff(['clinician'], places.patient), 'staff', 'patient'],
  ['a clinician at a host seat', () => staff(['clinician'], places.patient, 'seat'), 'staff', 'patient'],
  ['an administrator', () => staff(['clinician', 'admin'], places.patient), 'admin', 'patient'],
  ['our own work', () => systemPrincipal(places.patient.clinicId, 'test'), 'system', 'patient'],
  ['an administrator of another clinic', () => staff(['admin'], places['patient of another clinic']), 'admin', 'patient of another clinic'],
])('lets %s reach what the model says, in that clinic alone', async (_who, principal, kind, at) => {
  const letter = { reads: 'r', adds: 'a', changes: 'c' };
  expect(await reached(principal())).toEqual(expected((rule, act, place) => rule[kind].includes(letter[act]) && place.clinicId === places[at].clinicId));
}, 60_000);

it('lets nobody in particular reach no row of any clinic', async () => {
  const source = clinic.app.get(DataSource);
  for (const table of [...Object.keys(model), 'webhook_inbox']) expect([table, await source.query(`select 1 from ${table}`)]).toEqual([table, []]);
});

it('keeps the tables without a clinic to what the model says, and webhooks to our own work', async () => {
  const source = clinic.app.get(DataSource);
  const found: Record<string, string> = {};
  for (const table of Object.keys(withoutClinic)) {
    const [row] = await source.query<{ may: string }[]>(
      `select concat(case when has_table_privilege($1, 'select') then 'r' end, case when has_table_privilege($1, 'insert') then 'a' end,
                     case when has_table_privilege($1, 'update') then 'c' end, case when has_table_privilege($1, 'delete, truncate') then 'd' end) as may`,
      [table],
    );
    found[table] = row!.may;
  }
  expect(found).toEqual(Object.fromEntries(Object.entries(withoutClinic).map(([table, { may: letters }]) => [table, letters])));
  const { patient } = places;
  expect(await may(systemPrincipal(patient.clinicId, 'test'), 'reads', 'webhook_inbox', patient)).toBe(true);
  expect(await may(staff(['admin'], patient), 'reads', 'webhook_inbox', patient)).toBe(false);
  expect(await may({ kind: 'seat', ...patient }, 'reads', 'webhook_inbox', patient)).toBe(false);
});

describe('a patient who sends statements of their own', () => {
  const as = (): ClinicPrincipal => ({ kind: 'seat', clinicId: places.patient.clinicId, personId: places.patient.personId, seatId: places.patient.seatId, sessionId: places.patient.sessionId });
  const refused = { code: '42501' };

  it.each([
    ['raise a version past its time', 'update live_session set staff_version = staff_version + 1000'],
    ['take another role', "update seat set role = 'host' where id = app.seat_id()"],
    ['come back after being withdrawn', 'update seat set withdrawn_at = app.now() where id = app.seat_id()'],
    ['become somebody else', "update person set family_name = 'Other'"],
    ['trust their own device', "update device set trusted_until = app.now() + interval '10 years'"],
    ['say that staff admitted them', "update admission set state = 'admitted', admitted_at = app.now() where seat_id = app.seat_id()"],
    ['sit down in the room at once', "insert into admission (clinic_id, session_id, seat_id, state, admitted_at) values (app.clinic_id(), app.session_id(), app.seat_id(), 'admitted', app.now())"],
    ['write a line of the log as staff', "insert into audit_entry (clinic_id, acts_as, actor_id, action) values (app.clinic_id(), 'staff', app.person_id(), 'seat.admitted')"],
    ['write a line of the log as somebody else', "insert into audit_entry (clinic_id, acts_as, actor_id, action) values (app.clinic_id(), 'seat', app.seat_id(), 'seat.left')"],
    ['change what they answered at the gate', "update gate_answer set address = 'nowhere'"],
    ['take back what they agreed to', 'delete from agreement_acceptance'],
  ])('cannot %s', async (_what, text) => {
    await expect(withPrincipal(as(), () => sql(text))).rejects.toMatchObject(refused);
  });

  it.each([
    ['end the session for', "update live_session set state = 'ended', ended_at = app.now(), ended_by = 'host' returning 1"],
    ['send the hosts away from', 'update live_session set hosts_gone_at = app.now() returning 1'],
    ['move the session for', "update session set planned_to = planned_to + interval '1 hour' returning 1"],
    ['rename another', "update seat set shown_name = 'Other' where id <> app.seat_id() returning id"],
    ['expel another', "update admission set state = 'ended', ended_at = app.now(), ended_because = 'withdrawn' where seat_id <> app.seat_id() returning id"],
    ['end the pass of another', 'update seat set generation = generation + 1 where id <> app.seat_id() returning id'],
    ['read where another is', 'select address from gate_answer where person_id <> app.person_id()'],
    ['call, themselves not excepted', 'select phone from person_contact'],
    ['read who asked for help', 'select 1 from help_request where seat_id <> app.seat_id()'],
  ])('finds nobody to %s', async (_what, text) => {
    expect(await withPrincipal(as(), () => sql(text))).toEqual([]);
  });
});
