-- expands
-- What every other file stands on: who acts and what time it is, how a table is guarded, and what is nobody's until it is granted.
-- __APP_ROLE__ is the app login, put in by the migration runner.
create schema app;
grant usage on schema public, app to __APP_ROLE__;

-- A function is nobody's until it is granted by name, in this file and all later ones; by PostgreSQL's own default it would be everybody's.
alter default privileges revoke execute on functions from public;

-- Who acts, for row-level security; set per transaction. After a first use on a connection a setting is '' and not null, hence nullif.
create function app.clinic_id() returns uuid language sql stable as $$ select nullif(current_setting('app.clinic_id', true), '')::uuid $$;
create function app.person_id() returns uuid language sql stable as $$ select nullif(current_setting('app.person_id', true), '')::uuid $$;
-- The seat from which somebody acts, and its session.
create function app.session_id() returns uuid language sql stable as $$ select nullif(current_setting('app.session_id', true), '')::uuid $$;
create function app.seat_id() returns uuid language sql stable as $$ select nullif(current_setting('app.seat_id', true), '')::uuid $$;
create function app.acts_as() returns text language sql stable as $$ select nullif(current_setting('app.acts_as', true), '') $$;
create function app.is_staff() returns boolean language sql stable as $$ select coalesce(current_setting('app.acts_as', true) in ('staff', 'system'), false) $$;
create function app.is_system() returns boolean language sql stable as $$ select coalesce(current_setting('app.acts_as', true) = 'system', false) $$;
create function app.is_admin() returns boolean language sql stable
  as $$ select coalesce(current_setting('app.acts_as', true) = 'system'
    or current_setting('app.acts_as', true) = 'staff' and 'admin' = any (string_to_array(current_setting('app.roles', true), ',')), false) $$;

-- What time it is, is said once, by the server's clock at the begin of each transaction or with a lookup. Without one (migrations, the owner) the database's own counts.
create function app.now() returns timestamptz language sql stable
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, pg_catalog.now()) $$;

grant execute on function app.clinic_id(), app.person_id(), app.session_id(), app.seat_id(), app.acts_as(), app.is_staff(), app.is_system(), app.is_admin(), app.now()
  to __APP_ROLE__;

-- Closes a table to everybody but the owner (migrations, seed, and the few functions that must find a clinic before there is a principal).
create procedure app.guard_table(guarded regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format('create policy owner_all on %s to current_user using (true) with check (true)', guarded);
end $$;

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

-- For a trigger whose `when` names what would make something smaller. It binds the owner too.
create function app.only_grows() returns trigger language plpgsql as $$
begin
  raise integrity_constraint_violation using message = format('%s may only grow', tg_argv[0]);
end $$;
