import type { Visit } from '#contracts/routes';
import type { Call } from '../api/call.js';
import type { SeatLive } from '../api/live-client.js';
import type { JourneyState } from './journey-state.js';

/** What a visit needs of the world outside it. */
export interface JourneyPorts {
  call: Call;
  /** Loads the socket library and opens the live session as this seat. */
  openLive(seatId: string): Promise<SeatLive>;
  /** The language on the page, for the text of the agreement. */
  language(): 'en' | 'es';
  /** Whether this browser can hold a video call; without an answer it can. */
  canMeet?(): boolean;
  /** Shows another address without loading the page. */
  showAddress(path: string): void;
}

/** What the way in may do with the journey's state. */
export interface Hold {
  get(): JourneyState;
  set(part: Partial<JourneyState>): void;
  take(visit: Visit): void;
  reload(): Promise<void>;
}
