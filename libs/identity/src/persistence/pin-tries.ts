import type { PersonId, SeatId } from '#kernel';
import { sql } from '#platform';
import { triesPerDay, triesPerLink } from '../domain/link-standing.js';

/** A try that is paid for: it counts as wrong until it is given back. */
export interface TakenTry {
  readonly linkTries: number;
  readonly dayTries: number;
  /** Null when this person has no PIN. */
  readonly pinHash: string | null;
}

export type TryAnswer = { readonly kind: 'taken'; readonly tried: TakenTry } | { readonly kind: 'link_dead' } | { readonly kind: 'no_tries_left' };

/**
 * Takes one try from the link and one from the person's day, each by one conditional update: of any number at the same time only as many
 * pass as there are tries. Nothing is taken unless both pass.
 */
export async function takeTry(linkId: string, seatId: SeatId, personId: PersonId): Promise<TryAnswer> {
  const [link] = await sql<{ tries: number }>(
    'update join_link set tries = tries + 1 where id = $1 and seat_id = $2 and dead_at is null and works_to > app.now() and tries < $3 returning tries',
    [linkId, seatId, triesPerLink],
  );
  if (!link) return (await isAlive(linkId)) ? { kind: 'no_tries_left' } : { kind: 'link_dead' };
  const [day] = await sql<{ tries: number; pin_hash: string }>(
    `update pin p set tries = case when p.tries_on = today.on_day then p.tries + 1 else 1 end, tries_on = today.on_day
       from (select (app.now() at time zone zone)::date as on_day from clinic where id = app.clinic_id()) today
      where p.person_id = $1 and (p.tries_on is distinct from today.on_day or p.tries < $2) returning p.tries, p.pin_hash`,
    [personId, triesPerDay],
  );
  if (day) return { kind: 'taken', tried: { linkTries: link.tries, dayTries: day.tries, pinHash: day.pin_hash } };
  const [pin] = await sql('select 1 from pin where person_id = $1', [personId]);
  if (!pin) return { kind: 'taken', tried: { linkTries: link.tries, dayTries: 0, pinHash: null } };
  await killLink(linkId);
  return { kind: 'no_tries_left' };
}

/** The PIN was right, or was never looked at: the try did not count. */
export async function giveTryBack(linkId: string, personId: PersonId): Promise<void> {
  await sql('update join_link set tries = greatest(tries - 1, 0) where id = $1', [linkId]);
  await sql('update pin set tries = greatest(tries - 1, 0) where person_id = $1', [personId]);
}

export async function killLink(linkId: string): Promise<void> {
  await sql(`update join_link set dead_at = app.now(), dead_because = 'too_many_tries' where id = $1 and dead_at is null`, [linkId]);
}

/** Sets the PIN of a person, with all tries of the day given back. */
export async function setPin(personId: PersonId, pinHash: string): Promise<void> {
  await sql(
    `insert into pin (clinic_id, person_id, pin_hash) values (app.clinic_id(), $1, $2)
     on conflict (clinic_id, person_id) do update set pin_hash = excluded.pin_hash, set_at = app.now(), tries_on = null, tries = 0`,
    [personId, pinHash],
  );
}

async function isAlive(linkId: string): Promise<boolean> {
  const rows = await sql('select 1 from join_link where id = $1 and dead_at is null and works_to > app.now()', [linkId]);
  return rows.length > 0;
}
