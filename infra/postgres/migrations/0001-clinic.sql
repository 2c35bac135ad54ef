-- The clinic, its people and how they are recognised. __APP_ROLE__ is the app login, put in by the migration runner.
create schema app;

-- Who acts, for row-level security; set per transaction. After a first use on a connection the setting is '' and not null, hence nullif.
create function app.clinic_id() returns uuid language sql stable as $$ select nullif(current_setting('app.clinic_id', true), '')::uuid $$;
create function app.person_id() returns uuid language sql stable as $$ select nullif(current_setting('app.person_id', true), '')::uuid $$;
create function app.acts_as() returns text language sql stable as $$ select nullif(current_setting('app.acts_as', true), '') $$;
create function app.is_staff() returns boolean language sql stable as $$ select coalesce(nullif(current_setting('app.acts_as', true), '') in ('staff', 'admin', 'system'), false) $$;

-- Every table is guarded in the same way: the app login sees its clinic only; the owner (migrations, seed and the few lookups that must
-- find a clinic before there is a principal) sees all.
create procedure app.guard_table(guarded regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format('create policy owner_all on %s to current_user using (true) with check (true)', guarded);
end $$;

create procedure app.guard_by_clinic(guarded regclass) language plpgsql as $$
begin
  call app.guard_table(guarded);
  execute format('create policy own_clinic on %s to __APP_ROLE__ using (clinic_id = (select app.clinic_id())) with check (clinic_id = (select app.clinic_id()))', guarded);
end $$;

-- For what only staff and the person themselves may see: contacts, answers, devices.
create procedure app.guard_by_person(guarded regclass, person_column text) language plpgsql as $$
begin
  call app.guard_table(guarded);
  execute format('create policy own_clinic_and_person on %1$s to __APP_ROLE__
    using (clinic_id = (select app.clinic_id()) and ((select app.is_staff()) or %2$I = (select app.person_id())))
    with check (clinic_id = (select app.clinic_id()) and ((select app.is_staff()) or %2$I = (select app.person_id())))', guarded, person_column);
end $$;

-- For what a patient's seat never reads at all.
create procedure app.guard_for_staff(guarded regclass) language plpgsql as $$
begin
  call app.guard_table(guarded);
  execute format('create policy own_clinic_staff on %s to __APP_ROLE__
    using (clinic_id = (select app.clinic_id()) and (select app.is_staff()))
    with check (clinic_id = (select app.clinic_id()) and (select app.is_staff()))', guarded);
end $$;

create table clinic (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  zone text not null,
  phone text not null,
  created_at timestamptz not null default now()
);
call app.guard_table('clinic');
create policy own_clinic on clinic to __APP_ROLE__ using (id = (select app.clinic_id())) with check (id = (select app.clinic_id()));

create table clinic_setting (
  clinic_id uuid not null references clinic (id) on delete cascade,
  key text not null,
  value jsonb not null,
  changed_at timestamptz not null default now(),
  primary key (clinic_id, key)
);
call app.guard_by_clinic('clinic_setting');

create table person (
  clinic_id uuid not null references clinic (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('patient', 'guest', 'staff')),
  given_name text not null,
  family_name text not null,
  -- What the person is called in rooms: "Dr. Field" for staff, the name last chosen for a group for patients.
  shown_name text,
  email text,
  phone text,
  locale text not null default 'en' check (locale in ('en', 'es')),
  -- The account in schema auth; patients who come by link have none.
  user_id text,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  unique (clinic_id, user_id)
);
create index person_user on person (user_id) where user_id is not null;
call app.guard_by_person('person', 'id');

create table role_assignment (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  role text not null check (role in ('clinician', 'coordinator', 'supervisor', 'admin')),
  program_id uuid,
  cohort_id uuid,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade
);
create index role_assignment_person on role_assignment (clinic_id, person_id);
call app.guard_for_staff('role_assignment');

create table device (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  -- SHA-256 of the secret in the device's cookie.
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  -- Null until a right PIN: such a device has only opened a link.
  trusted_until timestamptz,
  -- "This is not my device": trusted for this one seat only.
  only_seat_id uuid,
  revoked_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, person_id, secret_hash),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade
);
call app.guard_by_person('device', 'person_id');

create table pin (
  clinic_id uuid not null,
  person_id uuid not null,
  pin_hash text not null,
  set_at timestamptz not null default now(),
  -- Wrong tries on one day of the clinic; ten end it for the day.
  tries_on date,
  tries integer not null default 0,
  primary key (clinic_id, person_id),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade
);
call app.guard_for_staff('pin');

create table audit_entry (
  clinic_id uuid not null references clinic (id) on delete cascade,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  acts_as text not null,
  actor_id uuid,
  action text not null,
  object_kind text,
  object_id uuid,
  outcome text not null default 'done' check (outcome in ('done', 'refused')),
  request_id text,
  details jsonb not null default '{}',
  primary key (clinic_id, id)
);
create index audit_entry_at on audit_entry (clinic_id, at);
call app.guard_table('audit_entry');
create policy append_own_clinic on audit_entry for insert to __APP_ROLE__ with check (clinic_id = (select app.clinic_id()));
create policy read_own_clinic on audit_entry for select to __APP_ROLE__ using (clinic_id = (select app.clinic_id()) and (select app.is_staff()));

-- What a staff sign-in is allowed still. It is found before there is a clinic, so the app login reaches it only through the functions below.
create table sign_in_guard (
  id uuid primary key default gen_random_uuid(),
  secret_hash bytea not null unique,
  user_id text not null,
  clinic_id uuid references clinic (id) on delete cascade,
  person_id uuid,
  signed_in_at timestamptz not null default now(),
  last_input_at timestamptz not null default now(),
  stepped_up_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete cascade,
  check ((clinic_id is null) = (person_id is null))
);
create index sign_in_guard_user on sign_in_guard (user_id);
call app.guard_table('sign_in_guard');
create policy own_clinic on sign_in_guard for select to __APP_ROLE__ using (clinic_id = (select app.clinic_id()) and (select app.is_staff()));
