-- A name has two keys: in small letters, and as it stands, because a capital I looks like a small l and its small letter does not.
alter table seat add column name_look text;
