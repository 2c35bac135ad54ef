-- contracts: a seat reaches less than before, nothing cascades, and the gate's answers are rows of a history.
-- Row-level security parts people inside a clinic too: a seat sees its own session and writes its own rows.

-- The seat from which somebody acts, and the roles of staff; set per transaction like the clinic.
create function app.session_id() returns uuid language sql stable as $$ select nullif(current_setting('app.session_id', true), '')::uuid $$;
create function app.seat_id() returns uuid language sql stable as $$ select nullif(current_setting('app.seat_id', true), '')::uuid $$;
create or replace function app.is_staff() returns boolean language sql stable as $$ select coalesce(current_setting('app.acts_as', true) in ('staff', 'system'), false) $$;
create function app.is_system() returns boolean language sql stable as $$ select coalesce(current_setting('app.acts_as', true) = 'system', false) $$;
create function app.is_admin() returns boolean language sql stable
  as $$ select coalesce(current_setting('app.acts_as', true) = 'system'
    or current_setting('app.acts_as', true) = 'staff' and 'admin' = any (string_to_array(current_setting('app.roles', true), ',')), false) $$;
revoke all on function app.session_id(), app.seat_id(), app.is_system(), app.is_admin() from public;
grant execute on function app.session_id(), app.seat_id(), app.is_system(), app.is_admin() to __APP_ROLE__;

drop procedure app.guard_by_clinic(regclass);
drop procedure app.guard_by_person(regclass, text);
drop procedure app.guard_for_staff(regclass);

-- Guards a table with clinic_id by what each act asks of a row; an act that is left out is for nobody. `changes` is asked of the row as it
-- was, `changes_to` of the row as it becomes. Replaces the guard that the table had.
create procedure app.guard(guarded regclass, reads text, adds text default null, changes text default null, changes_to text default null) language plpgsql as $$
declare
  old_policy name;
  of_clinic text := '(clinic_id = (select app.clinic_id()) and (%s))';
begin
  for old_policy in select polname from pg_policy where polrelid = guarded loop
    execute format('drop policy %I on %s', old_policy, guarded);
  end loop;
  call app.guard_table(guarded);
  execute format('create policy reads on %s for select to __APP_ROLE__ using %s', guarded, format(of_clinic, reads));
  if adds is not null then
    execute format('create policy adds on %s for insert to __APP_ROLE__ with check %s', guarded, format(of_clinic, adds));
  end if;
  if changes is not null then
    execute format('create policy changes on %s for update to __APP_ROLE__ using %s with check %s', guarded, format(of_clinic, changes), format(of_clinic, coalesce(changes_to, changes)));
  end if;
end $$;

-- A row that a seat may change, it may change in these columns only, whatever statement is sent.
create function app.seat_changes_only() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - tg_argv) is distinct from (to_jsonb(old) - tg_argv) then
    raise insufficient_privilege using message = format('a seat may change only %s of its %s', array_to_string(tg_argv, ', '), tg_table_name);
  end if;
  return new;
end $$;

create procedure app.let_seat_change(guarded regclass, variadic columns text[]) language plpgsql as $$
begin
  execute format('create trigger seat_changes_only before update on %s for each row when (app.acts_as() = ''seat'') execute function app.seat_changes_only(%s)',
    guarded, (select string_agg(quote_literal(c), ', ') from unnest(columns) c));
end $$;

-- The gate: each answering is a row with its time, and the earlier ones stay.
alter table gate_answer drop constraint gate_answer_pkey;
alter table gate_answer add column id bigint generated always as identity;
alter table gate_answer add primary key (clinic_id, id);
create index gate_answer_seat on gate_answer (clinic_id, seat_id, id desc);
drop index gate_answer_person;
create index gate_answer_person on gate_answer (clinic_id, person_id, id desc);

-- What a patient called themselves last is on the person, so that no visit looks through all sessions of the past.
update person p set shown_name = last.shown_name
  from (select distinct on (s.clinic_id, s.person_id) s.clinic_id, s.person_id, s.shown_name
          from seat s join session e on e.clinic_id = s.clinic_id and e.id = s.session_id
         where s.shown_name is not null order by s.clinic_id, s.person_id, e.planned_from desc) last
 where p.clinic_id = last.clinic_id and p.id = last.person_id and p.kind <> 'staff';

-- Who may do what with which rows.
call app.guard('clinic_setting', reads => 'true', adds => '(select app.is_admin())', changes => '(select app.is_admin())');
call app.guard('person', reads => '(select app.is_staff()) or id = (select app.person_id())', adds => '(select app.is_staff())',
  changes => '(select app.is_staff()) or id = (select app.person_id())');
call app.let_seat_change('person', 'shown_name');
call app.guard('role_assignment', reads => '(select app.is_staff())', adds => '(select app.is_admin())', changes => '(select app.is_admin())');
call app.guard('device', reads => '(select app.is_staff()) or person_id = (select app.person_id())', adds => '(select app.is_system())',
  changes => '(select app.is_staff()) or person_id = (select app.person_id())',
  changes_to => '(select app.is_staff()) or person_id = (select app.person_id()) and trusted_until is null and revoked_at is not null');
call app.let_seat_change('device', 'trusted_until', 'revoked_at');
call app.guard('pin', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
call app.guard('program', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
call app.guard('cohort', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
call app.guard('enrolment', reads => '(select app.is_staff()) or person_id = (select app.person_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');

-- A seat makes changes of its session wait for each other and raises the versions of those who are told; the rest of the row is not its own.
call app.guard('session', reads => '(select app.is_staff()) or id = (select app.session_id())', adds => '(select app.is_staff())',
  changes => '(select app.is_staff()) or id = (select app.session_id())');
call app.let_seat_change('session', 'staff_version', 'seats_version');
call app.guard('segment', reads => '(select app.is_staff()) or session_id = (select app.session_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
call app.guard('seat', reads => '(select app.is_staff()) or session_id = (select app.session_id())', adds => '(select app.is_staff())',
  changes => '(select app.is_staff()) or id = (select app.seat_id())');
call app.let_seat_change('seat', 'shown_name', 'name_key', 'generation');
call app.guard('join_link', reads => '(select app.is_staff())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');

call app.guard('agreement_version', reads => 'true', adds => '(select app.is_admin())');
call app.guard('agreement_acceptance', reads => '(select app.is_staff()) or person_id = (select app.person_id())',
  adds => '(select app.is_system()) or person_id = (select app.person_id()) and seat_id = (select app.seat_id())');
call app.guard('gate_answer', reads => '(select app.is_staff()) or person_id = (select app.person_id())',
  adds => '(select app.is_system()) or person_id = (select app.person_id()) and seat_id = (select app.seat_id())');
-- Nobody lets themselves in: a seat comes and waits, and only staff or our own work admit. What has ended stays as it ended.
call app.guard('admission', reads => '(select app.is_staff()) or session_id = (select app.session_id())',
  adds => '(select app.is_staff()) or seat_id = (select app.seat_id()) and session_id = (select app.session_id())
    and state in (''checking'', ''waiting'') and admitted_at is null and admitted_by is null and may_return is null',
  changes => '(select app.is_staff()) or seat_id = (select app.seat_id()) and ended_at is null',
  changes_to => '(select app.is_staff()) or seat_id = (select app.seat_id()) and state in (''checking'', ''waiting'', ''admitted'', ''left'', ''ended'')
    and coalesce(ended_because = ''withdrawn'', true)');
call app.let_seat_change('admission', 'state', 'waiting_since', 'state_since', 'ended_at', 'ended_because');
call app.guard('room', reads => '(select app.is_staff()) or session_id = (select app.session_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())');
call app.guard('room_removal', reads => '(select app.is_staff())', adds => '(select app.is_staff())');
call app.guard('help_request', reads => '(select app.is_staff()) or seat_id = (select app.seat_id())',
  adds => '(select app.is_system()) or seat_id = (select app.seat_id()) and session_id = (select app.session_id()) and person_id = (select app.person_id())',
  changes => '(select app.is_staff())');

call app.guard('presence_evidence', reads => '(select app.is_staff())', adds => '(select app.is_system())');
call app.guard('poll_span', reads => '(select app.is_staff())', adds => '(select app.is_system())', changes => '(select app.is_system())');
call app.guard('beat_span', reads => '(select app.is_staff())', adds => '(select app.is_system())', changes => '(select app.is_system())');
-- A line of the log names who really acts; only our own work may write one for somebody (a sign-in, a link).
call app.guard('audit_entry', reads => '(select app.is_staff())',
  adds => 'acts_as = (select app.acts_as()) and ((select app.is_system()) or actor_id = (select app.person_id()))');

-- Spans only grow: who and what they are of stays as it was first seen, and their ends move forward, for the owner too.
create function app.poll_span_grows() returns trigger language plpgsql as $$
begin
  if (new.clinic_id, new.id, new.session_id, new.seat_id, new.room_id, new.room_sid, new.participant_sid, new.joined_at, new.first_seen)
       is distinct from (old.clinic_id, old.id, old.session_id, old.seat_id, old.room_id, old.room_sid, old.participant_sid, old.joined_at, old.first_seen)
     or new.last_seen < old.last_seen
     -- Who was missed by one look may be seen again by a later one, and by that only.
     or coalesce(new.gone_at < old.gone_at, false) or (new.gone_at is null and coalesce(new.last_seen < old.gone_at, false)) then
    raise integrity_constraint_violation using message = 'a span of evidence may only grow';
  end if;
  return new;
end $$;
create trigger poll_span_grows before update on poll_span for each row execute function app.poll_span_grows();

create function app.beat_span_grows() returns trigger language plpgsql as $$
begin
  if (new.clinic_id, new.id, new.session_id, new.seat_id, new.participant_sid, new.connection, new.from_at, new.media_since, new.media_before)
       is distinct from (old.clinic_id, old.id, old.session_id, old.seat_id, old.participant_sid, old.connection, old.from_at, old.media_since, old.media_before)
     or new.to_at < old.to_at
     or coalesce(new.media_until < old.media_until, false) or (new.media_until is null and old.media_until is not null)
     or (old.closed_at is not null and new.closed_at is distinct from old.closed_at) then
    raise integrity_constraint_violation using message = 'a span of evidence may only grow';
  end if;
  return new;
end $$;
create trigger beat_span_grows before update on beat_span for each row execute function app.beat_span_grows();

-- An n that went down would make an old pass good again.
create function app.generation_grows() returns trigger language plpgsql as $$
begin
  raise integrity_constraint_violation using message = 'the generation of a seat may only grow';
end $$;
create trigger generation_grows before update of generation on seat for each row when (new.generation < old.generation) execute function app.generation_grows();

-- Nothing takes another table's rows along: whoever deletes a session, a person or a clinic must first answer for what was kept about it.
do $$
declare
  key record;
begin
  for key in select conrelid::regclass as child, conname, pg_get_constraintdef(oid) as definition from pg_constraint
              where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype in ('c', 'a') loop
    execute format('alter table %s drop constraint %I', key.child, key.conname);
    execute format('alter table %s add constraint %I %s on delete restrict', key.child, key.conname, replace(key.definition, ' ON DELETE CASCADE', ''));
  end loop;
end $$;

-- What the app login may do with which table; whatever is not named here, it may not. It deletes nothing but what the account library keeps.
revoke all on all tables in schema public, auth from __APP_ROLE__;
grant select on all tables in schema public to __APP_ROLE__;
grant insert on clinic_setting, person, role_assignment, device, pin, audit_entry, program, cohort, enrolment, session, segment, seat, join_link,
  agreement_version, agreement_acceptance, gate_answer, admission, room, room_removal, help_request, presence_evidence, poll_span, beat_span to __APP_ROLE__;
grant update on clinic_setting, person, role_assignment, device, pin, program, cohort, enrolment, session, segment, seat, join_link, admission, room,
  webhook_inbox to __APP_ROLE__;
grant update (seen_at, seen_by) on help_request to __APP_ROLE__;
grant update (last_seen, gone_at) on poll_span to __APP_ROLE__;
grant update (to_at, media_until, closed_at) on beat_span to __APP_ROLE__;
grant select, insert, update on auth."user", auth.account, auth.used_code to __APP_ROLE__;
grant select, insert, update, delete on auth.session, auth.verification, auth."twoFactor" to __APP_ROLE__;
