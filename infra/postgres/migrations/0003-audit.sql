-- expands
-- The log of who did and who saw what. It only gains lines.
create table audit_entry (
  clinic_id uuid not null references clinic (id) on delete restrict,
  id bigint generated always as identity,
  at timestamptz not null default app.now(),
  acts_as text not null,
  actor_id uuid,
  action text not null,
  object_kind text,
  object_id uuid,
  outcome text not null default 'done' check (outcome in ('done', 'refused')),
  request_id text,
  details jsonb not null default '{}',
  primary key (clinic_id, id)
);
create index audit_entry_at on audit_entry (clinic_id, at);
-- Whether somebody's look at this record is in the log already, a moment ago.
create index audit_entry_object on audit_entry (clinic_id, object_id, at);
-- A line of the log names who really acts; only our own work may write one for somebody (a sign-in, a link).
call app.guard('audit_entry', reads => '(select app.is_staff())',
  adds => 'acts_as = (select app.acts_as()) and ((select app.is_system()) or actor_id = (select app.person_id()))');
grant select, insert on audit_entry to __APP_ROLE__;
