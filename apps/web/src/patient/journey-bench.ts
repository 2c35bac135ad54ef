import type { RouteName, SeatSnapshot, Visit } from '#contracts/routes';
import { CallError, type CallErrorCode } from '../api/call-error.js';
import type { Call } from '../api/call.js';
import type { LiveView, SeatLive } from '../api/live-client.js';
import type { Arrival } from './arrival.js';
import { Journey } from './journey.js';
import type { JourneyPorts } from './journey-ports.js';
import { screenOf, type Screen } from './journey-state.js';
import type { Admitted } from './room-door.js';
import { WayIn } from './way-in.js';

export const seatId = '00000000-0000-4000-8000-000000000001';

export const aVisit = (part: Partial<Visit> = {}): Visit => ({
  step: 'lobby', seatId, clinic: { name: 'Example Clinic', phone: '(916) 555-0134' }, locale: 'en', pinTriesLeft: null, session: null, givenName: null,
  shownName: null, lastGate: null, agreement: null, waitingSince: null, hold: null, mayReturn: null, help: null, wishes: null, ...part,
});

export const aSnapshot = (own: Partial<SeatSnapshot['own']['standing']> = {}): SeatSnapshot => ({
  version: 1,
  now: '2026-11-02T17:24:00.000Z',
  session: { state: 'live', hostInside: true, hostAwayName: null, startsAt: '2026-11-02T17:30:00.000Z', endsAt: '2026-11-02T21:00:00.000Z', endedAt: null },
  topics: {},
  ownVersion: 1,
  own: { standing: { step: 'lobby', hold: null, waitingSince: null, mayReturn: null, ...own }, help: null },
});

/** A live session in which the test plays the server. */
class PlayedLive implements SeatLive {
  private now: LiveView<SeatSnapshot> = { connection: 'open', snapshot: null, clockAheadMs: 0, takenOver: false, refusal: null, pass: null };
  private readonly listeners = new Set<() => void>();
  closed = false;
  readonly view = (): LiveView<SeatSnapshot> => this.now;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  watch = this.subscribe;
  release(): void {}
  send = (): Promise<never> => Promise.reject(new CallError('offline'));
  beat(): void {}
  on = (): (() => void) => () => undefined;
  refresh(): void {}
  close(): void {
    this.closed = true;
  }
  play(part: Partial<LiveView<SeatSnapshot>>): void {
    this.now = { ...this.now, ...part };
    for (const listener of this.listeners) listener();
  }
}

/** A journey against a played server: `answers` by route, each a value, a refusal's code, or a list of them for call after call. */
export function bench(arrival: Arrival, answers: Partial<Record<RouteName, unknown>>, browser: Pick<JourneyPorts, 'canMeet'> = {}) {
  const calls: [RouteName, unknown][] = [];
  const addresses: string[] = [];
  const lives: PlayedLive[] = [];
  const call = (async (name: RouteName, input: unknown) => {
    calls.push([name, input]);
    const planned = answers[name];
    const answer: unknown = Array.isArray(planned) ? (planned.length > 1 ? planned.shift() : planned[0]) : planned;
    if (typeof answer === 'string') throw new CallError(answer as CallErrorCode);
    return answer;
  }) as Call;
  const journey = new Journey(arrival, {
    call,
    openLive: async () => {
      const live = new PlayedLive();
      lives.push(live);
      return live;
    },
    language: () => 'en',
    showAddress: (path) => addresses.push(path),
    ...browser,
  });
  const entered: string[] = [];
  const door = { open: async ({ pass }: Admitted) => void entered.push(pass.token), close: () => void entered.push('closed') };
  journey.equip((ports, hold) => new WayIn(ports, hold, door));
  const screen = (): Screen => screenOf(journey.state());
  return { journey, calls, addresses, lives, entered, screen, called: (name: RouteName) => calls.filter(([one]) => one === name).map(([, input]) => input) };
}

/** Lets everything that was promised happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
