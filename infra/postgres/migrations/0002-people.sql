-- expands
-- The clinic, its people and their roles.
create table clinic (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  zone text not null,
  phone text not null,
  created_at timestamptz not null default app.now()
);
call app.guard_table('clinic');
create policy own_clinic on clinic to __APP_ROLE__ using (id = (select app.clinic_id())) with check (id = (select app.clinic_id()));
grant select on clinic to __APP_ROLE__;

create table clinic_setting (
  clinic_id uuid not null references clinic (id) on delete restrict,
  key text not null,
  value jsonb not null,
  changed_at timestamptz not null default app.now(),
  primary key (clinic_id, key)
);
call app.guard('clinic_setting', reads => 'true', adds => '(select app.is_admin())', changes => '(select app.is_admin())');
grant select, insert, update on clinic_setting to __APP_ROLE__;

create table person (
  clinic_id uuid not null references clinic (id) on delete restrict,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('patient', 'guest', 'staff')),
  given_name text not null,
  family_name text not null,
  -- What the person is called in rooms: "Dr. Field" for staff, the name last chosen for a group for patients.
  shown_name text,
  locale text not null default 'en' check (locale in ('en', 'es')),
  -- The account in schema auth; patients who come by link have none.
  user_id text,
  created_at timestamptz not null default app.now(),
  primary key (clinic_id, id),
  unique (clinic_id, user_id)
);
create index person_user on person (user_id) where user_id is not null;
-- The names that a patient may not take.
create index person_staff on person (clinic_id) where kind = 'staff';
call app.guard('person', reads => '(select app.is_staff()) or id = (select app.person_id())', adds => '(select app.is_staff())',
  changes => '(select app.is_staff()) or id = (select app.person_id())');
call app.let_seat_change('person', 'shown_name');
grant select, insert, update on person to __APP_ROLE__;

-- How a person is reached, apart from who they are: a patient's seat reads its own person, and never this.
create table person_contact (
  clinic_id uuid not null,
  person_id uuid not null,
  email text,
  phone text,
  primary key (clinic_id, person_id),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict,
  check (email is not null or phone is not null)
);
call app.guard('person_contact', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on person_contact to __APP_ROLE__;

create table role_assignment (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  role text not null check (role in ('clinician', 'coordinator', 'supervisor', 'admin')),
  program_id uuid,
  cohort_id uuid,
  valid_from timestamptz not null default app.now(),
  valid_to timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict
);
create index role_assignment_person on role_assignment (clinic_id, person_id);
call app.guard('role_assignment', reads => '(select app.is_staff())', adds => '(select app.is_admin())', changes => '(select app.is_admin())');
grant select, insert, update on role_assignment to __APP_ROLE__;
