-- expands
-- The minutes of a seat in a session that has ended, and what they stand on. The newest version counts; earlier ones stay as they were.
create table attendance_result (
  clinic_id uuid not null,
  session_id uuid not null,
  seat_id uuid not null,
  version integer not null check (version > 0),
  rule_id uuid not null,
  elapsed_seconds integer not null,
  direct_seconds integer not null,
  -- Null where nothing measured two-way video: not measured is not none.
  video_seconds integer,
  past_plan_seconds integer not null,
  uncertainty_seconds integer not null,
  -- How many rows of each witness were there, and one digest of all that was folded: the same digest, the same minutes.
  evidence jsonb not null,
  computed_at timestamptz not null,
  primary key (clinic_id, session_id, seat_id, version),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict,
  foreign key (clinic_id, rule_id) references attendance_rule (clinic_id, id) on delete restrict
);
call app.guard('attendance_result', reads => '(select app.is_staff())', adds => '(select app.is_system())');
grant select, insert on attendance_result to __APP_ROLE__;

-- Called in the transaction that writes evidence; gives back those of these sessions that have ended. Who counts a session waits for every transaction
-- that is writing evidence of it, and who writes after that sees that it has ended: no evidence falls between.
create function app.evidence_came(sessions uuid[]) returns setof uuid language plpgsql set search_path = pg_catalog
as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('attendance ' || s.id, 0)) from (select distinct id from unnest(sessions) id order by id) s;
  return query select l.session_id from public.live_session l where l.clinic_id = app.clinic_id() and l.session_id = any (sessions) and l.state = 'ended';
end $$;
create function app.count_attendance_alone(session uuid) returns void language sql set search_path = pg_catalog
  as $$ select pg_advisory_xact_lock(hashtextextended('attendance ' || session, 0)) $$;
revoke all on function app.evidence_came(uuid[]), app.count_attendance_alone(uuid) from public;
grant execute on function app.evidence_came(uuid[]), app.count_attendance_alone(uuid) to __APP_ROLE__;

-- Sessions that ended before there were results get theirs.
select graphile_worker.add_job('attendance.write_results', json_build_object('clinicId', l.clinic_id, 'payload', json_build_object('sessionId', l.session_id)),
    max_attempts => 8, job_key => concat_ws(' ', 'attendance.write_results', l.clinic_id, l.session_id))
  from live_session l where l.state = 'ended';
