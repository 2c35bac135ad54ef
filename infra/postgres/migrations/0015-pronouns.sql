-- expands: columns that may be null.
-- How others are to speak of somebody, as they chose it for this group; shown beside the name and nowhere else.
alter table seat add column pronouns text;
-- What they chose last, to be offered the next time.
alter table person add column pronouns text;
drop trigger seat_changes_only on seat;
call app.let_seat_change('seat', 'shown_name', 'name_key', 'name_look', 'pronouns', 'generation');
drop trigger seat_changes_only on person;
call app.let_seat_change('person', 'shown_name', 'pronouns');
