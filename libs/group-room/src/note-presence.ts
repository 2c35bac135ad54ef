import { live } from '#contracts';
import { Clock, isHostRole, type ClinicId, type RoomId, type SessionId } from '#kernel';
import { systemPrincipal } from '#platform';
import { Seats, type Seat } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { hear, type News } from './domain/connection-news.js';
import { parseIdentity } from './domain/sfu-identity.js';
import { HostPresence } from './live/host-presence.js';
import { Live } from './live/live.js';
import { Admissions } from './persistence/admissions.js';

/** What became of one connection, told by a webhook or by the keeper's poll, in any order and as often as it likes. */
export interface ConnectionNews {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
  /** `<seat>.<generation>`; news of foreign identities is dropped. */
  readonly identity: string;
  readonly participantSid: string;
  /** The SFU's joinedAtMs of this SID, in joined and left alike. Orders the connections of one seat. */
  readonly joinedAtMs: number;
  /** `active`: media is up. `ended`: this SID is gone for good. */
  readonly what: 'active' | 'ended';
  /** Only for `ended`: the client said goodbye itself (left, closed the tab, reloaded). */
  readonly clean?: boolean;
  /** Only for `active`, and only when a poll saw it: our clock before the SFU was asked. */
  readonly seenAtMs?: number;
}

/** Turns connections into where people stand: in, dropped or left; and tells everybody in the session. Called by attendance's inbox. */
@Injectable()
export class NotePresence {
  constructor(
    private readonly live: Live,
    private readonly seats: Seats,
    private readonly admissions: Admissions,
    private readonly hosts: HostPresence,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat and in any order: the end of an older SID never marks a newer one as dropped. Opens its own transaction. */
  async run(news: ConnectionNews): Promise<void> {
    const identity = parseIdentity(news.identity);
    if (!identity) return;
    await this.live.act(systemPrincipal(news.clinicId, 'presence'), news.sessionId, async (session, told) => {
      const seat = await this.seats.find(identity.seatId);
      if (seat?.sessionId !== news.sessionId || !(await this.noted(seat, identity.generation, news))) return;
      told.about(live.roster, seat.seatId);
      told.about(live.peers, seat.seatId);
      if (isHostRole(seat.role) && (await this.hosts.note(session, new Date(news.joinedAtMs)))) told.session();
    });
  }

  private async noted(seat: Seat, generation: number, news: ConnectionNews): Promise<boolean> {
    const stay = await this.admissions.openStay(seat.seatId);
    if (!stay) return false;
    // A connection under another n than the seat's counts only as the end of the one that we know, as after a take-over.
    const isOurs = generation === seat.generation || (news.what === 'ended' && news.participantSid === stay.connectedSid);
    const heard = isOurs ? hear(stay, newsOf(news)) : undefined;
    if (!heard) return false;
    await this.admissions.keepHeard(stay.stayId, heard, this.clock.now());
    return true;
  }
}

function newsOf({ what, participantSid, joinedAtMs, clean, seenAtMs }: ConnectionNews): News {
  if (what === 'ended') return { what, participantSid, joinedAtMs, clean: clean === true };
  return seenAtMs === undefined ? { what, participantSid, joinedAtMs } : { what, participantSid, joinedAtMs, seenAtMs };
}
