import type { SeatSnapshot, Visit } from '#contracts/routes';
import type { LiveView } from '../api/live-client.js';

/** What the waiting room says, in the order of what matters most to the person now. */
export interface LobbyFacts {
  readonly lead: 'closed' | 'opening' | 'host_away' | 'soon' | 'after_this_part' | 'call_us' | 'knows' | 'kept';
  /** Who is named in the lead; null: nobody was named, then it is "our staff". */
  readonly host: string | null;
  readonly start: 'later' | 'now' | 'started';
  /** Offer the clinic's number in large: staff asked for a call, or the wait got long. */
  readonly offerCall: boolean;
  readonly dropped: boolean;
}

const longWaitMs = 3 * 60_000;
const nowWithinMs = 30_000;

/**
 * `view`: the live session, null before it is open; the visit stands in until then. `nowMs`: the server's clock as far as known.
 * A wait counts as long after three minutes unseen, and not before the planned start: before it nobody promised to come.
 */
export function lobbyFacts(visit: Visit, view: LiveView<SeatSnapshot> | null, lobbyClosed: boolean, nowMs: number): LobbyFacts {
  const known = standing(visit, view?.snapshot ?? null, nowMs);
  const lead = leadOf(known, visit.step === 'room' || visit.step === 'left', lobbyClosed);
  const waitedLong = known.waitingSince !== null && nowMs - Date.parse(known.waitingSince) >= longWaitMs && nowMs >= known.startsMs;
  return {
    lead,
    host: lead === 'host_away' ? known.away : (visit.session?.hosts[0] ?? null),
    start: startOf(known.startsMs - nowMs),
    offerCall: lead === 'call_us' || (waitedLong && known.hold === null && lead !== 'opening'),
    dropped: view?.connection === 'lost',
  };
}

interface Standing {
  readonly startsMs: number;
  readonly hostInside: boolean;
  readonly away: string | null;
  readonly hold: Visit['hold'];
  readonly waitingSince: string | null;
}

function standing({ session, hold, waitingSince }: Visit, snapshot: SeatSnapshot | null, nowMs: number): Standing {
  if (snapshot) {
    const { hostInside, hostAwayName: away, startsAt } = snapshot.session;
    return { startsMs: Date.parse(startsAt), hostInside, away, hold: snapshot.own.standing.hold, waitingSince: snapshot.own.standing.waitingSince ?? waitingSince };
  }
  return { startsMs: session ? Date.parse(session.startsAt) : nowMs, hostInside: session?.hostInside ?? false, away: null, hold, waitingSince };
}

function leadOf({ away, hostInside, hold }: Standing, admitted: boolean, lobbyClosed: boolean): LobbyFacts['lead'] {
  if (lobbyClosed) return 'closed';
  if (admitted) return 'opening';
  if (away !== null && !hostInside) return 'host_away';
  return hold ?? (hostInside ? 'knows' : 'kept');
}

function startOf(untilMs: number): LobbyFacts['start'] {
  if (untilMs > nowWithinMs) return 'later';
  return untilMs < -nowWithinMs ? 'started' : 'now';
}
