-- expands
-- Evidence of presence. Append-only: the app login may insert, and may only lengthen or close a span.

-- What LiveKit told us, as it came. The named exception without clinic_id: a webhook arrives before anyone knows whose room it is.
create table webhook_inbox (
  event_id text primary key,
  -- The order in which events came; two of the same millisecond included.
  arrival bigint generated always as identity,
  received_at timestamptz not null,
  event text not null,
  room_name text,
  body jsonb not null,
  tries smallint not null default 0,
  next_try_at timestamptz,
  handled_at timestamptz,
  outcome text check (outcome in ('evidence', 'irrelevant', 'unknown_room', 'parked')),
  -- An error's code: why no evidence could be made of it, or why its body could not be read. Kept for whoever looks into it.
  parked_because text,
  constraint webhook_inbox_parked_check check ((outcome is not distinct from 'parked') = (parked_because is not null))
);
create index webhook_inbox_open on webhook_inbox (room_name, arrival) where handled_at is null;
create index webhook_inbox_forget on webhook_inbox (handled_at) where outcome <> 'parked';
call app.guard_table('webhook_inbox');
create policy any_app on webhook_inbox to __APP_ROLE__ using ((select app.acts_as()) = 'system') with check ((select app.acts_as()) = 'system');
grant select, update on webhook_inbox to __APP_ROLE__;

-- Storing comes before any principal; handling is done by the system principal of the room's clinic.
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

grant execute on function store_webhook(text, text, text, jsonb, timestamptz, text), open_webhook_rooms(timestamptz, integer), park_webhooks_of(text, timestamptz),
  forget_webhooks(timestamptz, integer) to __APP_ROLE__;

create table presence_evidence (
  clinic_id uuid not null,
  id bigint generated always as identity,
  session_id uuid not null,
  room_id uuid not null,
  seat_id uuid,
  generation integer,
  kind text not null check (kind in ('joined', 'left', 'aborted', 'room_started', 'room_finished')),
  room_sid text not null,
  participant_sid text,
  received_at timestamptz not null,
  -- LiveKit's clock, whole seconds.
  reported_at timestamptz not null,
  -- LiveKit's clock, milliseconds.
  joined_at timestamptz,
  reason text,
  event_id text not null,
  primary key (clinic_id, id),
  unique (clinic_id, event_id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict
);
create index presence_evidence_session on presence_evidence (clinic_id, session_id);
call app.guard('presence_evidence', reads => '(select app.is_staff())', adds => '(select app.is_system())');
grant select, insert on presence_evidence to __APP_ROLE__;

-- Spans only grow: who and what they are of stays as it was first seen, and their ends move forward, for the owner too.

-- What the keeper's polls saw of one connection: one row, renewed while it is listed, closed by the first poll that no longer lists it.
create table poll_span (
  clinic_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  seat_id uuid not null,
  room_id uuid not null,
  room_sid text not null,
  participant_sid text not null,
  joined_at timestamptz not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  gone_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, room_id, participant_sid),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict
);
create index poll_span_session on poll_span (clinic_id, session_id);
call app.guard('poll_span', reads => '(select app.is_staff())', adds => '(select app.is_system())', changes => '(select app.is_system())');
-- Who was missed by one look may be seen again by a later one, and by that only.
create trigger span_grows before update on poll_span for each row when (
    (new.clinic_id, new.id, new.session_id, new.seat_id, new.room_id, new.room_sid, new.participant_sid, new.joined_at, new.first_seen)
      is distinct from (old.clinic_id, old.id, old.session_id, old.seat_id, old.room_id, old.room_sid, old.participant_sid, old.joined_at, old.first_seen)
    or new.last_seen < old.last_seen
    or new.gone_at < old.gone_at or (new.gone_at is null and new.last_seen < old.gone_at))
  execute function app.only_grows('a span of evidence');
grant select, insert, update (last_seen, gone_at) on poll_span to __APP_ROLE__;

-- An unbroken run of beats of one page about its connection: one row, renewed every 2 s.
create table beat_span (
  clinic_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  seat_id uuid not null,
  participant_sid text not null,
  connection text not null check (connection in ('connecting', 'connected', 'reconnecting', 'disconnected')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- The flow of packets from the SFU, on our clock: since when, the last packet before its last pause, the last packet.
  media_since timestamptz,
  media_before timestamptz,
  media_until timestamptz,
  -- When the page's socket closed.
  closed_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict
);
create index beat_span_session on beat_span (clinic_id, session_id);
call app.guard('beat_span', reads => '(select app.is_staff())', adds => '(select app.is_system())', changes => '(select app.is_system())');
create trigger span_grows before update on beat_span for each row when (
    (new.clinic_id, new.id, new.session_id, new.seat_id, new.participant_sid, new.connection, new.from_at, new.media_since, new.media_before)
      is distinct from (old.clinic_id, old.id, old.session_id, old.seat_id, old.participant_sid, old.connection, old.from_at, old.media_since, old.media_before)
    or new.to_at < old.to_at
    or new.media_until < old.media_until or (new.media_until is null and old.media_until is not null)
    or (old.closed_at is not null and new.closed_at is distinct from old.closed_at))
  execute function app.only_grows('a span of evidence');
grant select, insert, update (to_at, media_until, closed_at) on beat_span to __APP_ROLE__;
