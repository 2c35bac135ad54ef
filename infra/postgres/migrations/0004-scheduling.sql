-- expands
-- The plan: programs, cohorts, sessions and the seats in them.
create table program (
  clinic_id uuid not null references clinic (id) on delete restrict,
  id uuid not null default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('iop_mh', 'iop_sud')),
  zone text not null,
  -- Minutes before the planned start at which the lobby opens.
  lobby_opens_minutes integer not null default 15 check (lobby_opens_minutes between 0 and 120),
  primary key (clinic_id, id)
);
call app.guard('program', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on program to __APP_ROLE__;

create table cohort (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  program_id uuid not null,
  name text not null,
  track text not null default 'day',
  capacity integer not null default 12 check (capacity between 1 and 40),
  admission text not null default 'rolling' check (admission in ('rolling', 'gated', 'closed')),
  primary key (clinic_id, id),
  foreign key (clinic_id, program_id) references program (clinic_id, id) on delete restrict
);
call app.guard('cohort', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on cohort to __APP_ROLE__;

create table enrolment (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  cohort_id uuid not null,
  person_id uuid not null,
  starts_on date not null,
  ends_on date,
  -- ISO weekdays, 1 = Monday.
  weekdays smallint[] not null default '{1,2,3,4,5}',
  primary key (clinic_id, id),
  foreign key (clinic_id, cohort_id) references cohort (clinic_id, id) on delete restrict,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict
);
call app.guard('enrolment', reads => '(select app.is_staff()) or person_id = (select app.person_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on enrolment to __APP_ROLE__;

-- The plan of anything people join. How far its life has gone is live_session, group-room's table: who plans never writes there, who is live never writes here.
create table session (
  clinic_id uuid not null references clinic (id) on delete restrict,
  id uuid not null default gen_random_uuid(),
  cohort_id uuid,
  kind text not null check (kind in ('block', 'individual', 'family', 'psychiatric', 'intake')),
  title text not null,
  zone text not null,
  planned_from timestamptz not null,
  planned_to timestamptz not null check (planned_to > planned_from),
  lobby_opens_at timestamptz not null check (lobby_opens_at <= planned_from),
  capacity integer not null default 12 check (capacity between 1 and 40),
  primary key (clinic_id, id),
  foreign key (clinic_id, cohort_id) references cohort (clinic_id, id) on delete restrict
);
create index session_planned on session (clinic_id, planned_from);
-- The blocks of a day: those that end after its begin and begin before its end. Its past half is never looked at.
create index session_until on session (clinic_id, planned_to, planned_from);
call app.guard('session', reads => '(select app.is_staff()) or id = (select app.session_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on session to __APP_ROLE__;

create table segment (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('check_in', 'process', 'skills', 'education', 'break', 'wrap_up', 'visit')),
  title text not null,
  planned_from timestamptz not null,
  planned_to timestamptz not null check (planned_to > planned_from),
  counts boolean not null,
  primary key (clinic_id, id),
  unique (clinic_id, session_id, position),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict
);
call app.guard('segment', reads => '(select app.is_staff()) or session_id = (select app.session_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on segment to __APP_ROLE__;

create table seat (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('patient', 'guest', 'host', 'co_facilitator', 'observer')),
  -- The name the others in the room see; chosen by a patient, given for staff.
  shown_name text,
  -- How the name looks in small letters (NFKC, lower case, no marks), so that no two in one session look the same.
  name_key text,
  -- How it looks as it stands, because a capital I looks like a small l and its small letter does not.
  name_look text,
  -- The n of the identity <seat>.<n>; grows on take-over, removal and re-admission, and the gate refuses an older one.
  generation integer not null default 0,
  created_at timestamptz not null default app.now(),
  withdrawn_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, session_id, person_id),
  unique (clinic_id, session_id, name_key),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict
);
create unique index seat_id on seat (id);
-- What a person holds and what comes next for them, read from the index alone.
create index seat_person on seat (clinic_id, person_id, session_id) include (id, withdrawn_at);
call app.guard('seat', reads => '(select app.is_staff()) or session_id = (select app.session_id())', adds => '(select app.is_staff())',
  changes => '(select app.is_staff()) or id = (select app.seat_id())');
call app.let_seat_change('seat', 'shown_name', 'name_key', 'name_look', 'generation');
-- An n that went down would make an old pass good again.
create trigger generation_grows before update of generation on seat for each row when (new.generation < old.generation)
  execute function app.only_grows('the generation of a seat');
grant select, insert, update on seat to __APP_ROLE__;

create function find_seat(seat uuid) returns table (clinic_id uuid, session_id uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select s.clinic_id, s.session_id, s.person_id from public.seat s where s.id = seat $$;
grant execute on function find_seat(uuid) to __APP_ROLE__;
