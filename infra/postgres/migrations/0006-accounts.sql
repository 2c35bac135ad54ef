-- expands
-- Accounts of staff: what better-auth keeps (passwords, second factors), and our own sign-ins beside it.

-- Named exceptions from row-level security by clinic: auth."user", auth.session, auth.account, auth.verification, auth."twoFactor" and
-- auth.used_code. An account may belong to several clinics and is found before any of them is known; no row says anything about care.
create schema auth;
grant usage on schema auth to __APP_ROLE__;

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default app.now(),
  "updatedAt" timestamptz not null default app.now(),
  "twoFactorEnabled" boolean
);
grant select, insert, update on auth."user" to __APP_ROLE__;

-- Lives for the length of one call: our own sign_in_guard row is what a browser holds on to.
create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default app.now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index auth_session_by_user on auth.session ("userId");
grant select, insert, update, delete on auth.session to __APP_ROLE__;

create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default app.now(),
  "updatedAt" timestamptz not null
);
create index account_by_user on auth.account ("userId");
grant select, insert, update on auth.account to __APP_ROLE__;

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default app.now(),
  "updatedAt" timestamptz not null default app.now()
);
create index verification_identifier on auth.verification (identifier);
create index verification_value on auth.verification (value);
grant select, insert, update, delete on auth.verification to __APP_ROLE__;

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
grant execute on function auth.keep_newest_steps(text, integer) to __APP_ROLE__;

create table auth."twoFactor" (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index two_factor_secret on auth."twoFactor" (secret);
create index two_factor_user on auth."twoFactor" ("userId");
grant select, insert, update, delete on auth."twoFactor" to __APP_ROLE__;

-- A code of an authenticator app is good for about 90 s in several sign-ins; here it is good once.
create table auth.used_code (
  user_id text not null references auth."user" (id) on delete cascade,
  code text not null,
  used_at timestamptz not null default app.now(),
  primary key (user_id, code)
);
grant select, insert, update on auth.used_code to __APP_ROLE__;

-- True for the first who comes with this code; of two at the same time one waits for the other and then loses.
create function auth.take_code(account text, given text) returns boolean
  language sql set search_path = pg_catalog
  as $$ with taken as (
          insert into auth.used_code as used (user_id, code) values (account, given)
          on conflict (user_id, code) do update set used_at = app.now() where used.used_at < app.now() - interval '5 minutes' returning 1)
        select exists (select 1 from taken) $$;
grant execute on function auth.take_code(text, text) to __APP_ROLE__;

-- What a staff sign-in is allowed still. It is found before there is a clinic, so the app login writes it only through the functions below.
create table sign_in_guard (
  id uuid primary key default gen_random_uuid(),
  secret_hash bytea not null unique,
  user_id text not null,
  clinic_id uuid references clinic (id) on delete restrict,
  person_id uuid,
  signed_in_at timestamptz not null default app.now(),
  last_input_at timestamptz not null default app.now(),
  -- While a host acts from a live socket, the sign-in serves the room though the other pages are locked for want of use.
  in_room_at timestamptz,
  stepped_up_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict,
  check ((clinic_id is null) = (person_id is null))
);
create index sign_in_guard_user on sign_in_guard (user_id);
call app.guard_table('sign_in_guard');
create policy own_clinic on sign_in_guard for select to __APP_ROLE__ using (clinic_id = (select app.clinic_id()) and (select app.is_staff()));
grant select on sign_in_guard to __APP_ROLE__;

create function open_sign_in(hash bytea, account text, clinic uuid, person uuid, until timestamptz) returns uuid
  language sql security definer set search_path = pg_catalog, public
  as $$ insert into public.sign_in_guard (secret_hash, user_id, clinic_id, person_id, expires_at) values (hash, account, clinic, person, until) returning id $$;

-- Finds a sign-in and says whether it serves here. `place`: `desk`, any page, needs use within the idle limit; `room`, the pages and the
-- handshake of a live room, is content with a live socket in the last five minutes; `socket`, a connection that was proven when it
-- opened, notes that it lives. Use is noted at most twice a minute, and only for a sign-in that is not idle: nothing revives an idle one.
-- `moved` is false for what the page asks by itself.
create function use_sign_in(hash bytea, moved boolean, place text, idle interval, admin_idle interval)
  returns table (sign_in_id uuid, user_id text, clinic_id uuid, person_id uuid, stepped_up_at timestamptz, roles text[], serves boolean)
  language plpgsql security definer set search_path = pg_catalog, public
  as $$
  declare
    found_row public.sign_in_guard;
    held text[];
    is_active boolean;
    is_in_room boolean;
  begin
    select * into found_row from public.sign_in_guard g where g.secret_hash = hash and g.ended_at is null and g.expires_at > app.now();
    if not found then return; end if;
    select coalesce(array_agg(distinct r.role), '{}') into held from public.role_assignment r
      where r.clinic_id = found_row.clinic_id and r.person_id = found_row.person_id
        and r.valid_from <= app.now() and (r.valid_to is null or r.valid_to > app.now());
    is_active := found_row.last_input_at > app.now() - case when 'admin' = any (held) then admin_idle else idle end;
    is_in_room := place = 'socket' or (place = 'room' and coalesce(found_row.in_room_at > app.now() - interval '5 minutes', false));
    if moved and is_active and found_row.last_input_at < app.now() - interval '30 seconds' then
      update public.sign_in_guard g set last_input_at = app.now() where g.id = found_row.id;
    end if;
    if place = 'socket' and coalesce(found_row.in_room_at < app.now() - interval '20 seconds', true) then
      update public.sign_in_guard g set in_room_at = app.now() where g.id = found_row.id;
    end if;
    return query select found_row.id, found_row.user_id, found_row.clinic_id, found_row.person_id, found_row.stepped_up_at, held, is_active or is_in_room;
  end $$;

-- Another clinic with the same sign-in: the secret changes, and the end can only come nearer.
create function move_sign_in(old_hash bytea, new_hash bytea, clinic uuid, person uuid, absolute interval) returns boolean
  language sql security definer set search_path = pg_catalog, public
  as $$ with moved as (
          update public.sign_in_guard set secret_hash = new_hash, clinic_id = clinic, person_id = person, in_room_at = null,
                 last_input_at = app.now(), expires_at = least(expires_at, signed_in_at + absolute)
           where secret_hash = old_hash and ended_at is null and expires_at > app.now() returning 1)
        select exists (select 1 from moved) $$;

-- Ends a sign-in and says whose it was, so that what it held can be closed.
create function end_sign_in(hash bytea, at timestamptz) returns table (sign_in_id uuid, user_id text, clinic_id uuid, person_id uuid)
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.sign_in_guard g set ended_at = at where g.secret_hash = hash and g.ended_at is null returning g.id, g.user_id, g.clinic_id, g.person_id $$;

-- The roles that the account of a sign-in has in a room's clinic, whatever clinic its pages are in; nothing when it has ended.
create function find_room_sign_in(sign_in uuid, clinic uuid, person uuid, at timestamptz) returns table (user_id text, roles text[])
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select i.user_id, (select coalesce(array_agg(distinct r.role), '{}') from public.role_assignment r
                            where r.clinic_id = clinic and r.person_id = person and r.valid_from <= at and (r.valid_to is null or r.valid_to > at))
          from public.sign_in_guard i join public.person p on p.clinic_id = clinic and p.id = person and p.user_id = i.user_id
         where i.id = sign_in and i.ended_at is null and i.expires_at > at $$;

-- Where an account works: it must have a role there today. Names of clinics are the one thing here that is more than an id: the chooser shows them.
create function find_memberships(account text) returns table (clinic_id uuid, person_id uuid, clinic_name text, roles text[])
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.clinic_id, p.id, c.name, array_agg(distinct r.role)
          from public.person p
          join public.clinic c on c.id = p.clinic_id
          join public.role_assignment r on r.clinic_id = p.clinic_id and r.person_id = p.id
           and r.valid_from <= app.now() and (r.valid_to is null or r.valid_to > app.now())
         where p.user_id = account and p.kind = 'staff'
         group by p.clinic_id, p.id, c.name order by c.name, p.clinic_id $$;

-- Whose account an address is, for the log of refused sign-ins.
create function find_account(address text) returns table (clinic_id uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.clinic_id, p.id from auth."user" u join public.person p on p.user_id = u.id where u.email = lower(address) $$;

grant execute on function open_sign_in(bytea, text, uuid, uuid, timestamptz), use_sign_in(bytea, boolean, text, interval, interval),
  move_sign_in(bytea, bytea, uuid, uuid, interval), end_sign_in(bytea, timestamptz), find_room_sign_in(uuid, uuid, uuid, timestamptz),
  find_memberships(text), find_account(text) to __APP_ROLE__;
