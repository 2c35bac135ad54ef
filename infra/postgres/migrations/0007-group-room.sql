-- expands
-- The lobby, the live room and what happens in them.
create table agreement_version (
  clinic_id uuid not null references clinic (id) on delete restrict,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('group_agreement')),
  version integer not null,
  locale text not null check (locale in ('en', 'es')),
  body text not null,
  -- SHA-256 of the body in UTF-8.
  body_hash bytea not null,
  published_at timestamptz not null default app.now(),
  primary key (clinic_id, id),
  unique (clinic_id, kind, version, locale)
);
call app.guard('agreement_version', reads => 'true', adds => '(select app.is_admin())');
grant select, insert on agreement_version to __APP_ROLE__;

create table agreement_acceptance (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  agreement_version_id uuid not null,
  person_id uuid not null,
  seat_id uuid not null,
  body_hash bytea not null,
  accepted_at timestamptz not null default app.now(),
  primary key (clinic_id, id),
  unique (clinic_id, agreement_version_id, seat_id),
  foreign key (clinic_id, agreement_version_id) references agreement_version (clinic_id, id) on delete restrict,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict
);
create index agreement_acceptance_person on agreement_acceptance (clinic_id, person_id);
call app.guard('agreement_acceptance', reads => '(select app.is_staff()) or person_id = (select app.person_id())',
  adds => '(select app.is_system()) or person_id = (select app.person_id()) and seat_id = (select app.seat_id())');
grant select, insert on agreement_acceptance to __APP_ROLE__;

-- Each answering is a row with its time, and the earlier ones stay.
create table gate_answer (
  clinic_id uuid not null,
  id bigint generated always as identity,
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
  answered_at timestamptz not null default app.now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict
);
create index gate_answer_seat on gate_answer (clinic_id, seat_id, id desc);
create index gate_answer_person on gate_answer (clinic_id, person_id, id desc);
call app.guard('gate_answer', reads => '(select app.is_staff()) or person_id = (select app.person_id())',
  adds => '(select app.is_system()) or person_id = (select app.person_id()) and seat_id = (select app.seat_id())');
grant select, insert on gate_answer to __APP_ROLE__;

-- What the person of a seat has switched off, or is taking a break from. Kept here and never in a browser, so that it outlives a reload,
-- a crash and a change of device. No row: the person has not gone past the device check yet.
create table media_wish (
  clinic_id uuid not null,
  seat_id uuid not null,
  person_id uuid not null,
  -- As it should be outside a break; during one nothing is sent, whatever this says. Microphones are off whenever a page enters.
  camera boolean not null,
  on_break boolean not null,
  save_data boolean not null,
  -- Came without any device, to see and hear.
  only_listening boolean not null,
  kept_at timestamptz not null,
  primary key (clinic_id, seat_id),
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict
);
-- Nobody switches on what a person has switched off: only their own seat writes, staff look.
call app.guard('media_wish', reads => '(select app.is_staff()) or seat_id = (select app.seat_id())',
  adds => 'seat_id = (select app.seat_id()) and person_id = (select app.person_id())',
  changes => 'seat_id = (select app.seat_id()) and person_id = (select app.person_id())');
call app.let_seat_change('media_wish', 'camera', 'on_break', 'save_data', 'only_listening', 'kept_at');
grant select, insert, update on media_wish to __APP_ROLE__;

-- How far the life of a session has gone, and which versions its audiences have seen. The plan is another table with another owner.
create table live_session (
  clinic_id uuid not null,
  session_id uuid not null,
  state text not null default 'planned' check (state in ('planned', 'live', 'ended')),
  first_host_at timestamptz,
  -- Set while no host is connected after one was; null while a host is inside.
  hosts_gone_at timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('host', 'nobody_left', 'time_limit')),
  -- One version per audience: a client that misses one asks for the snapshot.
  staff_version bigint not null default 0,
  seats_version bigint not null default 0,
  -- The planned end, kept here by a trigger, so that what is long past its plan is found without a look through all sessions of the past.
  planned_to timestamptz not null,
  primary key (clinic_id, session_id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict,
  check ((state = 'ended') = (ended_at is not null)),
  check ((ended_by is null) = (ended_at is null))
);
-- What the keeper and Today ask again and again, without a look at what is past.
create index live_session_live on live_session (clinic_id, session_id) where state = 'live';
create index live_session_hostless on live_session (hosts_gone_at) where state = 'live' and hosts_gone_at is not null;
create index live_session_open on live_session (planned_to) where state <> 'ended';
-- A seat reads its own session's row and changes nothing in it: it locks and raises versions by the two functions below.
call app.guard('live_session', reads => '(select app.is_staff()) or session_id = (select app.session_id())', changes => '(select app.is_staff())');
grant select, update (state, first_host_at, hosts_gone_at, ended_at, ended_by) on live_session to __APP_ROLE__;

-- Every session has its live row from the start, so that a lock always finds one.
create function app.live_session_follows() returns trigger language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
  if tg_op = 'INSERT' then
    insert into public.live_session (clinic_id, session_id, planned_to) values (new.clinic_id, new.id, new.planned_to);
  else
    update public.live_session l set planned_to = new.planned_to where l.clinic_id = new.clinic_id and l.session_id = new.id;
  end if;
  return null;
end $$;
create trigger live_session_begins after insert on session for each row execute function app.live_session_follows();
create trigger live_session_follows after update of planned_to on session for each row when (new.planned_to <> old.planned_to) execute function app.live_session_follows();

-- Whether the transaction's principal may make changes of this session wait for each other: staff and our own work in their clinic, a
-- seat in its own session.
create function app.reaches_session(clinic uuid, session uuid) returns boolean language sql stable
  as $$ select clinic = app.clinic_id() and (app.is_staff() or coalesce(session = app.session_id(), false)) $$;

-- Keeps every other change of the session waiting until the commit. Not `for update`: that would also wait for whoever inserts a row that
-- points to the session, and could deadlock with them.
create function lock_live_session(session uuid) returns setof live_session language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
  return query select l.* from public.live_session l
    where l.clinic_id = app.clinic_id() and l.session_id = session and app.reaches_session(l.clinic_id, l.session_id) for no key update;
end $$;

-- Raises the versions of those who will be told of a change, and nothing else.
create function raise_live_versions(session uuid, of_staff boolean, of_seats boolean) returns table (staff_version bigint, seats_version bigint)
  language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
  return query update public.live_session l set staff_version = l.staff_version + of_staff::int, seats_version = l.seats_version + of_seats::int
    where l.clinic_id = app.clinic_id() and l.session_id = session and app.reaches_session(l.clinic_id, l.session_id)
    returning l.staff_version, l.seats_version;
end $$;
grant execute on function lock_live_session(uuid), raise_live_versions(uuid, boolean, boolean) to __APP_ROLE__;

-- One row per stay: from coming (checking) through waiting and admission to its end. Back-to-lobby ends one stay and begins the next.
-- A drop, a reload and "left" do not end a stay: they return straight in.
create table admission (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  seat_id uuid not null,
  state text not null check (state in ('checking', 'waiting', 'held', 'admitted', 'in', 'dropped', 'left', 'ended')),
  state_since timestamptz not null default app.now(),
  came_at timestamptz not null default app.now(),
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
  -- When the last page of somebody who is not in the room yet was closed or lost its connection; null while one is open.
  page_gone_at timestamptz,
  ended_at timestamptz,
  ended_because text check (ended_because in ('back_to_lobby', 'removed', 'session_ended', 'withdrawn')),
  -- Removed: whether the lobby is open to the person again. Here too, because a patient's seat may not read room_removal.
  may_return boolean,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict,
  check ((state = 'ended') = (ended_at is not null)),
  check (state not in ('admitted', 'in', 'dropped', 'left') or admitted_at is not null)
);
create unique index admission_one_open on admission (clinic_id, seat_id) where ended_at is null;
create index admission_session on admission (clinic_id, session_id);
create index admission_seat on admission (clinic_id, seat_id);
-- Nobody lets themselves in: a seat comes and waits, and only staff or our own work admit. What has ended stays as it ended.
call app.guard('admission', reads => '(select app.is_staff()) or session_id = (select app.session_id())',
  adds => '(select app.is_staff()) or seat_id = (select app.seat_id()) and session_id = (select app.session_id())
    and state in (''checking'', ''waiting'') and admitted_at is null and admitted_by is null and may_return is null',
  changes => '(select app.is_staff()) or seat_id = (select app.seat_id()) and ended_at is null',
  changes_to => '(select app.is_staff()) or seat_id = (select app.seat_id()) and state in (''checking'', ''waiting'', ''admitted'', ''left'', ''ended'')
    and coalesce(ended_because = ''withdrawn'', true)');
call app.let_seat_change('admission', 'state', 'waiting_since', 'state_since', 'ended_at', 'ended_because');
grant select, insert, update on admission to __APP_ROLE__;

create table room (
  clinic_id uuid not null,
  -- The SFU room's name is this id and nothing else.
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  kind text not null default 'main' check (kind in ('main')),
  capacity integer not null,
  created_at timestamptz not null default app.now(),
  closed_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict
);
create unique index room_id on room (id);
create unique index room_one_main on room (clinic_id, session_id) where kind = 'main';
create index room_open on room (clinic_id, session_id) where closed_at is null;
call app.guard('room', reads => '(select app.is_staff()) or session_id = (select app.session_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on room to __APP_ROLE__;

create table room_removal (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  seat_id uuid not null,
  -- The last generation that may not come back.
  generation integer not null,
  may_return boolean not null,
  reason text not null check (reason in ('disruptive', 'not_safe', 'not_private', 'wrong_person', 'other')),
  removed_at timestamptz not null default app.now(),
  removed_by uuid not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict
);
create index room_removal_seat on room_removal (clinic_id, seat_id);
call app.guard('room_removal', reads => '(select app.is_staff())', adds => '(select app.is_staff())');
grant select, insert on room_removal to __APP_ROLE__;

create table help_request (
  clinic_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  seat_id uuid not null,
  person_id uuid not null,
  kind text not null default 'talk' check (kind in ('talk', 'minutes_wrong', 'technical', 'call_me', 'declined')),
  asked_at timestamptz not null default app.now(),
  seen_at timestamptz,
  seen_by uuid,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict,
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict
);
create index help_request_session on help_request (clinic_id, session_id);
create index help_request_seat on help_request (clinic_id, seat_id, asked_at);
call app.guard('help_request', reads => '(select app.is_staff()) or seat_id = (select app.seat_id())',
  adds => '(select app.is_system()) or seat_id = (select app.seat_id()) and session_id = (select app.session_id()) and person_id = (select app.person_id())',
  changes => '(select app.is_staff())');
grant select, insert, update (seen_at, seen_by) on help_request to __APP_ROLE__;
