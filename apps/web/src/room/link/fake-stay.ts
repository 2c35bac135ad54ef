import type { RoomPass } from '#contracts/routes';
import { CallError, type CallErrorCode } from '../../api/call-error.js';
import type { Beat } from './beat.js';
import { FakeSfu } from './fake-sfu.js';
import type { OwnWishes } from './own-wishes.js';
import { RoomStore, type RoomLine } from './room-store.js';
import type { Peers } from './tiles.js';

export const passOf = (token: string): RoomPass => ({ seatId: 'me', sessionId: 's', identity: 'me.1', token, signalPath: '/', wishes: null });

/** Our own socket as a spec wants it. */
class FakeLine implements RoomLine {
  open = true;
  end: ReturnType<RoomLine['ended']> = null;
  names: Peers = new Map([['me', { name: 'Ana', pronouns: null, staff: false, state: 'in' }]]);
  beats: Beat[] = [];
  private readonly moved = new Set<() => void>();
  private push: ((pass: RoomPass) => void) | null = null;
  readonly up = () => this.open;
  readonly peers = () => this.names;
  readonly ended = () => this.end;
  readonly beat = (beat: Beat) => void (this.open && this.beats.push(beat));
  readonly subscribe = (listener: () => void) => (this.moved.add(listener), () => this.moved.delete(listener));
  readonly onPass = (listener: (pass: RoomPass) => void) => ((this.push = listener), () => (this.push = null));
  change(part: Partial<Pick<FakeLine, 'open' | 'end' | 'names'>>): void {
    Object.assign(this, part);
    for (const listener of this.moved) listener();
  }
  offers(token: string): void {
    this.push?.(passOf(token));
  }
}

/** A store that has just been given its first pass. `asks`: what the server answers to the next questions for a pass, each after `answersAfter` ms. */
export function inRoom(options: { asks?: (string | { code: CallErrorCode })[]; answersAfter?: number; joins?: FakeSfu['joins']; wishes?: OwnWishes } = {}) {
  const sfu = new FakeSfu();
  sfu.joins = options.joins ?? [];
  const line = new FakeLine();
  const page = { shown: true, away: false, back: () => {} };
  const asked: number[] = [];
  const answers = options.asks ?? [];
  const store = new RoomStore({
    seatId: 'me',
    sfu,
    line,
    ...(options.wishes && { wishes: options.wishes }),
    page: { visible: () => page.shown, leaving: () => page.away, onReturn: (listener) => ((page.back = listener), () => {}) },
    askPass: async () => {
      asked.push(performance.now());
      const answer = answers.shift() ?? `fresh-${asked.length}`;
      if (options.answersAfter) await new Promise((resolve) => setTimeout(resolve, options.answersAfter));
      if (typeof answer !== 'string') throw new CallError(answer.code);
      return passOf(answer);
    },
  });
  store.start(passOf('first'));
  return { sfu, line, page, asked, store };
}
