-- What is taken away goes dark at once: live sockets are proven by the rows behind them, many in one statement.

-- A right PIN gives the browser a new secret, so that one which was planted before is worth nothing. An answer can be lost on its way:
-- for two minutes the old secret still leads to the PIN, never past it.
alter table device add column old_secret_hash bytea, add column rotated_at timestamptz;
create index device_secret on device (clinic_id, secret_hash);
-- How many browsers have opened one link.
create index device_link on device (clinic_id, link_id);

-- Which of these sockets may still be open at `at`. A socket is named by the caller; `holder` is what proved it when it opened: a device
-- for a patient or guest (`seat`), a sign-in for a host (`host`). A host's sign-in may be in another clinic by now: it counts while the
-- account is this person's and has a role here. Sign-ins that hold a room are marked, at most three times a minute.
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

-- The roles that the account of a sign-in has in a room's clinic, whatever clinic its pages are in; nothing when it has ended.
create function find_room_sign_in(sign_in uuid, clinic uuid, person uuid, at timestamptz) returns table (user_id text, roles text[])
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select i.user_id, (select coalesce(array_agg(distinct r.role), '{}') from public.role_assignment r
                            where r.clinic_id = clinic and r.person_id = person and r.valid_from <= at and (r.valid_to is null or r.valid_to > at))
          from public.sign_in_guard i join public.person p on p.clinic_id = clinic and p.id = person and p.user_id = i.user_id
         where i.id = sign_in and i.ended_at is null and i.expires_at > at $$;

-- Ends a sign-in and says whose it was, so that what it held can be closed.
drop function end_sign_in(bytea);
create function end_sign_in(hash bytea, at timestamptz) returns table (sign_in_id uuid, user_id text, clinic_id uuid, person_id uuid)
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.sign_in_guard g set ended_at = at where g.secret_hash = hash and g.ended_at is null returning g.id, g.user_id, g.clinic_id, g.person_id $$;

-- Of the second steps that are open for an account only the newest stay open.
create function auth.keep_newest_steps(account text, most integer) returns integer
  language sql security definer set search_path = pg_catalog, auth
  as $$ with spare as (
          select v.identifier from auth.verification v
           where v.value = account and v.identifier like '2fa-%' and v.identifier not like '2fa-attempts-%'
           order by v."createdAt" desc, v.id desc offset most
        ), gone as (
          delete from auth.verification v using spare s where v.identifier in (s.identifier, '2fa-attempts-' || s.identifier) returning 1
        ) select count(*)::int from gone $$;
create index verification_value on auth.verification (value);

revoke all on function prove_sockets(text[], text[], uuid[], uuid[], uuid[], timestamptz), find_room_sign_in(uuid, uuid, uuid, timestamptz),
  end_sign_in(bytea, timestamptz), auth.keep_newest_steps(text, integer) from public;
grant execute on function prove_sockets(text[], text[], uuid[], uuid[], uuid[], timestamptz), find_room_sign_in(uuid, uuid, uuid, timestamptz),
  end_sign_in(bytea, timestamptz), auth.keep_newest_steps(text, integer) to __APP_ROLE__;
