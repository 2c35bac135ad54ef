-- expands: the same functions and defaults, by the clock that the transaction was given.
-- What time it is, is said once, by the server's clock at the begin of each transaction or with a lookup. Without one (migrations, the owner) the database's own counts.
create function app.now() returns timestamptz language sql stable
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, pg_catalog.now()) $$;
revoke all on function app.now() from public;
grant execute on function app.now() to __APP_ROLE__;

do $$
declare
  old record;
begin
  for old in select d.adrelid::regclass as place, a.attname from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
               join pg_class c on c.oid = d.adrelid
              where c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and pg_get_expr(d.adbin, d.adrelid) = 'now()' loop
    execute format('alter table %s alter column %I set default app.now()', old.place, old.attname);
  end loop;
  for old in select pg_get_functiondef(p.oid) as definition from pg_proc p
              where p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace) and p.prosrc like '%now()%'
                and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
    execute replace(old.definition, 'now()', 'app.now()');
  end loop;
end $$;
