import type { RoomPass, SeatSnapshot, Visit } from '#contracts/routes';
import { CallError, codeOf, type CallErrorCode } from '../api/call-error.js';
import { tabId } from '../api/tab-id.js';
import type { Hold, JourneyPorts } from './journey-ports.js';
import type { RoomDoor } from './room-door.js';

const soonMs = 2_000;
const lookEveryMs = 10_000;

/**
 * From "ready" to "in the room". The waiting entry lives on the server; this only keeps saying that we are here, listens, and takes the
 * pass when it comes. Every failure that may pass is tried again by itself.
 */
export class WayIn {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private look: ReturnType<typeof setInterval> | undefined;
  private stopListening: (() => void) | undefined;
  private entering = false;
  /** Raised by every start and stop: what was begun before it changes nothing any more. */
  private turn = 0;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private fetching = false;
  private opening = false;
  /** Passes are for one use; a new admission brings a new one. */
  private usedToken: string | null = null;

  constructor(
    private readonly ports: JourneyPorts,
    private readonly journey: Hold,
    private readonly door: Pick<RoomDoor, 'open' | 'close'>,
  ) {}

  enter(): void {
    if (this.entering || this.journey.get().pass) return;
    this.entering = true;
    this.turn += 1;
    this.look ??= setInterval(() => this.journey.get().live?.refresh(), lookEveryMs);
    void this.tryToEnter(false);
  }

  pause(): void {
    this.entering = false;
    this.turn += 1;
    clearTimeout(this.timer);
    clearInterval(this.look);
    this.look = undefined;
  }

  /** Ends the same seat elsewhere and goes on here. */
  useHere(): void {
    this.closeLive();
    this.journey.set({ takenOver: false });
    this.entering = true;
    this.turn += 1;
    void this.tryToEnter(true);
  }

  /** Tells the server that the person leaves, until it knows: what was not told would bring them back at the next reload. */
  leave(): void {
    const { visit } = this.journey.get();
    if (!visit) return;
    const tell = (): void => void this.ports.call('leaveSession', { seatId: visit.seatId }).then(told, (thrown: unknown) => isPassing(codeOf(thrown)) && later());
    const told = (): void => this.stay();
    const later = (): void => void (this.leaving !== undefined && (this.leaving = setTimeout(tell, soonMs)));
    this.leaving = setTimeout(tell);
  }

  /** Changed their mind: a leave that has not arrived yet must not follow them in. */
  stay(): void {
    clearTimeout(this.leaving);
    this.leaving = undefined;
  }

  closeLive(): void {
    this.pause();
    this.dropLive();
  }

  private dropLive(): void {
    this.stopListening?.();
    this.stopListening = undefined;
    this.journey.get().live?.close();
    this.journey.set({ live: null });
  }

  private async tryToEnter(takeOver: boolean): Promise<void> {
    const { visit } = this.journey.get();
    if (!this.entering || !visit) return;
    const { seatId } = visit;
    const { turn } = this;
    try {
      const entered = visit.step === 'room' ? null : await this.ports.call('enterLobby', { seatId });
      if (turn !== this.turn) return;
      if (entered) this.journey.take(entered);
      this.journey.set({ lobbyClosed: false });
      await this.openLive(seatId, turn);
      if (turn === this.turn && this.mayFetch()) await this.fetchPass(seatId, takeOver);
    } catch (thrown) {
      if (turn === this.turn) this.refused(codeOf(thrown), () => void this.tryToEnter(takeOver));
    }
  }

  private mayFetch(): boolean {
    const { visit, comingBack } = this.journey.get();
    return visit?.step === 'room' || (visit?.step === 'left' && comingBack);
  }

  private refused(code: CallErrorCode, again: () => void): void {
    if (!this.entering) return;
    if (code === 'link_early') this.journey.set({ lobbyClosed: true });
    if (code === 'taken_over') return this.takenOver();
    if (isPassing(code)) this.later(again, code === 'link_early' ? lookEveryMs : soonMs);
    else void this.journey.reload().then(() => this.later(() => void this.tryToEnter(false), soonMs));
  }

  private async openLive(seatId: string, turn: number): Promise<void> {
    if (this.journey.get().live) return;
    const live = await this.ports.openLive(seatId);
    // Stopped, and perhaps started anew, while the socket's code was loading: another one is or will be open.
    if (turn !== this.turn) return live.close();
    this.stopListening = live.subscribe(() => this.heard());
    this.journey.set({ live });
  }

  private heard(): void {
    const { live, visit, pass } = this.journey.get();
    if (!live || !visit) return;
    const view = live.view();
    if (view.takenOver) return this.takenOver();
    if (view.refusal) return this.shutOut();
    // Inside, the room itself listens; it reports its end to us.
    if (view.snapshot && !pass && this.entering) this.heardStep(view.snapshot.own.standing.step, visit, view.pass);
  }

  private heardStep(step: SeatSnapshot['own']['standing']['step'], visit: Visit, pass: RoomPass | null): void {
    if (step === 'room') {
      if (pass && pass.token !== this.usedToken) return void this.usePass(pass);
      void this.fetchPass(visit.seatId, false).catch((thrown: unknown) => this.refused(codeOf(thrown), () => this.heard()));
      if (visit.step !== 'room') this.journey.set({ visit: { ...visit, step: 'room' } });
    } else if (step === 'removed' || step === 'ended' || (step === 'left' && !this.journey.get().comingBack) || (step === 'lobby' && visit.step === 'room')) {
      void this.journey.reload();
    }
  }

  private async fetchPass(seatId: string, takeOver: boolean): Promise<void> {
    if (this.fetching || this.journey.get().pass) return;
    this.fetching = true;
    try {
      await this.usePass(await this.ports.call('fetchRoomPass', { seatId, takeOver, comeBack: this.journey.get().comingBack, tabId }));
    } finally {
      this.fetching = false;
    }
  }

  /** Goes in, and shows the room when it is on its way, unless the visit has let go of its live session meanwhile. */
  private async usePass(pass: RoomPass): Promise<void> {
    const { live, visit } = this.journey.get();
    // A pass that was asked for may meet one that was pushed: two connections of one seat would push each other out.
    if (!live || !visit || this.opening || this.journey.get().pass) return;
    this.usedToken = pass.token;
    this.pause();
    this.opening = true;
    await this.door.open({ seatId: visit.seatId, live, pass });
    this.opening = false;
    const now = this.journey.get();
    live.release();
    if (now.live === live && now.visit && this.usedToken === pass.token) this.journey.set({ pass, problem: null, comingBack: false, visit: { ...now.visit, step: 'room' } });
    else this.door.close();
  }

  private takenOver(): void {
    if (this.journey.get().takenOver) return;
    this.closeLive();
    this.journey.set({ takenOver: true, pass: null, devicesReady: false });
  }

  // The server will not have this socket: the visit says why. When it does not, we still want in.
  private shutOut(): void {
    this.dropLive();
    void this.journey.reload().then(() => this.later(() => void this.tryToEnter(false), soonMs));
  }

  private later(again: () => void, ms: number): void {
    clearTimeout(this.timer);
    if (this.entering) this.timer = setTimeout(again, ms);
  }
}

function isPassing(code: CallErrorCode): boolean {
  return new CallError(code).passing || code === 'internal' || code === 'link_early' || code === 'no_host_inside' || code === 'not_understood';
}
