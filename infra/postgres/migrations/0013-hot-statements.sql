-- expands: indexes for what is asked again and again, so that no answer gets slower with the clinic's years.
-- What a person holds and what comes next for them, read from the index alone.
create index seat_person on seat (clinic_id, person_id, session_id) include (id, withdrawn_at);
-- The blocks of a day: those that end after its begin and begin before its end. Its past half is never looked at.
create index session_until on session (clinic_id, planned_to, planned_from);
create index agreement_acceptance_person on agreement_acceptance (clinic_id, person_id);
create index help_request_seat on help_request (clinic_id, seat_id, asked_at);
-- The names that a patient may not take.
create index person_staff on person (clinic_id) where kind = 'staff';
-- Whether somebody's look at this record is in the log already, a moment ago.
create index audit_entry_object on audit_entry (clinic_id, object_id, at);
