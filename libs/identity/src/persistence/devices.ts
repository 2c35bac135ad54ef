import type { PersonId, SeatId } from '#kernel';
import { sql, type KeptSecret } from '#platform';
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
  /** When its secret was last made anew. */
  readonly rotatedAt: Date | null;
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
  rotated_at: Date | null;
}

/** How a browser is known: by what its cookie holds, or, on a socket that was proven, by its row. */
export type DeviceKey = { readonly secretHash: Buffer } | { readonly deviceId: string };

/** An answer with a new secret may be lost on its way: for so long the old one still leads to the PIN. Milliseconds. */
const oldSecretMs = 2 * 60_000;

/** The row of this browser for this person. By a secret that was replaced a moment ago it is found without its trust. Inside a transaction. */
export async function findDevice(personId: PersonId, by: DeviceKey, now: Date): Promise<FoundDevice | undefined> {
  const [secretHash, deviceId] = 'secretHash' in by ? [by.secretHash, null] : [null, by.deviceId];
  const [row] = await sql<DeviceRecord>(
    `select d.id, d.link_id, case when d.id = $3 or d.secret_hash = $2 then d.trusted_until end as trusted_until, d.only_seat_id, d.revoked_at, d.rotated_at,
            l.tries as link_tries, l.id is null or l.dead_at is not null or l.works_to <= app.now() as link_dead,
            case when p.tries_on = (app.now() at time zone c.zone)::date then p.tries else 0 end as day_tries
       from device d
       join clinic c on c.id = d.clinic_id
       left join join_link l on l.clinic_id = d.clinic_id and l.id = d.link_id
       left join pin p on p.clinic_id = d.clinic_id and p.person_id = d.person_id
      where d.person_id = $1 and (d.id = $3 or d.secret_hash = $2 or (d.old_secret_hash = $2 and d.rotated_at > $4))
      order by d.secret_hash = $2 desc limit 1`,
    [personId, secretHash, deviceId, new Date(now.getTime() - oldSecretMs)],
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
    rotatedAt: row.rotated_at,
  };
}

/**
 * This browser has opened a link of this seat. It keeps the trust it has for this seat; else it counts for this seat only, untrusted,
 * and the PIN comes next.
 */
export async function noteDevice(opened: { personId: PersonId; secret: KeptSecret; seatId: SeatId; linkId: string }): Promise<void> {
  await sql(
    `insert into device as d (clinic_id, person_id, secret_hash, key_version, only_seat_id, link_id)
     values (app.clinic_id(), $1, $2, $3, $4, $5)
     on conflict (clinic_id, person_id, secret_hash) do update set
       last_used_at = app.now(), link_id = excluded.link_id, revoked_at = null,
       trusted_until = case when d.revoked_at is null and d.trusted_until > app.now() and coalesce(d.only_seat_id = excluded.only_seat_id, true) then d.trusted_until end,
       only_seat_id = case when d.revoked_at is null and d.trusted_until > app.now() and coalesce(d.only_seat_id = excluded.only_seat_id, true) then d.only_seat_id else excluded.only_seat_id end`,
    [opened.personId, opened.secret.hash, opened.secret.keyVersion, opened.seatId, opened.linkId],
  );
}

/**
 * Trust after a right PIN: of the person for 90 days, or of this one seat until `visitEnds`. The browser gets a new secret with it, for
 * all of the clinic's people who use it. `gone`: the device was forgotten meanwhile. `kept`: the same PIN came twice at once, and the
 * other call has changed the secret already.
 */
export async function trustDevice(
  device: { deviceId: string; rotatedAt: Date | null },
  trust: { onlySeatId: SeatId | null; visitEnds: Date },
  fresh: { secret: KeptSecret; now: Date },
): Promise<'gone' | 'kept' | 'rotated'> {
  const [row] = await sql<{ secret_hash: Buffer; rotated_at: Date | null }>(
    `update device set only_seat_id = $2, last_used_at = $4,
            trusted_until = case when $2::uuid is null then $4::timestamptz + interval '90 days' else $3::timestamptz end
      where id = $1 and revoked_at is null returning secret_hash, rotated_at`,
    [device.deviceId, trust.onlySeatId, trust.visitEnds, fresh.now],
  );
  if (!row) return 'gone';
  if (row.rotated_at?.getTime() !== device.rotatedAt?.getTime()) return 'kept';
  const { hash, keyVersion } = fresh.secret;
  await sql('update device set old_secret_hash = secret_hash, secret_hash = $2, key_version = $3, rotated_at = $4 where secret_hash = $1 and revoked_at is null', [row.secret_hash, hash, keyVersion, fresh.now]);
  return 'rotated';
}

export async function revokeDevice(deviceId: string): Promise<void> {
  await sql('update device set revoked_at = app.now(), trusted_until = null where id = $1 and revoked_at is null', [deviceId]);
}

/** Forgets every browser of a person, and that it opened a link. Only those that were `trusted` can have held a place in a room. */
export async function revokeDevicesOf(personId: PersonId): Promise<{ deviceId: string; trusted: boolean }[]> {
  return sql<{ deviceId: string; trusted: boolean }>(
    `with held as (select id, trusted_until is not null as trusted from device where person_id = $1 and revoked_at is null for update)
     update device d set revoked_at = app.now(), trusted_until = null, link_id = null from held where d.person_id = $1 and d.id = held.id
     returning d.id as "deviceId", held.trusted`,
    [personId],
  );
}

/** How many browsers have opened this link, leaving this one out; also those that were forgotten since, unless by a new PIN. Locks the link. */
export async function otherDevicesOf(linkId: string, secretHash: Buffer): Promise<number> {
  await sql('select 1 from join_link where id = $1 for update', [linkId]);
  const [row] = await sql<{ others: number }>('select count(*)::int as others from device where link_id = $1 and secret_hash <> $2', [linkId, secretHash]);
  return row?.others ?? 0;
}

/** How many browsers have opened each of these links; those that nobody opened are left out. */
export async function devicesByLink(linkIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ link_id: string; devices: number }>('select link_id, count(*)::int as devices from device where link_id = any ($1) group by link_id', [linkIds]);
  return new Map(rows.map((row) => [row.link_id, row.devices]));
}
