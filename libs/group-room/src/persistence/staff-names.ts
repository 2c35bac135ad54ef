import type { PersonId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

/** What the staff of a clinic are called. Needs an open transaction of staff or system. */
@Injectable()
export class StaffNames {
  /** Every form in which a staff member may be known: in rooms, in full, by surname. */
  async all(): Promise<string[]> {
    const rows = await sql<{ names: string[] }>(
      `select array_remove(array[shown_name, given_name || ' ' || family_name, family_name], null) as names from person where kind = 'staff'`,
    );
    return rows.flatMap((row) => row.names);
  }

  /** How one staff member is called in rooms. */
  async of(personId: PersonId): Promise<string | undefined> {
    const rows = await sql<{ name: string }>(`select coalesce(shown_name, given_name || ' ' || family_name) as name from person where id = $1`, [personId]);
    return rows[0]?.name;
  }
}
