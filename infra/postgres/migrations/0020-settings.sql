-- expands: an administrator may change what a clinic is called, where and how it is reached; programs and cohorts are changed by nobody else.
-- No build so far changes any of these rows, so that an older one works on as before.
drop policy own_clinic on clinic;
create policy reads on clinic for select to __APP_ROLE__ using (id = (select app.clinic_id()));
create policy changes on clinic for update to __APP_ROLE__
  using (id = (select app.clinic_id()) and (select app.is_admin())) with check (id = (select app.clinic_id()) and (select app.is_admin()));
grant update (name, zone, phone) on clinic to __APP_ROLE__;

call app.guard('program', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_admin())');
call app.guard('cohort', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_admin())');
