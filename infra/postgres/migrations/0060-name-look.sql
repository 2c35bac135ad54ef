-- A name has two keys: in small letters, and as it stands, because a capital I looks like a small l and its small letter does not.
alter table seat add column name_look text;
drop trigger seat_changes_only on seat;
call app.let_seat_change('seat', 'shown_name', 'name_key', 'name_look', 'generation');
