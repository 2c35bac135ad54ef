import type { EventInput, EventName, EventOutput, Push, PushName, RoomPass, SeatSnapshot, StaffSnapshot } from '#contracts/routes';
import type { CallErrorCode } from './call-error.js';

/** Where the socket stands. `closed` is final: another tab took over, the server refused for good, or we closed it. */
type LiveConnection = 'connecting' | 'open' | 'lost' | 'closed';

/** All that one side of the live session knows now. A new object with each change, so that React can compare it. */
export interface LiveView<Snapshot> {
  readonly connection: LiveConnection;
  /** The last known state; kept while the connection is lost. Null until the first snapshot. */
  readonly snapshot: Snapshot | null;
  /** The server's clock minus ours, in milliseconds, from the last snapshot: for "dropped 0:42". */
  readonly clockAheadMs: number;
  /** The seat was opened in another tab or device. */
  readonly takenOver: boolean;
  /** Why the server closed the door, when it did. */
  readonly refusal: CallErrorCode | null;
  /** The pass that came with the admission, until it is used. Seats only. */
  readonly pass: RoomPass | null;
}

/** One live session over one socket. Holds no timers of its own after `close`. */
export interface LiveClient<Snapshot> {
  readonly view: () => LiveView<Snapshot>;
  readonly subscribe: (listener: () => void) => () => void;
  /** The same for what is drawn: kept back for a moment after an admission, because drawing would stand in the way of connecting. */
  readonly watch: (listener: () => void) => () => void;
  /** Sends an event and waits for its answer. Throws CallError; `offline` at once when there is no connection: nothing is kept for later. */
  send<Name extends EventName>(name: Name, input: EventInput<Name>): Promise<EventOutput<Name>>;
  /** "I am here". Lost when there is no connection: a beat that comes later would be a lie. */
  beat(input: EventInput<'beat'>): void;
  /** Raw pushes, for what the view does not hold. */
  on<Name extends PushName>(name: Name, listener: (push: Push<Name>) => void): () => void;
  /** Asks for the whole state again. */
  refresh(): void;
  close(): void;
}

export interface SeatLive extends LiveClient<SeatSnapshot> {
  /** The page is connected: those who watch are told what was kept back. */
  release(): void;
}
export type HostLive = LiveClient<StaffSnapshot>;
