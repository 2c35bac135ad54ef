import type { GateAnswers, RouteInput, VisitRoute, Visit } from '#contracts/routes';
import { aboutOf, codeOf, type CallErrorCode } from '../api/call-error.js';
import type { RoomEnd } from '../room-contract.js';
import type { Arrival } from './arrival.js';
import { firstState, type JourneyState } from './journey-state.js';
import type { Hold, JourneyPorts } from './journey-ports.js';
import type { WayIn } from './way-in.js';

/** A visit from link to goodbye, without any drawing. Each act takes one state to the next; none throws. */
export class Journey {
  private now: JourneyState;
  private readonly listeners = new Set<() => void>();
  private wayIn: WayIn | null = null;
  /** Raised by everything that says where the person stands: a reading that was asked for before it may be older. */
  private heard = 0;

  constructor(arrival: Arrival, private readonly ports: JourneyPorts) {
    this.now = firstState(arrival);
    if (arrival.kind === 'visit') void this.load();
  }

  readonly state = (): JourneyState => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Gives the journey its last part, which comes with the visit's screens: nobody needs it on the first one. Safe to repeat. */
  equip(make: (ports: JourneyPorts, hold: Hold) => WayIn): void {
    this.wayIn ??= make(this.ports, { get: this.state, set: (part) => this.set(part), take: (visit) => this.take(visit), reload: () => this.load() });
  }

  /** The tap that redeems the link; the secret is forgotten when it has opened the visit. */
  readonly redeem = (): Promise<void> =>
    this.act(async () => {
      const { arrival } = this.now;
      if (arrival.kind !== 'link') return;
      const opened = await this.ports.call('redeemLink', { token: arrival.token });
      if (opened.kind !== 'open') return this.set({ link: opened });
      const { clinic, seatId } = opened;
      if (this.ports.canMeet?.() === false) return this.set({ link: { kind: 'other-browser', clinic, address: `${location.origin}/j#${arrival.token}` } });
      this.ports.showAddress(`/visit/${seatId}`);
      this.set({ arrival: { kind: 'visit', seatId }, link: null });
      await this.load();
      // The device got its cookie a moment ago. That it is a stranger already means that the cookie was not kept.
      if (this.now.link?.kind === 'unknown') this.set({ link: { kind: 'no-cookies', clinic } });
    });

  /** Reads where the person stands. Also the way to try again when that could not be read. */
  readonly load = async (): Promise<void> => {
    const seatId = this.seatId();
    if (!seatId) return;
    this.set({ unread: null });
    const { heard } = this;
    try {
      const visit = await this.ports.call('getVisit', { seatId, locale: this.ports.language() });
      // Read before the person's own step and answered after it: it would lead them back to what they have done.
      if (heard !== this.heard) return this.load();
      this.take(visit);
    } catch (thrown) {
      const code = codeOf(thrown);
      if (isStranger(code)) this.set({ visit: null, link: { kind: 'unknown' } });
      else if (!this.now.visit) this.set({ unread: code });
    }
  };

  readonly enterPin = (pin: string, ownDevice: boolean): Promise<void> => this.step('enterPin', { pin, ownDevice });
  readonly chooseName = (shownName: string): Promise<void> => this.step('chooseName', { shownName });
  readonly answerGate = (answers: GateAnswers): Promise<void> => this.step('answerGate', answers);
  readonly acceptAgreement = (agreementId: string): Promise<void> => this.step('acceptAgreement', { agreementId });
  readonly declineAgreement = (): Promise<void> => this.step('declineAgreement', {});
  /** After a removal that allows it. */
  readonly returnToLobby = (): Promise<void> => {
    this.set({ returned: true });
    return this.step('enterLobby', {});
  };

  readonly devicesDone = (): void => this.set({ devicesReady: true, again: null, problem: null });
  readonly goTo = (again: JourneyState['again']): void => this.set({ again, problem: null });

  /** Into the waiting room, or straight into the room for somebody who was admitted before. Safe to repeat. */
  readonly enter = (): void => this.wayIn?.enter();
  /** The person is not waiting any more: the page shows something else. */
  readonly pause = (): void => this.wayIn?.pause();
  readonly useHere = (): void => this.wayIn?.useHere();

  readonly roomEnded = (reason: RoomEnd): void => {
    const { visit, live } = this.now;
    const mayReturn = live?.view().snapshot?.own.standing.mayReturn ?? null;
    this.set({ pass: null, takenOver: reason === 'taken_over', left: reason === 'left', comingBack: false, returned: reason === 'lobby' });
    // What the room said is shown at once; the server's answer follows.
    if (visit && (reason === 'removed' || reason === 'ended' || reason === 'lobby')) this.set({ visit: { ...visit, step: reason, mayReturn } });
    if (reason !== 'lobby') {
      this.wayIn?.closeLive();
      // The camera is let go at a goodbye; who comes back passes the device check again, which then asks nothing.
      this.set({ devicesReady: false });
    }
    if (reason !== 'left' && reason !== 'taken_over') void this.load();
  };

  /** The press that leaves the group; the room hangs up by itself. */
  readonly leave = (): void => this.wayIn?.leave();

  /** The press that leads from a goodbye back in. */
  readonly comeBack = async (): Promise<void> => {
    this.wayIn?.stay();
    this.set({ left: false, comingBack: true });
    await this.load();
  };

  private step<Name extends VisitRoute>(name: Name, input: Omit<RouteInput<Name>, 'seatId'>): Promise<void> {
    return this.act(async () => this.take((await this.ports.call(name, { ...input, seatId: this.seatId() } as RouteInput<Name>)) as Visit));
  }

  private async act(work: () => Promise<void>): Promise<void> {
    if (this.now.busy) return;
    this.set({ busy: true, problem: null, about: null });
    try {
      await work();
    } catch (thrown) {
      this.set({ about: aboutOf(thrown) });
      await this.refused(codeOf(thrown));
    } finally {
      this.set({ busy: false });
    }
  }

  private async refused(code: CallErrorCode): Promise<void> {
    const { visit } = this.now;
    if (code === 'link_unknown' || (!visit && isStranger(code))) return this.set({ link: { kind: 'unknown' } });
    if (code === 'link_dead' && visit) return this.set({ link: { kind: 'dead', because: 'too_many_tries', clinic: visit.clinic, nextAt: null, zone: null } });
    this.set({ problem: code });
    // How many tries are left, a new agreement, the PIN once more, a closed session: the server knows better where we stand.
    if (['wrong_pin', 'conflict', 'pin_needed', 'removed', 'session_ended', 'gate_incomplete'].includes(code)) await this.load();
  }

  private take(visit: Visit): void {
    this.set({ visit, unread: null, again: null });
    if (visit.step === 'ended' || visit.step === 'removed') this.wayIn?.closeLive();
  }

  private seatId(): string | null {
    return this.now.arrival.kind === 'visit' ? this.now.arrival.seatId : null;
  }

  private set(part: Partial<JourneyState>): void {
    if (part.visit) this.heard += 1;
    this.now = { ...this.now, ...part };
    for (const listener of this.listeners) listener();
  }
}

/** The server does not know this device or seat: only a link helps. */
function isStranger(code: CallErrorCode): boolean {
  return code === 'not_signed_in' || code === 'not_allowed' || code === 'not_found';
}
