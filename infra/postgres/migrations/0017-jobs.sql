-- expands
-- Work that is done after its cause. The app login adds a job, takes it and looks after all of them by three functions; only a connection that
-- says that it is a worker's sees the rows themselves, and no other table.
create function app.is_worker() returns boolean language sql stable as $$ select coalesce(current_setting('app.acts_as', true) = 'worker', false) $$;
revoke all on function app.is_worker() from public;
grant execute on function app.is_worker() to __APP_ROLE__;

grant usage on schema graphile_worker to __APP_ROLE__;
grant select on graphile_worker.migrations to __APP_ROLE__;
grant select, insert on graphile_worker._private_tasks to __APP_ROLE__;
grant select, insert, update on graphile_worker._private_job_queues, graphile_worker._private_known_crontabs to __APP_ROLE__;
grant select, insert, update, delete on graphile_worker._private_jobs to __APP_ROLE__;
create policy workers on graphile_worker._private_tasks to __APP_ROLE__ using ((select app.is_worker())) with check ((select app.is_worker()));
create policy workers on graphile_worker._private_job_queues to __APP_ROLE__ using ((select app.is_worker())) with check ((select app.is_worker()));
create policy workers on graphile_worker._private_known_crontabs to __APP_ROLE__ using ((select app.is_worker())) with check ((select app.is_worker()));
create policy workers on graphile_worker._private_jobs to __APP_ROLE__ using ((select app.is_worker())) with check ((select app.is_worker()));

-- A job of the clinic of this transaction, and of no other. Of one key there is one that waits: a second cause joins it at its time, and takes the
-- place of one that was put aside. A job that runs already has seen less than what is now, so another one follows it.
create function app.add_job(job text, payload jsonb, subject text, after_seconds integer, tries integer) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  job_key text := concat_ws(' ', job, app.clinic_id(), subject);
begin
  if app.clinic_id() is null or not app.is_staff() then
    raise insufficient_privilege using message = 'a job is added by staff or by our own work for a clinic';
  end if;
  delete from graphile_worker._private_jobs j where j.key = job_key and j.locked_at is null and j.attempts >= j.max_attempts;
  perform graphile_worker.add_job(job, json_build_object('clinicId', app.clinic_id(), 'payload', payload), max_attempts => tries, job_key => job_key, job_key_mode => 'preserve_run_at',
    -- At once is by the database's own clock, which the worker goes by: nobody waits for two clocks to agree.
    run_at => case when after_seconds > 0 then app.now() + make_interval(secs => after_seconds) end);
end $$;

-- Held until the end of the transaction in which the job is done, by the database, so that it is let go when the process or its connection dies. False
-- for a job that somebody else does, or took over.
create function app.take_job(job bigint, worker text) returns boolean
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  return pg_try_advisory_xact_lock(hashtextextended('job ' || job, 0))
    and exists (select 1 from graphile_worker._private_jobs j where j.id = job and j.locked_by = worker);
end $$;

-- Jobs whose process died in the middle are free again; one that was fetched just now (by the database's own clock, which wrote when) may not be
-- held yet. Counts those that were put aside, and those that wait.
create function app.look_after_jobs() returns table (freed integer, aside integer, waiting integer)
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held record;
begin
  freed := 0;
  for held in select j.id, j.locked_by from graphile_worker._private_jobs j where j.locked_at < pg_catalog.now() - interval '2 seconds' loop
    if pg_try_advisory_xact_lock(hashtextextended('job ' || held.id, 0)) then
      update graphile_worker._private_jobs j set locked_at = null, locked_by = null, last_error = 'the process died' where j.id = held.id and j.locked_by = held.locked_by;
      if found then freed := freed + 1; end if;
    end if;
  end loop;
  -- Another one of the same key follows it.
  delete from graphile_worker._private_jobs j where j.key is null and j.locked_at is null;
  select count(*) filter (where j.attempts >= j.max_attempts), count(*) filter (where j.attempts < j.max_attempts) into aside, waiting
    from graphile_worker._private_jobs j where j.locked_at is null;
  return next;
end $$;

revoke all on function app.add_job(text, jsonb, text, integer, integer), app.take_job(bigint, text), app.look_after_jobs() from public;
grant execute on function app.add_job(text, jsonb, text, integer, integer), app.take_job(bigint, text), app.look_after_jobs() to __APP_ROLE__;
