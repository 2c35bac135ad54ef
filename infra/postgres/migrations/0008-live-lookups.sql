-- expands
-- What is asked of the live rooms before there is a principal, by the gate, the keeper and the sockets. Each answers with ids and words only.
create function find_room(room uuid) returns table (clinic_id uuid, session_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select r.clinic_id, r.session_id from public.room r where r.id = room $$;

create function live_rooms() returns table (clinic_id uuid, session_id uuid, room_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select r.clinic_id, r.session_id, r.id from public.room r join public.live_session l on l.clinic_id = r.clinic_id and l.session_id = r.session_id
        where r.closed_at is null and l.state <> 'ended' $$;

-- Sessions whose time is over, for the keeper to end: long past their plan, or left by every host.
create function overdue_sessions(planned_before timestamptz, left_before timestamptz) returns table (clinic_id uuid, session_id uuid, ended_by text)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select l.clinic_id, l.session_id, 'time_limit' from public.live_session l where l.state <> 'ended' and l.planned_to <= planned_before
        union all
        select l.clinic_id, l.session_id, 'nobody_left' from public.live_session l
         where l.state = 'live' and l.hosts_gone_at is not null and l.hosts_gone_at <= left_before and l.planned_to > planned_before $$;

-- The gate's question: one round trip, one word. An older generation, somebody who is not admitted, another session's room and an ended
-- session are all a final no. Who left is let in again by a press, which moves them back to `admitted` before their pass is made: a page
-- with an old pass is told no.
create function may_connect(seat_id uuid, generation integer, room_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (
          select 1 from public.seat s
            join public.live_session e on e.clinic_id = s.clinic_id and e.session_id = s.session_id and e.state <> 'ended'
            join public.room r on r.clinic_id = s.clinic_id and r.session_id = s.session_id and r.closed_at is null
            join public.admission a on a.clinic_id = s.clinic_id and a.seat_id = s.id and a.state in ('admitted', 'in', 'dropped')
          where s.id = may_connect.seat_id and s.generation = may_connect.generation and s.withdrawn_at is null and r.id = may_connect.room_id) $$;

-- Which of these sockets may still be open at `at`: what is taken away goes dark at once, proven by the rows, many in one statement. A
-- socket is named by the caller; `holder` is what proved it when it opened: a device for a patient or guest (`seat`), a sign-in for a
-- host (`host`). A host's sign-in may be in another clinic by now: it counts while the account is this person's and has a role here.
-- Sign-ins that hold a room are marked, at most three times a minute.
create function prove_sockets(sockets text[], kinds text[], clinics uuid[], seats uuid[], holders uuid[], at timestamptz) returns table (socket text)
  language sql security definer set search_path = pg_catalog, public
  as $$
  with given as (
    select g.socket, g.kind, g.clinic, g.seat, g.holder, s.person_id, s.role, e.ended_at
      from unnest(sockets, kinds, clinics, seats, holders) as g (socket, kind, clinic, seat, holder)
      join public.seat s on s.clinic_id = g.clinic and s.id = g.seat and s.withdrawn_at is null
      join public.live_session e on e.clinic_id = s.clinic_id and e.session_id = s.session_id
  ), proven as (
    select g.socket, g.kind, g.holder from given g
      join public.device d on d.clinic_id = g.clinic and d.id = g.holder and d.person_id = g.person_id
     where g.kind = 'seat' and g.role in ('patient', 'guest') and d.revoked_at is null and d.trusted_until > at
       and (d.only_seat_id is null or d.only_seat_id = g.seat) and (g.ended_at is null or g.ended_at > at - interval '10 minutes')
    union all
    select g.socket, g.kind, g.holder from given g
      join public.sign_in_guard i on i.id = g.holder and i.ended_at is null and i.expires_at > at
      join public.person p on p.clinic_id = g.clinic and p.id = g.person_id and p.user_id = i.user_id
     where g.kind = 'host' and g.role in ('host', 'co_facilitator')
       and exists (select 1 from public.role_assignment r where r.clinic_id = g.clinic and r.person_id = g.person_id
                    and r.valid_from <= at and (r.valid_to is null or r.valid_to > at))
  ), marked as (
    update public.sign_in_guard i set in_room_at = at from proven p
     where p.kind = 'host' and i.id = p.holder and coalesce(i.in_room_at < at - interval '20 seconds', true) returning 1
  )
  select p.socket from proven p $$;

grant execute on function find_room(uuid), live_rooms(), overdue_sessions(timestamptz, timestamptz), may_connect(uuid, integer, uuid),
  prove_sockets(text[], text[], uuid[], uuid[], uuid[], timestamptz) to __APP_ROLE__;
