-- Programs, cohorts, sessions and the seats in them.
create table program (
  clinic_id uuid not null references clinic (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('iop_mh', 'iop_sud')),
  zone text not null,
  -- Minutes before the planned start at which the lobby opens.
  lobby_opens_minutes integer not null default 15 check (lobby_opens_minutes between 0 and 120),
  primary key (clinic_id, id)
);
call app.guard_by_clinic('program');

create table cohort (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  program_id uuid not null,
  name text not null,
  track text not null default 'day',
  capacity integer not null default 12 check (capacity between 1 and 40),
  admission text not null default 'rolling' check (admission in ('rolling', 'gated', 'closed')),
  primary key (clinic_id, id),
  foreign key (clinic_id, program_id) references program (clinic_id, id) on delete cascade
);
call app.guard_by_clinic('cohort');

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
  foreign key (clinic_id, cohort_id) references cohort (clinic_id, id) on delete cascade,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade
);
call app.guard_by_person('enrolment', 'person_id');

create table session (
  clinic_id uuid not null references clinic (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  cohort_id uuid,
  kind text not null check (kind in ('block', 'individual', 'family', 'psychiatric', 'intake')),
  title text not null,
  zone text not null,
  planned_from timestamptz not null,
  planned_to timestamptz not null check (planned_to > planned_from),
  lobby_opens_at timestamptz not null check (lobby_opens_at <= planned_from),
  capacity integer not null default 12 check (capacity between 1 and 40),
  state text not null default 'planned' check (state in ('planned', 'live', 'ended')),
  first_host_at timestamptz,
  -- Set while no host is connected after one was; null while a host is inside.
  hosts_gone_at timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('host', 'nobody_left', 'time_limit')),
  -- One version per audience: a client that misses one asks for the snapshot.
  staff_version bigint not null default 0,
  seats_version bigint not null default 0,
  primary key (clinic_id, id),
  foreign key (clinic_id, cohort_id) references cohort (clinic_id, id),
  check ((state = 'ended') = (ended_at is not null))
);
create index session_planned on session (clinic_id, planned_from);
create index session_live on session (state) where state = 'live';
create index session_open on session (planned_to) where state <> 'ended';
call app.guard_by_clinic('session');

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
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade
);
call app.guard_by_clinic('segment');

create table seat (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('patient', 'guest', 'host', 'co_facilitator', 'observer')),
  -- The name the others in the room see; chosen by a patient, given for staff.
  shown_name text,
  -- SHA-like folding of the name (NFKC, lower case, no marks), so that no two in one session look the same.
  name_key text,
  -- The n of the identity <seat>.<n>; grows on take-over, removal and re-admission, and the gate refuses an older one.
  generation integer not null default 0,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, session_id, person_id),
  unique (clinic_id, session_id, name_key),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade
);
create unique index seat_id on seat (id);
call app.guard_by_clinic('seat');

create table join_link (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  seat_id uuid not null,
  -- SHA-256 of the token, which exists only in the message that carries it.
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  created_by uuid,
  works_from timestamptz not null,
  works_to timestamptz not null,
  tries integer not null default 0,
  redeemed_at timestamptz,
  dead_at timestamptz,
  dead_because text check (dead_because in ('new_link', 'too_many_tries', 'rescheduled', 'removed', 'discharged')),
  primary key (clinic_id, id),
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade
);
create index join_link_seat on join_link (clinic_id, seat_id);
call app.guard_for_staff('join_link');
