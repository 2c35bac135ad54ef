import { hostRoles, type SessionId } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';

@Injectable()
export class HostsInside {
  /** Whether a host or co-facilitator is connected, inside the open transaction. */
  async areInside(sessionId: SessionId): Promise<boolean> {
    const rows = await sql(
      `select 1 from admission a join seat s on s.id = a.seat_id
        where a.session_id = $1 and a.state = 'in' and s.role in ${oneOf(hostRoles)} limit 1`,
      [sessionId],
    );
    return rows.length > 0;
  }
}
