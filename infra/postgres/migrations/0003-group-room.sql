-- The lobby, the live room and what happens in them.
create table agreement_version (
  clinic_id uuid not null references clinic (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('group_agreement')),
  version integer not null,
  locale text not null check (locale in ('en', 'es')),
  body text not null,
  -- SHA-256 of the body in UTF-8.
  body_hash bytea not null,
  published_at timestamptz not null default now(),
  primary key (clinic_id, id),
  unique (clinic_id, kind, version, locale)
);
call app.guard_by_clinic('agreement_version');

create table agreement_acceptance (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  agreement_version_id uuid not null,
  person_id uuid not null,
  seat_id uuid not null,
  body_hash bytea not null,
  accepted_at timestamptz not null default now(),
  primary key (clinic_id, id),
  unique (clinic_id, agreement_version_id, seat_id),
  foreign key (clinic_id, agreement_version_id) references agreement_version (clinic_id, id),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade
);
call app.guard_by_person('agreement_acceptance', 'person_id');

create table gate_answer (
  clinic_id uuid not null,
  seat_id uuid not null,
  person_id uuid not null,
  place text not null check (place in ('home', 'work', 'vehicle', 'elsewhere')),
  address text not null,
  in_state boolean not null,
  alone boolean not null,
  driving boolean not null,
  callback_phone text not null,
  emergency_name text not null,
  emergency_phone text not null,
  answered_at timestamptz not null default now(),
  primary key (clinic_id, seat_id),
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade
);
create index gate_answer_person on gate_answer (clinic_id, person_id, answered_at desc);
call app.guard_by_person('gate_answer', 'person_id');

-- One row per stay: from coming (checking) through waiting and admission to its end. Back-to-lobby ends one stay and begins the next.
-- A drop, a reload and "left" do not end a stay: they return straight in.
create table admission (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  seat_id uuid not null,
  state text not null check (state in ('checking', 'waiting', 'held', 'admitted', 'in', 'dropped', 'left', 'ended')),
  came_at timestamptz not null default now(),
  waiting_since timestamptz,
  hold_message text check (hold_message in ('soon', 'after_this_part', 'call_us')),
  admitted_at timestamptz,
  admitted_by uuid,
  connected_sid text,
  state_since timestamptz not null default now(),
  ended_at timestamptz,
  ended_because text check (ended_because in ('back_to_lobby', 'removed', 'session_ended', 'withdrawn')),
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade,
  check ((state = 'ended') = (ended_at is not null)),
  check (state not in ('admitted', 'in', 'dropped', 'left') or admitted_at is not null)
);
create unique index admission_one_open on admission (clinic_id, seat_id) where ended_at is null;
create index admission_session on admission (clinic_id, session_id);
call app.guard_by_clinic('admission');

create table room (
  clinic_id uuid not null,
  -- The SFU room's name is this id and nothing else.
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  kind text not null default 'main' check (kind in ('main')),
  capacity integer not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade
);
create unique index room_id on room (id);
create unique index room_one_main on room (clinic_id, session_id) where kind = 'main';
call app.guard_by_clinic('room');

create table room_removal (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  seat_id uuid not null,
  -- The last generation that may not come back.
  generation integer not null,
  may_return boolean not null,
  reason text not null check (reason in ('disruptive', 'not_safe', 'not_private', 'wrong_person', 'other')),
  removed_at timestamptz not null default now(),
  removed_by uuid not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade
);
create index room_removal_seat on room_removal (clinic_id, seat_id);
call app.guard_for_staff('room_removal');

create table help_request (
  clinic_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  seat_id uuid not null,
  person_id uuid not null,
  asked_at timestamptz not null default now(),
  seen_at timestamptz,
  seen_by uuid,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade
);
create index help_request_session on help_request (clinic_id, session_id);
call app.guard_by_person('help_request', 'person_id');
