import type { RoomPass, SeatSnapshot, Visit } from '#contracts/routes';
import { CallError, codeOf, type CallErrorCode } from '../api/call-error.js';
import { tabId } from '../api/tab-id.js';
import type { JourneyPorts } from './journey.js';
import type { JourneyState } from './journey-state.js';
import type { RoomDoor } from './room-door.js';

/** What the way in may do with the journey's state. */
export interface Hold {
  get(): JourneyState;
  set(part: Partial<JourneyState>): void;
  take(visit: Visit): void;
  reload(): Promise<void>;
}

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
    this.look ??= setInterval(() => this.journey.get().live?.refresh(), lookEveryMs);
    void this.tryToEnter(false);
  }

  pause(): void {
    this.entering = false;
    clearTimeout(this.timer);
    clearInterval(this.look);
    this.look = undefined;
  }

  /** Ends the same seat elsewhere and goes on here. */
  useHere(): void {
    this.closeLive();
    this.journey.set({ takenOver: false });
    this.entering = true;
    void this.tryToEnter(true);
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
    try {
      if (visit.step !== 'room') this.journey.take(await this.ports.call('enterLobby', { seatId }));
      this.journey.set({ lobbyClosed: false });
      await this.openLive(seatId);
      if (this.journey.get().visit?.step === 'room') await this.fetchPass(seatId, takeOver);
    } catch (thrown) {
      this.refused(codeOf(thrown), () => void this.tryToEnter(takeOver));
    }
  }

  private refused(code: CallErrorCode, again: () => void): void {
    if (!this.entering) return;
    if (code === 'link_early') this.journey.set({ lobbyClosed: true });
    if (code === 'taken_over') return this.takenOver();
    const passing = new CallError(code).passing || code === 'internal' || code === 'link_early' || code === 'no_host_inside' || code === 'not_understood';
    if (passing) this.later(again, code === 'link_early' ? lookEveryMs : soonMs);
    else void this.journey.reload().then(() => this.later(() => void this.tryToEnter(false), soonMs));
  }

  private async openLive(seatId: string): Promise<void> {
    if (this.journey.get().live) return;
    const live = await this.ports.openLive(seatId);
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
    if (view.snapshot && !pass && this.entering) this.heardStep(view.snapshot.own.step, visit, view.pass);
  }

  private heardStep(step: SeatSnapshot['own']['step'], visit: Visit, pass: RoomPass | null): void {
    if (step === 'room') {
      if (pass && pass.token !== this.usedToken) return void this.usePass(pass);
      void this.fetchPass(visit.seatId, false).catch((thrown: unknown) => this.refused(codeOf(thrown), () => this.heard()));
      if (visit.step !== 'room') this.journey.set({ visit: { ...visit, step: 'room' } });
    } else if (step === 'removed' || step === 'ended' || (step === 'lobby' && visit.step === 'room')) {
      void this.journey.reload();
    }
  }

  private async fetchPass(seatId: string, takeOver: boolean): Promise<void> {
    if (this.fetching || this.journey.get().pass) return;
    this.fetching = true;
    try {
      await this.usePass(await this.ports.call('fetchRoomPass', { seatId, takeOver, tabId }));
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
    if (now.live === live && now.visit && this.usedToken === pass.token) this.journey.set({ pass, problem: null, visit: { ...now.visit, step: 'room' } });
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
