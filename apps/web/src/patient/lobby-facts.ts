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
  const snapshot = view?.snapshot ?? null;
  const startsMs = Date.parse(snapshot?.session.startsAt ?? visit.session?.startsAt ?? '') || nowMs;
  const hold = snapshot ? snapshot.own.hold : visit.hold;
  const hostInside = snapshot?.session.hostInside ?? visit.session?.hostInside ?? false;
  const away = snapshot?.session.hostAwayName ?? null;
  const waitingSince = snapshot?.own.waitingSince ?? visit.waitingSince;
  const lead = lobbyClosed ? 'closed' : visit.step === 'room' ? 'opening' : away && !hostInside ? 'host_away' : (hold ?? (hostInside ? 'knows' : 'kept'));
  const waitedLong = waitingSince !== null && nowMs - Date.parse(waitingSince) >= longWaitMs && nowMs >= startsMs;
  return {
    lead,
    host: lead === 'host_away' ? away : (visit.session?.hosts[0] ?? null),
    start: startsMs - nowMs > nowWithinMs ? 'later' : nowMs - startsMs > nowWithinMs ? 'started' : 'now',
    offerCall: lead === 'call_us' || (waitedLong && hold === null && lead !== 'opening'),
    dropped: view?.connection === 'lost',
  };
}
