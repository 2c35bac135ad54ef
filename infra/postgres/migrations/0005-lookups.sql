-- What must find its clinic before there is a principal. Each returns ids only, and is all that the app login can see without a clinic.
create function find_join_link(hash bytea) returns table (clinic_id uuid, link_id uuid, seat_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select l.clinic_id, l.id, l.seat_id from public.join_link l where l.token_hash = hash $$;

create function find_memberships(account text) returns table (clinic_id uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.clinic_id, p.id from public.person p where p.user_id = account and p.kind = 'staff' order by p.clinic_id $$;

create function find_seat(seat uuid) returns table (clinic_id uuid, session_id uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select s.clinic_id, s.session_id, s.person_id from public.seat s where s.id = seat $$;

create function find_room(room uuid) returns table (clinic_id uuid, session_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select r.clinic_id, r.session_id from public.room r where r.id = room $$;

create function live_rooms() returns table (clinic_id uuid, session_id uuid, room_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select r.clinic_id, r.session_id, r.id from public.room r join public.session s on s.clinic_id = r.clinic_id and s.id = r.session_id
        where r.closed_at is null and s.state <> 'ended' $$;

-- Sign-ins: the app login has no write on the table, only these.
create function open_sign_in(hash bytea, account text, clinic uuid, person uuid, until timestamptz) returns uuid
  language sql security definer set search_path = pg_catalog, public
  as $$ insert into public.sign_in_guard (secret_hash, user_id, clinic_id, person_id, expires_at) values (hash, account, clinic, person, until) returning id $$;

-- Finds a sign-in that still holds, and notes use at most twice a minute. `moved` is false for what the page asks by itself.
create function use_sign_in(hash bytea, moved boolean, idle interval)
  returns table (sign_in_id uuid, user_id text, clinic_id uuid, person_id uuid, stepped_up_at timestamptz, roles text[])
  language plpgsql security definer set search_path = pg_catalog, public
  as $$
  declare found_row public.sign_in_guard;
  begin
    select * into found_row from public.sign_in_guard g
      where g.secret_hash = hash and g.ended_at is null and g.expires_at > now() and g.last_input_at > now() - idle;
    if not found then return; end if;
    if moved and found_row.last_input_at < now() - interval '30 seconds' then
      update public.sign_in_guard g set last_input_at = now() where g.id = found_row.id;
    end if;
    return query select found_row.id, found_row.user_id, found_row.clinic_id, found_row.person_id, found_row.stepped_up_at,
      (select coalesce(array_agg(distinct r.role), '{}') from public.role_assignment r
        where r.clinic_id = found_row.clinic_id and r.person_id = found_row.person_id
          and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now()));
  end $$;

create function end_sign_in(hash bytea) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.sign_in_guard set ended_at = now() where secret_hash = hash and ended_at is null $$;

-- What the app login may do with the tables: rows by policy, never structure. Evidence and audit only grow.
revoke all on all functions in schema public from public;
revoke all on all functions in schema app from public;
revoke all on all procedures in schema app from public;
grant usage on schema public, app to __APP_ROLE__;
grant execute on function app.clinic_id(), app.person_id(), app.acts_as(), app.is_staff() to __APP_ROLE__;
grant execute on function find_join_link(bytea), find_memberships(text), find_seat(uuid), find_room(uuid), live_rooms(),
  open_sign_in(bytea, text, uuid, uuid, timestamptz), use_sign_in(bytea, boolean, interval), end_sign_in(bytea),
  store_webhook(text, text, text, jsonb, timestamptz), open_webhooks(integer), park_webhook(text) to __APP_ROLE__;
grant select, insert, update, delete on all tables in schema public to __APP_ROLE__;
revoke update, delete on audit_entry, presence_evidence, agreement_version, agreement_acceptance from __APP_ROLE__;
revoke insert, update, delete on sign_in_guard, clinic from __APP_ROLE__;
revoke insert, delete on webhook_inbox from __APP_ROLE__;
grant usage on all sequences in schema public to __APP_ROLE__;
