import type { PersonId, SeatId } from '#kernel';
import { sql } from '#platform';
import type { Device } from '../domain/seat-access.js';

/** A device row with what it takes to enter the PIN on it. */
export interface FoundDevice extends Device {
  readonly deviceId: string;
  /** The link this browser opened last for this person. */
  readonly linkId: string | null;
  /** Wrong PINs so far on that link, and of the person today; both count. */
  readonly linkTries: number;
  readonly linkDead: boolean;
  readonly dayTries: number;
}

interface DeviceRecord {
  id: string;
  link_id: string | null;
  trusted_until: Date | null;
  only_seat_id: string | null;
  revoked_at: Date | null;
  link_tries: number | null;
  link_dead: boolean;
  day_tries: number | null;
}

/** The row of this browser for this person. Inside a transaction. */
export async function findDevice(personId: PersonId, secretHash: Buffer): Promise<FoundDevice | undefined> {
  const [row] = await sql<DeviceRecord>(
    `select d.id, d.link_id, d.trusted_until, d.only_seat_id, d.revoked_at,
            l.tries as link_tries, l.id is null or l.dead_at is not null or l.works_to <= app.now() as link_dead,
            case when p.tries_on = (app.now() at time zone c.zone)::date then p.tries else 0 end as day_tries
       from device d
       join clinic c on c.id = d.clinic_id
       left join join_link l on l.clinic_id = d.clinic_id and l.id = d.link_id
       left join pin p on p.clinic_id = d.clinic_id and p.person_id = d.person_id
      where d.person_id = $1 and d.secret_hash = $2`,
    [personId, secretHash],
  );
  if (!row) return undefined;
  return {
    deviceId: row.id,
    linkId: row.link_id,
    trustedUntil: row.trusted_until,
    onlySeatId: row.only_seat_id,
    revokedAt: row.revoked_at,
    linkTries: row.link_tries ?? 0,
    linkDead: row.link_dead,
    dayTries: row.day_tries ?? 0,
  };
}

/**
 * This browser has opened a link of this seat. It keeps the trust it has for this seat; else it counts for this seat only, untrusted,
 * and the PIN comes next.
 */
export async function noteDevice(opened: { personId: PersonId; secretHash: Buffer; seatId: SeatId; linkId: string }): Promise<void> {
  await sql(
    `insert into device as d (clinic_id, person_id, secret_hash, only_seat_id, link_id)
     values (app.clinic_id(), $1, $2, $3, $4)
     on conflict (clinic_id, person_id, secret_hash) do update set
       last_used_at = app.now(), link_id = excluded.link_id, revoked_at = null,
       trusted_until = case when d.revoked_at is null and d.trusted_until > app.now() and coalesce(d.only_seat_id = excluded.only_seat_id, true) then d.trusted_until end,
       only_seat_id = case when d.revoked_at is null and d.trusted_until > app.now() and coalesce(d.only_seat_id = excluded.only_seat_id, true) then d.only_seat_id else excluded.only_seat_id end`,
    [opened.personId, opened.secretHash, opened.seatId, opened.linkId],
  );
}

/** Trust after a right PIN: of the person for 90 days, or of this one seat until `visitEnds`. False when the device was forgotten meanwhile. */
export async function trustDevice(deviceId: string, trust: { onlySeatId: SeatId | null; visitEnds: Date }): Promise<boolean> {
  const rows = await sql(
    `update device set only_seat_id = $2, last_used_at = app.now(),
            trusted_until = case when $2::uuid is null then app.now() + interval '90 days' else $3::timestamptz end
      where id = $1 and revoked_at is null returning id`,
    [deviceId, trust.onlySeatId, trust.visitEnds],
  );
  return rows.length > 0;
}

export async function revokeDevice(deviceId: string): Promise<void> {
  await sql('update device set revoked_at = app.now(), trusted_until = null where id = $1 and revoked_at is null', [deviceId]);
}

/** Forgets every browser of a person; says how many were trusted or had opened a link. */
export async function revokeDevicesOf(personId: PersonId): Promise<number> {
  const rows = await sql('update device set revoked_at = app.now(), trusted_until = null where person_id = $1 and revoked_at is null returning id', [personId]);
  return rows.length;
}
