-- Accounts: what better-auth keeps (passwords, second factors), and what our own guard needs beside it.

-- Named exceptions from row-level security by clinic: auth."user", auth.session, auth.account, auth.verification, auth."twoFactor" and
-- auth.used_code. An account may belong to several clinics and is found before any of them is known; no row says anything about care.
create schema auth;

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean
);

-- Lives for the length of one call: our own sign_in_guard row is what a browser holds on to.
create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index auth_session_by_user on auth.session ("userId");

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
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null
);
create index account_by_user on auth.account ("userId");

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

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

-- A code of an authenticator app is good for about 90 s in several sign-ins; here it is good once.
create table auth.used_code (
  user_id text not null references auth."user" (id) on delete cascade,
  code text not null,
  used_at timestamptz not null default now(),
  primary key (user_id, code)
);

grant usage on schema auth to __APP_ROLE__;
grant select, insert, update, delete on all tables in schema auth to __APP_ROLE__;

-- True for the first who comes with this code; of two at the same time one waits for the other and then loses.
create function auth.take_code(account text, given text) returns boolean
  language sql set search_path = pg_catalog
  as $$ with taken as (
          insert into auth.used_code as used (user_id, code) values (account, given)
          on conflict (user_id, code) do update set used_at = now() where used.used_at < now() - interval '5 minutes' returning 1)
        select exists (select 1 from taken) $$;

-- While a host acts from a live socket, the sign-in serves the room though the other pages are locked for want of use.
alter table sign_in_guard add column in_room_at timestamptz;

-- The link that an unknown device opened: wrong PINs count against that one, so that whoever holds an old link cannot spend the new one's tries.
alter table device add column link_id uuid;
alter table device add foreign key (clinic_id, link_id) references join_link (clinic_id, id) on delete set null (link_id);

-- Finds a sign-in and says whether it serves here. `place`: `desk`, any page, needs use within the idle limit; `room`, the pages and the
-- handshake of a live room, is content with a live socket in the last five minutes; `socket`, a connection that was proven when it
-- opened, notes that it lives. Use is noted at most twice a minute, and only for a sign-in that is not idle: nothing revives an idle one.
drop function use_sign_in(bytea, boolean, interval);
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
    select * into found_row from public.sign_in_guard g where g.secret_hash = hash and g.ended_at is null and g.expires_at > now();
    if not found then return; end if;
    select coalesce(array_agg(distinct r.role), '{}') into held from public.role_assignment r
      where r.clinic_id = found_row.clinic_id and r.person_id = found_row.person_id
        and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now());
    is_active := found_row.last_input_at > now() - case when 'admin' = any (held) then admin_idle else idle end;
    is_in_room := place = 'socket' or (place = 'room' and coalesce(found_row.in_room_at > now() - interval '5 minutes', false));
    if moved and is_active and found_row.last_input_at < now() - interval '30 seconds' then
      update public.sign_in_guard g set last_input_at = now() where g.id = found_row.id;
    end if;
    if place = 'socket' and coalesce(found_row.in_room_at < now() - interval '20 seconds', true) then
      update public.sign_in_guard g set in_room_at = now() where g.id = found_row.id;
    end if;
    return query select found_row.id, found_row.user_id, found_row.clinic_id, found_row.person_id, found_row.stepped_up_at, held, is_active or is_in_room;
  end $$;

-- Another clinic with the same sign-in: the secret changes, and the end can only come nearer.
create function move_sign_in(old_hash bytea, new_hash bytea, clinic uuid, person uuid, absolute interval) returns boolean
  language sql security definer set search_path = pg_catalog, public
  as $$ with moved as (
          update public.sign_in_guard set secret_hash = new_hash, clinic_id = clinic, person_id = person, in_room_at = null,
                 last_input_at = now(), expires_at = least(expires_at, signed_in_at + absolute)
           where secret_hash = old_hash and ended_at is null and expires_at > now() returning 1)
        select exists (select 1 from moved) $$;

drop function end_sign_in(bytea);
create function end_sign_in(hash bytea) returns table (clinic_id uuid, person_id uuid)
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.sign_in_guard g set ended_at = now() where g.secret_hash = hash and g.ended_at is null returning g.clinic_id, g.person_id $$;

-- Where an account works: it must have a role there today. Names of clinics are the one thing here that is more than an id: the chooser shows them.
drop function find_memberships(text);
create function find_memberships(account text) returns table (clinic_id uuid, person_id uuid, clinic_name text, roles text[])
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.clinic_id, p.id, c.name, array_agg(distinct r.role)
          from public.person p
          join public.clinic c on c.id = p.clinic_id
          join public.role_assignment r on r.clinic_id = p.clinic_id and r.person_id = p.id
           and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now())
         where p.user_id = account and p.kind = 'staff'
         group by p.clinic_id, p.id, c.name order by c.name, p.clinic_id $$;

-- Whose account an address is, for the log of refused sign-ins.
create function find_account(address text) returns table (clinic_id uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.clinic_id, p.id from auth."user" u join public.person p on p.user_id = u.id where u.email = lower(address) $$;

revoke all on function auth.take_code(text, text), use_sign_in(bytea, boolean, text, interval, interval), end_sign_in(bytea), find_memberships(text),
  move_sign_in(bytea, bytea, uuid, uuid, interval), find_account(text) from public;
grant execute on function auth.take_code(text, text), use_sign_in(bytea, boolean, text, interval, interval), end_sign_in(bytea), find_memberships(text),
  move_sign_in(bytea, bytea, uuid, uuid, interval), find_account(text) to __APP_ROLE__;
