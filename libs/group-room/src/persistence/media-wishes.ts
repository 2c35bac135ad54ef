import type { RoomPass } from '#contracts/routes';
import type { PersonId, SeatId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

export type MediaWishes = NonNullable<RoomPass['wishes']>;

/** What people have switched off, one row for each seat. Every method needs an open transaction of the person, staff or system. */
@Injectable()
export class MediaWishTable {
  /** Null before the person passed the device check. */
  async of(seatId: SeatId): Promise<MediaWishes | null> {
    const rows = await sql<MediaWishes>(
      'select camera, on_break as "onBreak", save_data as "saveData", only_listening as "onlyListening" from media_wish where seat_id = $1',
      [seatId],
    );
    return rows[0] ?? null;
  }

  async keep(seatId: SeatId, personId: PersonId, { camera, onBreak, saveData, onlyListening }: MediaWishes, now: Date): Promise<void> {
    await sql(
      `insert into media_wish (clinic_id, seat_id, person_id, camera, on_break, save_data, only_listening, kept_at)
       values (app.clinic_id(), $1, $2, $3, $4, $5, $6, $7)
       on conflict (clinic_id, seat_id) do update set camera = excluded.camera, on_break = excluded.on_break, save_data = excluded.save_data,
         only_listening = excluded.only_listening, kept_at = excluded.kept_at`,
      [seatId, personId, camera, onBreak, saveData, onlyListening, now],
    );
  }
}
