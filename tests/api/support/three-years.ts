import type { TestDatabase } from '#testing';

/** Whose years they are: of this clinic, with one patient and one host who were there all the time, in three cohorts of two programs. */
export interface Years {
  readonly clinicId: string;
  readonly patientId: string;
  readonly hostId: string;
  readonly cohortIds: readonly string[];
  readonly now: Date;
}

const past = 8700;
const planned = 300;
const patients = 1499;
const patientsEach = 12;

/**
 * Fills a clinic with three years as they would have come: eight blocks a day with twelve patients and a host, each with links, answers,
 * stays, evidence and lines of the log, and five weeks of blocks to come. Written by the database itself, without its triggers and checks
 * of keys, because a million rows one by one would take minutes. A second clinic has people only. Ends cleaned
 * and with statistics, as any database of that age is.
 */
export async function threeYears(owner: TestDatabase['owner'], years: Years): Promise<void> {
  const at = `timestamptz '${years.now.toISOString()}'`;
  await owner(`begin; set local session_replication_role = replica; set local work_mem = '64MB';
    ${people(years)} ${sessions(years, at)} ${seats(years)} ${stays(years)} ${evidence(years)} ${log(years, at)} commit`);
  await owner('vacuum analyze');
}

function people({ clinicId, patientId, hostId, cohortIds }: Years): string {
  return `
    create temp table pat on commit drop as select n, case when n = 0 then '${patientId}'::uuid else gen_random_uuid() end as id from generate_series(0, ${patients}) n;
    create temp table doc on commit drop as select n, case when n = 0 then '${hostId}'::uuid else gen_random_uuid() end as id from generate_series(0, 9) n;
    insert into person (clinic_id, id, kind, given_name, family_name) select '${clinicId}', id, 'patient', 'Past', 'Person' || n from pat where n > 0;
    insert into person (clinic_id, id, kind, given_name, family_name, shown_name) select '${clinicId}', id, 'staff', 'Past', 'Staff' || n, 'Dr. Past ' || n from doc where n > 0;
    insert into clinic (name, zone, phone) values ('Other clinic', 'America/Los_Angeles', '(916) 555-0100');
    insert into person (clinic_id, kind, given_name, family_name) select id, 'patient', 'Other', 'Person' || n from clinic, generate_series(1, 10000) n where name = 'Other clinic';
    insert into person_contact (clinic_id, person_id, phone) select '${clinicId}', id, '(916) 555-0101' from pat where n > 0;
    insert into role_assignment (clinic_id, person_id, role) select '${clinicId}', id, 'clinician' from doc where n > 0;
    insert into enrolment (clinic_id, cohort_id, person_id, starts_on, ends_on) select '${clinicId}', c, id, date '2020-01-01' + n + k * 100, date '2020-01-01' + n + k * 100 + 90 from pat, generate_series(0, 5) k, unnest(${idsOf(cohortIds)}) with ordinality o (c, i) where i = 1 + (n + k) % ${cohortIds.length};
    insert into care_team (clinic_id, patient_id, staff_id) select '${clinicId}', pat.id, doc.id from pat join doc on doc.n = pat.n % 10 or doc.n = pat.n % 7;
    insert into pin (clinic_id, person_id, pin_hash) select '${clinicId}', id, 'hash' from pat where n > 0;
    insert into device (clinic_id, person_id, secret_hash) select '${clinicId}', id, sha256((k || id::text)::bytea) from pat, generate_series(1, 4) k;`;
}

function idsOf(ids: readonly string[]): string {
  return `array['${ids.join("', '")}']::uuid[]`;
}

function sessions({ clinicId, cohortIds }: Years, at: string): string {
  return `
    create temp table ses on commit drop as
      select n, gen_random_uuid() as id, gen_random_uuid() as room_id, ${at} + (n - ${past}) * interval '3 hours' - interval '4 hours' as begins, n <= ${past} as over
        from generate_series(1, ${past + planned}) n;
    insert into session (clinic_id, id, cohort_id, kind, title, zone, planned_from, planned_to, lobby_opens_at)
      select '${clinicId}', id, (${idsOf(cohortIds)})[1 + n % ${cohortIds.length}], 'block', 'Past block', 'America/Los_Angeles', begins, begins + interval '3 hours', begins - interval '15 minutes' from ses;
    insert into live_session (clinic_id, session_id, state, first_host_at, ended_at, ended_by, planned_to)
      select '${clinicId}', id, case when over then 'ended' else 'planned' end, case when over then begins end, case when over then begins + interval '3 hours' end,
             case when over then 'host' end, begins + interval '3 hours' from ses;
    insert into segment (clinic_id, session_id, position, kind, title, planned_from, planned_to, counts)
      select '${clinicId}', id, k, 'process', 'Part', begins + k * interval '45 minutes', begins + (k + 1) * interval '45 minutes', true from ses, generate_series(0, 3) k;
    insert into room (clinic_id, id, session_id, capacity, created_at, closed_at) select '${clinicId}', room_id, id, 20, begins, begins + interval '3 hours' from ses where over;`;
}

// The regular patient is in each 20th block, the regular host in each 10th; the others take turns.
function seats({ clinicId }: Years): string {
  return `
    create temp table chair on commit drop as
      select gen_random_uuid() as id, ses.id as session_id, ses.room_id, ses.begins, ses.over, 'patient' as role, pat.id as person_id, ses.n, k
        from ses cross join generate_series(1, ${patientsEach}) k join pat on pat.n = case when k = 1 and ses.n % 20 = 0 then 0 else 1 + (ses.n * 31 + k * 33) % ${patients} end
      union all
      select gen_random_uuid(), ses.id, ses.room_id, ses.begins, ses.over, case k when 0 then 'host' else 'co_facilitator' end, doc.id, ses.n, k
        from ses cross join generate_series(-1, 0) k join doc on doc.n = (ses.n - k) % 10
       where k = 0 or ses.n % 3 = 0
       order by n, k;
    insert into seat (clinic_id, id, session_id, person_id, role, shown_name, name_key, created_at)
      select '${clinicId}', id, session_id, person_id, role, 'Name ' || k, case when role = 'patient' then 'name ' || k end, begins - interval '7 days' from chair;
    insert into join_link (clinic_id, seat_id, token_hash, created_at, works_from, works_to)
      select '${clinicId}', id, sha256(id::text::bytea), begins - interval '1 day', begins - interval '15 minutes', begins + interval '3 hours' from chair where role = 'patient';`;
}

function stays({ clinicId }: Years): string {
  return `
    insert into admission (clinic_id, session_id, seat_id, state, came_at, waiting_since, admitted_at, state_since, ended_at, ended_because)
      select '${clinicId}', session_id, id, 'ended', begins, begins, begins, begins + interval '3 hours', begins + interval '3 hours', 'session_ended' from chair where over;
    insert into gate_answer (clinic_id, seat_id, person_id, place, address, in_state, alone, driving, callback_phone, emergency_name, emergency_phone, answered_at)
      select '${clinicId}', id, person_id, 'home', '1 Past Street', true, true, false, '(916) 555-0101', 'Kin', '(916) 555-0102', begins from chair where over and role = 'patient';
    insert into media_wish (clinic_id, seat_id, person_id, camera, on_break, save_data, only_listening, kept_at)
      select '${clinicId}', id, person_id, true, false, false, false, begins from chair where over and role = 'patient';
    insert into agreement_acceptance (clinic_id, agreement_version_id, person_id, seat_id, body_hash, accepted_at)
      select '${clinicId}', v.id, c.person_id, c.id, v.body_hash, c.begins from chair c cross join (select id, body_hash from agreement_version where clinic_id = '${clinicId}' limit 1) v where c.over and c.role = 'patient' and (c.n + c.k) % 25 = 0;
    insert into help_request (clinic_id, id, session_id, seat_id, person_id, asked_at, seen_at)
      select '${clinicId}', gen_random_uuid(), session_id, id, person_id, begins, begins from chair where over and role = 'patient' and (n + k) % 20 = 0;`;
}

function evidence({ clinicId }: Years): string {
  return `
    insert into presence_evidence (clinic_id, session_id, room_id, seat_id, generation, kind, room_sid, participant_sid, received_at, reported_at, joined_at, event_id)
      select '${clinicId}', session_id, room_id, id, 0, what, 'RM_past', 'PA_' || id, at, at, begins, what || id
        from chair cross join lateral (values ('joined', begins), ('left', begins + interval '3 hours')) told (what, at) where over order by n;
    insert into poll_span (clinic_id, session_id, seat_id, room_id, room_sid, participant_sid, joined_at, first_seen, last_seen, gone_at)
      select '${clinicId}', session_id, id, room_id, 'RM_past', 'PA_' || id, begins, begins, begins + interval '3 hours', begins + interval '3 hours' from chair where over;
    insert into beat_span (clinic_id, id, session_id, seat_id, participant_sid, connection, from_at, to_at, closed_at)
      select '${clinicId}', gen_random_uuid(), session_id, id, 'PA_' || id, 'connected', begins, begins + interval '3 hours', begins + interval '3 hours' from chair where over;`;
}

// The inbox keeps a month of what was handled; the log keeps everything.
function log({ clinicId, hostId }: Years, at: string): string {
  return `
    insert into audit_entry (clinic_id, at, acts_as, actor_id, action, object_kind, object_id)
      select '${clinicId}', begins, 'staff', '${hostId}', 'session.people_read', 'session', session_id from chair where over;
    insert into webhook_inbox (event_id, received_at, event, room_name, body, handled_at, outcome)
      select 'EV_' || n, ${at} - n * interval '2 minutes', 'participant_joined', gen_random_uuid()::text, '{"room": {}, "participant": {}}', ${at} - n * interval '2 minutes', 'evidence' from generate_series(1, 20000) n;
    insert into sign_in_guard (secret_hash, user_id, clinic_id, person_id, signed_in_at, expires_at, ended_at)
      select sha256(ses.n::text::bytea), 'past' || doc.n, '${clinicId}', doc.id, begins, begins + interval '12 hours', begins + interval '3 hours' from ses join doc on doc.n = ses.n % 9 + 1 where over;`;
}
