-- expands: a table of its own.
-- What the person of a seat has switched off, or is taking a break from. Kept here and never in a browser, so that it outlives a reload,
-- a crash and a change of device. No row: the person has not gone past the device check yet.
create table media_wish (
  clinic_id uuid not null,
  seat_id uuid not null,
  person_id uuid not null,
  -- As it should be outside a break; during one nothing is sent, whatever this says. Microphones are off whenever a page enters.
  camera boolean not null,
  on_break boolean not null,
  save_data boolean not null,
  -- Came without any device, to see and hear.
  only_listening boolean not null,
  kept_at timestamptz not null,
  primary key (clinic_id, seat_id),
  foreign key (clinic_id, seat_id) references seat (clinic_id, id) on delete restrict,
  foreign key (clinic_id, person_id) references person (clinic_id, id) on delete restrict
);
-- Nobody switches on what a person has switched off: only their own seat writes, staff look.
call app.guard('media_wish', reads => '(select app.is_staff()) or seat_id = (select app.seat_id())',
  adds => 'seat_id = (select app.seat_id()) and person_id = (select app.person_id())',
  changes => 'seat_id = (select app.seat_id()) and person_id = (select app.person_id())');
call app.let_seat_change('media_wish', 'camera', 'on_break', 'save_data', 'only_listening', 'kept_at');
grant select, insert, update on media_wish to __APP_ROLE__;
