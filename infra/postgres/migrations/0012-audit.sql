-- expands: a line keeps the bytes that it stands for; refused browsers are found by what their cookie holds.
-- A chain (hash of the line before and these bytes) can be laid over the lines later without touching them. Null: a line of a build before.
alter table audit_entry add column canonical bytea;

-- Whose browsers and sign-ins these are, for the log of refused calls. Only who is proven is named: a trusted device, a sign-in that is
-- open. With several people of a clinic at one browser nobody in particular is.
create index device_by_secret on device (secret_hash);
create function find_holders(hashes bytea[]) returns table (hash bytea, clinic_id uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select d.secret_hash, d.clinic_id, case when count(distinct d.person_id) = 1 then (array_agg(d.person_id))[1] end
          from public.device d where d.secret_hash = any (hashes) and d.revoked_at is null and d.trusted_until > app.now() group by d.secret_hash, d.clinic_id
        union all
        select g.secret_hash, g.clinic_id, g.person_id from public.sign_in_guard g
         where g.secret_hash = any (hashes) and g.clinic_id is not null and g.ended_at is null and g.expires_at > app.now() $$;
revoke all on function find_holders(bytea[]) from public;
grant execute on function find_holders(bytea[]) to __APP_ROLE__;
