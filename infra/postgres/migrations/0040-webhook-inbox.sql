-- The inbox counts tries, puts aside what cannot be made into evidence, and forgets what was handled long ago.
alter table webhook_inbox
  -- The order in which events came; two of the same millisecond included.
  add column arrival bigint generated always as identity,
  add column tries smallint not null default 0,
  add column next_try_at timestamptz,
  -- An error's code: why no evidence could be made of it, or why its body could not be read. Kept for whoever looks into it.
  add column parked_because text,
  drop constraint webhook_inbox_outcome_check,
  add constraint webhook_inbox_outcome_check check (outcome in ('evidence', 'irrelevant', 'unknown_room', 'parked')),
  add constraint webhook_inbox_parked_check check ((outcome is not distinct from 'parked') = (parked_because is not null));

drop index webhook_inbox_open;
create index webhook_inbox_open on webhook_inbox (room_name, arrival) where handled_at is null;
create index webhook_inbox_forget on webhook_inbox (handled_at) where outcome <> 'parked';

drop function store_webhook(text, text, text, jsonb, timestamptz);
drop function open_webhooks(integer);
drop function park_webhook(text);

create function store_webhook(id text, kind text, room text, payload jsonb, received timestamptz, because text) returns boolean
  language sql security definer set search_path = pg_catalog, public
  as $$ with stored as (insert into public.webhook_inbox (event_id, event, room_name, body, received_at, handled_at, outcome, parked_because)
          values (id, kind, room, payload, received, case when because is not null then received end, case when because is not null then 'parked' end, because)
          on conflict (event_id) do nothing returning 1)
        select exists (select 1 from stored) $$;

-- Rooms of which something waits, that which came first first.
create function open_webhook_rooms(due timestamptz, most integer) returns table (room_name text)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select w.room_name from public.webhook_inbox w where w.handled_at is null and (w.next_try_at is null or w.next_try_at <= due)
        group by w.room_name order by min(w.arrival) limit most $$;

-- Webhooks of a room that is none of ours are put aside, kept for whoever looks into it.
create function park_webhooks_of(room text, at timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.webhook_inbox set handled_at = at, outcome = 'unknown_room' where room_name is not distinct from room and handled_at is null $$;

-- What was made of them stays; what could not be handled stays too.
create function forget_webhooks(before timestamptz, most integer) returns integer
  language sql security definer set search_path = pg_catalog, public
  as $$ with gone as (delete from public.webhook_inbox where event_id in
          (select w.event_id from public.webhook_inbox w where w.handled_at < before and w.outcome <> 'parked' limit most for update skip locked) returning 1)
        select count(*)::integer from gone $$;

revoke all on function store_webhook(text, text, text, jsonb, timestamptz, text), open_webhook_rooms(timestamptz, integer), park_webhooks_of(text, timestamptz),
  forget_webhooks(timestamptz, integer) from public;
grant execute on function store_webhook(text, text, text, jsonb, timestamptz, text), open_webhook_rooms(timestamptz, integer), park_webhooks_of(text, timestamptz),
  forget_webhooks(timestamptz, integer) to __APP_ROLE__;
