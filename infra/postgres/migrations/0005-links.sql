-- expands
-- How a patient or guest is recognised: by a link to a seat, the browser that opened it, and a PIN.
create table join_link (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  seat_id uuid not null,
  -- SHA-256 of the token, which exists only in the message that carries it.
  token_hash bytea not null unique,
  created_at timestamptz not null default app.now(),
  created_by uuid,
  works_from timestamptz not null,
  works_to timestamptz not null,
  tries integer not null default 0,
  redeemed_at timestamptz,
  dead_at timestamptz,
  dead_because text check (dead_because in ('new_link', 'too_many_tries', 'rescheduled', 'removed', 'discharged')),
  primary key (clinic_id, id),
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict
);
create index join_link_seat on join_link (clinic_id, seat_id);
call app.guard('join_link', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on join_link to __APP_ROLE__;

-- Where a link leads, before there is a principal: ids only, as with each lookup of this kind.
create function find_join_link(hash bytea) returns table (clinic_id uuid, link_id uuid, seat_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select l.clinic_id, l.id, l.seat_id from public.join_link l where l.token_hash = hash $$;
grant execute on function find_join_link(bytea) to __APP_ROLE__;

create table device (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  -- SHA-256 of the secret in the device's cookie.
  secret_hash bytea not null,
  -- A right PIN gives the browser a new secret, so that one which was planted before is worth nothing. An answer can be lost on its way:
  -- for two minutes the old secret still leads to the PIN, never past it.
  old_secret_hash bytea,
  rotated_at timestamptz,
  created_at timestamptz not null default app.now(),
  last_used_at timestamptz not null default app.now(),
  -- Null until a right PIN: such a device has only opened a link.
  trusted_until timestamptz,
  -- "This is not my device": trusted for this one seat only.
  only_seat_id uuid,
  -- The link that an unknown device opened: wrong PINs count against that one, so that whoever holds an old link cannot spend the new one's tries.
  link_id uuid,
  revoked_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, person_id, secret_hash),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict,
  foreign key (clinic_id, link_id) references join_link (clinic_id, id) on delete set null (link_id)
);
create index device_secret on device (clinic_id, secret_hash);
-- How many browsers have opened one link.
create index device_link on device (clinic_id, link_id);
call app.guard('device', reads => '(select app.is_staff()) or person_id = (select app.person_id())', adds => '(select app.is_system())',
  changes => '(select app.is_staff()) or person_id = (select app.person_id())',
  changes_to => '(select app.is_staff()) or person_id = (select app.person_id()) and trusted_until is null and revoked_at is not null');
call app.let_seat_change('device', 'trusted_until', 'revoked_at');
grant select, insert, update on device to __APP_ROLE__;

create table pin (
  clinic_id uuid not null,
  person_id uuid not null,
  pin_hash text not null,
  set_at timestamptz not null default app.now(),
  -- Wrong tries on one day of the clinic; ten end it for the day.
  tries_on date,
  tries integer not null default 0,
  primary key (clinic_id, person_id),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict
);
call app.guard('pin', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on pin to __APP_ROLE__;
