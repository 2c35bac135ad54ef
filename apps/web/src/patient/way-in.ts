import type { RoomPass, SeatSnapshot, Visit } from '#contracts/routes';
import { CallError, codeOf, type CallErrorCode } from '../api/call-error.js';
import { tabId } from '../api/tab-id.js';
import { moved, notAsked, pressedFor, visitOf, type Course } from './journey-state.js';
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
    if (this.entering || !this.ready()) return;
    this.entering = true;
    this.turn += 1;
    this.look ??= setInterval(() => this.ready()?.live?.refresh(), lookEveryMs);
    void this.tryToEnter();
  }

  pause(): void {
    this.entering = false;
    this.turn += 1;
    clearTimeout(this.timer);
    clearInterval(this.look);
    this.look = undefined;
  }

  /** Tells the server that the person leaves, until it knows: what was not told would bring them back at the next reload. */
  leave(): void {
    const visit = visitOf(this.journey.get());
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
    const course = this.course();
    if (course?.kind !== 'ready' && course?.kind !== 'inside') return;
    course.live?.close();
    this.move(course.kind === 'ready' ? { ...course, live: null } : { kind: 'ready', again: null, pressed: null, live: null, lobby: 'open' });
  }

  private async tryToEnter(): Promise<void> {
    const visit = visitOf(this.journey.get());
    if (!this.entering || !visit || !this.ready()) return;
    const { seatId } = visit;
    const { turn } = this;
    try {
      const entered = visit.step === 'room' ? null : await this.ports.call('enterLobby', { seatId });
      if (turn !== this.turn) return;
      if (entered) this.journey.take(entered);
      if (turn !== this.turn) return;
      this.waits({ lobby: 'open' });
      await this.openLive(seatId, turn);
      if (turn !== this.turn) return;
      if (this.mayFetch()) await this.fetchPass(seatId);
      // In the waiting room there is nothing to be taken over; a press is no leave for later.
      else if (this.pressed('here')) this.waits({ pressed: null });
    } catch (thrown) {
      if (turn === this.turn) this.refused(codeOf(thrown), () => void this.tryToEnter());
    }
  }

  private course(): Course | null {
    const { where } = this.journey.get();
    return where.at === 'visit' ? where.course : null;
  }

  private ready(): Extract<Course, { kind: 'ready' }> | null {
    const course = this.course();
    return course?.kind === 'ready' ? course : null;
  }

  private waits(part: Partial<Omit<Extract<Course, { kind: 'ready' }>, 'kind'>>): void {
    const ready = this.ready();
    if (ready) this.move({ ...ready, ...part });
  }

  private move(course: Course, visit?: Visit): void {
    this.journey.set({ where: moved(this.journey.get().where, { course, ...(visit && { visit }) }) });
  }

  private pressed(press: 'back' | 'here'): boolean {
    return pressedFor(this.course() ?? notAsked, press);
  }

  private mayFetch(): boolean {
    const step = visitOf(this.journey.get())?.step;
    return step === 'room' || (step === 'left' && this.pressed('back'));
  }

  private refused(code: CallErrorCode, again: () => void): void {
    if (!this.entering) return;
    if (code === 'link_early') this.waits({ lobby: 'closed' });
    if (code === 'taken_over') return this.takenOver();
    if (isPassing(code)) this.later(again, code === 'link_early' ? lookEveryMs : soonMs);
    else void this.journey.reload().then(() => this.later(() => void this.tryToEnter(), soonMs));
  }

  private async openLive(seatId: string, turn: number): Promise<void> {
    if (this.ready()?.live) return;
    const live = await this.ports.openLive(seatId);
    // Stopped, and perhaps started anew, while the socket's code was loading: another one is or will be open.
    if (turn !== this.turn) return live.close();
    this.stopListening = live.subscribe(() => this.heard());
    this.waits({ live });
  }

  private heard(): void {
    const course = this.course();
    const visit = visitOf(this.journey.get());
    if (!visit || (course?.kind !== 'ready' && course?.kind !== 'inside') || !course.live) return;
    const view = course.live.view();
    if (view.takenOver) return this.takenOver();
    if (view.refusal) return this.shutOut();
    // Inside, the room itself listens; it reports its end to us.
    if (view.snapshot && course.kind === 'ready' && this.entering) this.heardStep(view.snapshot.own.standing, visit, view.pass);
  }

  private heardStep({ step, mayReturn }: SeatSnapshot['own']['standing'], visit: Visit, pass: RoomPass | null): void {
    if (step === 'room') {
      if (pass && pass.token !== this.usedToken) return void this.usePass(pass);
      void this.fetchPass(visit.seatId).catch((thrown: unknown) => this.refused(codeOf(thrown), () => this.heard()));
      const ready = this.ready();
      if (visit.step !== 'room' && ready) this.move(ready, { ...visit, step: 'room' });
    } else if (step === 'removed' || step === 'ended' || (step === 'left' && !this.pressed('back')) || (step === 'lobby' && (visit.step === 'room' || mayReturn))) {
      void this.journey.reload();
    }
  }

  private async fetchPass(seatId: string): Promise<void> {
    if (this.fetching || this.course()?.kind === 'inside') return;
    this.fetching = true;
    try {
      await this.usePass(await this.ports.call('fetchRoomPass', { seatId, takeOver: this.pressed('here'), comeBack: this.pressed('back'), tabId }));
    } finally {
      this.fetching = false;
    }
  }

  /** Goes in, and shows the room when it is on its way, unless the visit has let go of its live session meanwhile. */
  private async usePass(pass: RoomPass): Promise<void> {
    const live = this.ready()?.live;
    const visit = visitOf(this.journey.get());
    // A pass that was asked for may meet one that was pushed: two connections of one seat would push each other out.
    if (!live || !visit || this.opening) return;
    this.usedToken = pass.token;
    this.pause();
    this.opening = true;
    await this.door.open({ seatId: visit.seatId, live, pass });
    this.opening = false;
    const now = visitOf(this.journey.get());
    live.release();
    if (!now || this.ready()?.live !== live || this.usedToken !== pass.token) return this.door.close();
    this.move({ kind: 'inside', live, pass }, { ...now, step: 'room' });
    this.journey.set({ problem: null });
  }

  private takenOver(): void {
    const course = this.course();
    if (!course || course.kind === 'gone') return;
    this.closeLive();
    this.move({ kind: 'gone', why: 'taken_over' });
  }

  // The server will not have this socket: the visit says why. When it does not, we still want in.
  private shutOut(): void {
    this.dropLive();
    void this.journey.reload().then(() => this.later(() => void this.tryToEnter(), soonMs));
  }

  private later(again: () => void, ms: number): void {
    clearTimeout(this.timer);
    if (this.entering) this.timer = setTimeout(again, ms);
  }
}

function isPassing(code: CallErrorCode): boolean {
  return new CallError(code).passing || code === 'internal' || code === 'link_early' || code === 'no_host_inside' || code === 'not_understood';
}
