-- expands: who of the staff looks after whom, and how far each role reaches, told with the sign-in.
-- A member of a patient's care team, from an instant to an instant. Whoever is in it looks after that patient wherever they are.
create table care_team (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  patient_id uuid not null,
  staff_id uuid not null,
  valid_from timestamptz not null default app.now(),
  valid_to timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references person (clinic_id, id) on delete restrict,
  foreign key (clinic_id, staff_id) references person (clinic_id, id) on delete restrict
);
create index care_team_patient on care_team (clinic_id, patient_id, staff_id);
create index care_team_staff on care_team (clinic_id, staff_id);
call app.guard('care_team', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
grant select, insert, update on care_team to __APP_ROLE__;

-- In which programs and cohorts somebody is.
create index enrolment_person on enrolment (clinic_id, person_id);

-- The roles that a person has now, each with how far it reaches, in the words of the code. Ids only, like every lookup that is asked before
-- there is a principal.
create function role_scopes(clinic uuid, person uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'programId', r.program_id, 'cohortId', r.cohort_id) order by r.id), '[]')
          from public.role_assignment r
         where r.clinic_id = clinic and r.person_id = person and r.valid_from <= app.now() and (r.valid_to is null or r.valid_to > app.now()) $$;
revoke all on function role_scopes(uuid, uuid) from public;
grant execute on function role_scopes(uuid, uuid) to __APP_ROLE__;
