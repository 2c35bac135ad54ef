import { Clock } from '#kernel';
import { Injectable } from '@nestjs/common';
import { hostInside } from '../domain/session-life.js';
import { HostsInside } from '../persistence/hosts-inside.js';
import { LiveSessions, type LiveSession } from '../persistence/live-sessions.js';

/** Whether a session has a host in it, kept with the session. */
@Injectable()
export class HostPresence {
  constructor(
    private readonly hosts: HostsInside,
    private readonly sessions: LiveSessions,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks after a host came or went, and says whether that changed it. The first one opens the session, from `cameAt`, when their connection
   * began. Called inside `live.act`.
   */
  async note(session: LiveSession, cameAt: Date): Promise<boolean> {
    const inside = await this.hosts.areInside(session.sessionId);
    if (inside) await this.sessions.hostCame(session.sessionId, cameAt);
    else await this.sessions.hostsGone(session.sessionId, this.clock.now());
    return inside !== hostInside(session);
  }
}
