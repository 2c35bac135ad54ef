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
