-- expands
-- How presence becomes minutes: dated, for a program or for all of a clinic, and never changed. A session has the newest rule whose date is not
-- after its own local date; one of its program goes before one of the clinic.
create table attendance_rule (
  clinic_id uuid not null references clinic (id) on delete restrict,
  id uuid not null default gen_random_uuid(),
  -- Null: for all programs of the clinic.
  program_id uuid,
  -- Of two rules of one date the higher number holds; readers are shown it.
  version integer not null check (version > 0),
  valid_from date not null,
  terms jsonb not null,
  primary key (clinic_id, id),
  unique (clinic_id, version),
  foreign key (clinic_id, program_id) references program (clinic_id, id) on delete restrict
);
call app.guard('attendance_rule', reads => '(select app.is_staff())', adds => '(select app.is_admin())');
grant select, insert on attendance_rule to __APP_ROLE__;

-- Every clinic begins with one: gaps are away, breaks and time past the plan do not count.
create function app.first_attendance_rule() returns trigger language plpgsql as $$
begin
  insert into public.attendance_rule (clinic_id, version, valid_from, terms)
    values (new.id, 1, '2020-01-01', '{"gapPolicy": "exclude", "bridgeSeconds": null, "breakCounts": false, "pastPlanCounts": false}');
  return new;
end $$;
create trigger first_attendance_rule after insert on clinic for each row execute function app.first_attendance_rule();
insert into attendance_rule (clinic_id, version, valid_from, terms)
  select id, 1, '2020-01-01', '{"gapPolicy": "exclude", "bridgeSeconds": null, "breakCounts": false, "pastPlanCounts": false}' from clinic;
