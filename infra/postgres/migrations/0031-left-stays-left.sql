-- expands: the same question, answered no to one more kind of page; an older server lets nobody in who left without moving them first.
-- Who left is let in again by a press, which moves them back to `admitted` before their pass is made: a page with an old pass is told no.
create or replace function may_connect(seat_id uuid, generation integer, room_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (
          select 1 from public.seat s
            join public.live_session e on e.clinic_id = s.clinic_id and e.session_id = s.session_id and e.state <> 'ended'
            join public.room r on r.clinic_id = s.clinic_id and r.session_id = s.session_id and r.closed_at is null
            join public.admission a on a.clinic_id = s.clinic_id and a.seat_id = s.id and a.state in ('admitted', 'in', 'dropped')
          where s.id = may_connect.seat_id and s.generation = may_connect.generation and s.withdrawn_at is null and r.id = may_connect.room_id) $$;
