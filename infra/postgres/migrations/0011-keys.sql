-- expands: a hash says which version of our key made it, and two functions take that version along.
-- Version 0 is a row of a build before there were versions; no secret that is presented now leads to it.
alter table join_link add column key_version smallint not null default 0;
alter table device add column key_version smallint not null default 0;
alter table sign_in_guard add column key_version smallint not null default 0;
-- What is kept of a secret is no bare hash any more.
comment on column join_link.token_hash is 'HMAC-SHA256 of the token by the key of key_version';
comment on column device.secret_hash is 'HMAC-SHA256 of the secret in the cookie by the key of key_version';
comment on column sign_in_guard.secret_hash is 'HMAC-SHA256 of the secret in the cookie by the key of key_version';
-- A browser that was given a new secret may show the one before it for two minutes; that one's version is of no use by then.
comment on column device.key_version is 'version of the key that made secret_hash';

create function open_sign_in(hash bytea, version smallint, account text, clinic uuid, person uuid, until timestamptz) returns uuid
  language sql security definer set search_path = pg_catalog, public
  as $$ insert into public.sign_in_guard (secret_hash, key_version, user_id, clinic_id, person_id, expires_at) values (hash, version, account, clinic, person, until) returning id $$;

create function move_sign_in(old_hash bytea, new_hash bytea, new_version smallint, clinic uuid, person uuid, absolute interval) returns boolean
  language sql security definer set search_path = pg_catalog, public
  as $$ with moved as (
          update public.sign_in_guard set secret_hash = new_hash, key_version = new_version, clinic_id = clinic, person_id = person, in_room_at = null,
                 last_input_at = app.now(), expires_at = least(expires_at, signed_in_at + absolute)
           where secret_hash = old_hash and ended_at is null and expires_at > app.now() returning 1)
        select exists (select 1 from moved) $$;

revoke all on function open_sign_in(bytea, smallint, text, uuid, uuid, timestamptz), move_sign_in(bytea, bytea, smallint, uuid, uuid, interval) from public;
grant execute on function open_sign_in(bytea, smallint, text, uuid, uuid, timestamptz), move_sign_in(bytea, bytea, smallint, uuid, uuid, interval) to __APP_ROLE__;
