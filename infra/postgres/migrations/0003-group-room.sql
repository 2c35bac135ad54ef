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
  -- The newest connection that was heard of, and when it began by the SFU's clock: news of an older one changes nothing.
  connected_sid text,
  connected_at timestamptz,
  -- Dropped by saying goodbye (tab closed, page reloaded): becomes "left" after a grace.
  closed_cleanly boolean not null default false,
  -- The page is not in front: a phone in a pocket, another app.
  in_background boolean not null default false,
  state_since timestamptz not null default now(),
  ended_at timestamptz,
  ended_because text check (ended_because in ('back_to_lobby', 'removed', 'session_ended', 'withdrawn')),
  -- Removed: whether the lobby is open to the person again. Here too, because a patient's seat may not read room_removal.
  may_return boolean,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade,
  check ((state = 'ended') = (ended_at is not null)),
  check (state not in ('admitted', 'in', 'dropped', 'left') or admitted_at is not null)
);
create unique index admission_one_open on admission (clinic_id, seat_id) where ended_at is null;
create index admission_session on admission (clinic_id, session_id);
create index admission_seat on admission (clinic_id, seat_id);
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
  kind text not null default 'talk' check (kind in ('talk', 'minutes_wrong', 'technical', 'call_me', 'declined')),
  asked_at timestamptz not null default now(),
  seen_at timestamptz,
  seen_by uuid,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete cascade
);
create index help_request_session on help_request (clinic_id, session_id);
call app.guard_by_person('help_request', 'person_id');

-- The gate's question, asked before there is a principal: one round trip, one word. An older generation, somebody who is not admitted,
-- another session's room and an ended session are all a final no.
create function may_connect(seat_id uuid, generation integer, room_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (
          select 1 from public.seat s
            join public.session e on e.clinic_id = s.clinic_id and e.id = s.session_id and e.state <> 'ended'
            join public.room r on r.clinic_id = s.clinic_id and r.session_id = s.session_id and r.closed_at is null
            join public.admission a on a.clinic_id = s.clinic_id and a.seat_id = s.id and a.state in ('admitted', 'in', 'dropped', 'left')
          where s.id = may_connect.seat_id and s.generation = may_connect.generation and s.withdrawn_at is null and r.id = may_connect.room_id) $$;
grant execute on function may_connect(uuid, integer, uuid) to __APP_ROLE__;

-- Sessions whose time is over, for the keeper to end: long past their plan, or left by every host.
create function overdue_sessions(planned_before timestamptz, left_before timestamptz) returns table (clinic_id uuid, session_id uuid, ended_by text)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select s.clinic_id, s.id, case when s.planned_to <= planned_before then 'time_limit' else 'nobody_left' end from public.session s
        where s.state <> 'ended' and (s.planned_to <= planned_before or (s.state = 'live' and s.hosts_gone_at <= left_before)) $$;
grant execute on function overdue_sessions(timestamptz, timestamptz) to __APP_ROLE__;
