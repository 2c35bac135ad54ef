-- contracts: the live part of a session leaves the row of its plan.
-- How far the life of a session has gone, and which versions its audiences have seen. The plan of a session is another table with another
-- owner: who plans never writes here, who is live never writes there.
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

insert into live_session (clinic_id, session_id, state, first_host_at, hosts_gone_at, ended_at, ended_by, staff_version, seats_version, planned_to)
  select clinic_id, id, state, first_host_at, hosts_gone_at, ended_at, case when ended_at is not null then coalesce(ended_by, 'time_limit') end, staff_version, seats_version, planned_to from session;

drop index session_live;
drop index session_open;
drop trigger seat_changes_only on session;
drop function overdue_sessions(timestamptz, timestamptz);
alter table session drop column state, drop column first_host_at, drop column hosts_gone_at, drop column ended_at, drop column ended_by,
  drop column staff_version, drop column seats_version;

-- What the keeper and Today ask again and again, without a look at what is past.
create index live_session_live on live_session (clinic_id, session_id) where state = 'live';
create index live_session_hostless on live_session (hosts_gone_at) where state = 'live' and hosts_gone_at is not null;
create index live_session_open on live_session (planned_to) where state <> 'ended';
create index room_open on room (clinic_id, session_id) where closed_at is null;

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
revoke all on function app.live_session_follows() from public;
create trigger live_session_begins after insert on session for each row execute function app.live_session_follows();
create trigger live_session_follows after update of planned_to on session for each row when (new.planned_to <> old.planned_to) execute function app.live_session_follows();

-- A seat reads its own session's row and changes nothing in it: it locks and raises versions by the two functions below.
call app.guard('live_session', reads => '(select app.is_staff()) or session_id = (select app.session_id())', changes => '(select app.is_staff())');
revoke all on live_session from __APP_ROLE__;
grant select on live_session to __APP_ROLE__;
grant update (state, first_host_at, hosts_gone_at, ended_at, ended_by) on live_session to __APP_ROLE__;
-- Of the plan it changes nothing either.
call app.guard('session', reads => '(select app.is_staff()) or id = (select app.session_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');

-- Whether the transaction's principal may make changes of this session wait for each other: staff and our own work in their clinic, a
-- seat in its own session.
create function app.reaches_session(clinic uuid, session uuid) returns boolean language sql stable
  as $$ select clinic = app.clinic_id() and (app.is_staff() or coalesce(session = app.session_id(), false)) $$;
revoke all on function app.reaches_session(uuid, uuid) from public;

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
revoke all on function lock_live_session(uuid), raise_live_versions(uuid, boolean, boolean) from public;
grant execute on function lock_live_session(uuid), raise_live_versions(uuid, boolean, boolean) to __APP_ROLE__;

-- The lookups that ask how far a session's life has gone.
create or replace function live_rooms() returns table (clinic_id uuid, session_id uuid, room_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select r.clinic_id, r.session_id, r.id from public.room r join public.live_session l on l.clinic_id = r.clinic_id and l.session_id = r.session_id
        where r.closed_at is null and l.state <> 'ended' $$;

create or replace function may_connect(seat_id uuid, generation integer, room_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (
          select 1 from public.seat s
            join public.live_session l on l.clinic_id = s.clinic_id and l.session_id = s.session_id and l.state <> 'ended'
            join public.room r on r.clinic_id = s.clinic_id and r.session_id = s.session_id and r.closed_at is null
            join public.admission a on a.clinic_id = s.clinic_id and a.seat_id = s.id and a.state in ('admitted', 'in', 'dropped', 'left')
          where s.id = may_connect.seat_id and s.generation = may_connect.generation and s.withdrawn_at is null and r.id = may_connect.room_id) $$;

-- Sessions whose time is over, for the keeper to end: long past their plan, or left by every host.
create function overdue_sessions(planned_before timestamptz, left_before timestamptz) returns table (clinic_id uuid, session_id uuid, ended_by text)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select l.clinic_id, l.session_id, 'time_limit' from public.live_session l where l.state <> 'ended' and l.planned_to <= planned_before
        union all
        select l.clinic_id, l.session_id, 'nobody_left' from public.live_session l
         where l.state = 'live' and l.hosts_gone_at is not null and l.hosts_gone_at <= left_before and l.planned_to > planned_before $$;
revoke all on function overdue_sessions(timestamptz, timestamptz) from public;
grant execute on function overdue_sessions(timestamptz, timestamptz) to __APP_ROLE__;
