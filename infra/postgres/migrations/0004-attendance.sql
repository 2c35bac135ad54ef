-- Evidence of presence. Append-only: the app login may insert, and may only lengthen or close a span.

-- What LiveKit told us, as it came. The named exception without clinic_id: a webhook arrives before anyone knows whose room it is.
create table webhook_inbox (
  event_id text primary key,
  received_at timestamptz not null,
  event text not null,
  room_name text,
  body jsonb not null,
  handled_at timestamptz,
  outcome text check (outcome in ('evidence', 'irrelevant', 'unknown_room'))
);
create index webhook_inbox_open on webhook_inbox (received_at) where handled_at is null;
call app.guard_table('webhook_inbox');
create policy any_app on webhook_inbox to __APP_ROLE__ using ((select app.acts_as()) = 'system') with check ((select app.acts_as()) = 'system');

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
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade
);
create index presence_evidence_session on presence_evidence (clinic_id, session_id);
call app.guard_for_staff('presence_evidence');

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
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade
);
create index poll_span_session on poll_span (clinic_id, session_id);
call app.guard_for_staff('poll_span');

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
  foreign key (clinic_id, session_id) references session (clinic_id, id) on delete cascade
);
create index beat_span_session on beat_span (clinic_id, session_id);
call app.guard_for_staff('beat_span');

-- Storing comes before any principal; handling is done by the system principal of the room's clinic.
create function store_webhook(id text, kind text, room text, payload jsonb, received timestamptz) returns boolean
  language sql security definer set search_path = pg_catalog, public
  as $$ with stored as (insert into public.webhook_inbox (event_id, event, room_name, body, received_at)
          values (id, kind, room, payload, received) on conflict (event_id) do nothing returning 1)
        select exists (select 1 from stored) $$;

create function open_webhooks(most integer) returns table (event_id text, room_name text)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select w.event_id, w.room_name from public.webhook_inbox w where w.handled_at is null order by w.received_at, w.event_id limit most $$;

-- A webhook of a room that is none of ours is put aside, kept for whoever looks into it.
create function park_webhook(id text) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.webhook_inbox set handled_at = now(), outcome = 'unknown_room' where event_id = id and handled_at is null $$;
