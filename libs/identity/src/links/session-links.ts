import { Clock, type SeatId, type SessionId } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { DeadBecause } from '../domain/link-standing.js';
import { linkWindow, triesPerLink, type LinkedSession } from '../domain/link-standing.js';
import { devicesByLink } from '../persistence/devices.js';
import { killLinks, moveLinks, newestLinks } from '../persistence/join-links.js';

export interface SeatLink {
  readonly seatId: SeatId;
  /** Whether a tap on it would lead in now or, before its time, later. */
  readonly works: boolean;
  /** Killed by wrong PINs: staff should call and make a new one. */
  readonly spent: boolean;
  /** How many browsers have opened it: a second one may be a second phone, or somebody else's. */
  readonly devices: number;
}

/** The links of a session, as staff look at them. Runs in the caller's open transaction, of staff or our own. */
@Injectable()
export class SessionLinks {
  constructor(private readonly clock: Clock) {}

  /** One line for each seat that ever had a link. */
  async ofSession(sessionId: SessionId): Promise<SeatLink[]> {
    const now = this.clock.now();
    const links = await newestLinks(sessionId);
    const opened = await devicesByLink(links.map(({ linkId }) => linkId));
    return links.map(({ linkId, seatId, deadBecause, tries, worksTo }) => {
      const spent = deadBecause === 'too_many_tries' || (deadBecause === null && tries >= triesPerLink);
      return { seatId, spent, devices: opened.get(linkId) ?? 0, works: deadBecause === null && !spent && now < worksTo };
    });
  }

  /** The seats whose newest link died of wrong PINs. */
  async deadLinks(sessionId: SessionId): Promise<SeatId[]> {
    return (await this.ofSession(sessionId)).filter((link) => link.spent).map((link) => link.seatId);
  }

  /** Every link that is out works from when it would if it were made now, because the lobbies of these sessions open at another time. */
  async followLobbies(sessions: readonly (LinkedSession & { readonly sessionId: SessionId })[]): Promise<void> {
    await moveLinks(sessions.map((session) => ({ sessionId: session.sessionId, worksFrom: new Date(linkWindow(session).from) })));
  }

  /** Rescheduled, removed for good, discharged: the seat's links lead nowhere from now on. */
  async end(seatId: SeatId, because: Extract<DeadBecause, 'rescheduled' | 'removed' | 'discharged'>): Promise<void> {
    await killLinks(seatId, because);
  }
}
