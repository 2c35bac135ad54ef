import type { RoomPass, Visit } from '#contracts/routes';
import type { SeatLive } from './api/live-client.js';
import type { OwnWishes } from './room/link/own-wishes.js';
import type { RoomStore } from './room/link/room-store.js';

/** Why the room closed. `left`: by a press here; `stayed_away`: the page was gone for so long that it counts as left; `taken_over`: another tab or device has the seat now; `lobby`: staff moved the person back to the waiting room. */
export type RoomEnd = 'left' | 'stayed_away' | 'removed' | 'ended' | 'taken_over' | 'lobby';

/** What the person chose to send when they left the device check; the room keeps it through every reconnect. */
interface MediaChoices {
  readonly microphone: boolean;
  readonly camera: boolean;
}

/**
 * What `enterRoom` of `room/patient-room.js` gets: the room is loaded with its media library while the person reads, and takes over the
 * camera that is already open. It must not ask for the camera again. `stream` is null when the person joins without camera and microphone.
 */
export interface RoomEntry {
  readonly seatId: string;
  readonly pass: RoomPass;
  readonly stream: MediaStream | null;
  readonly choices: MediaChoices;
  readonly live: SeatLive;
  readonly wishes: OwnWishes;
}

/** What the screen of a room gets that was entered before. */
export interface PatientRoomProps {
  readonly seatId: string;
  readonly session: Visit['session'];
  readonly store: RoomStore;
  readonly live: SeatLive;
  readonly clinicPhone: string;
  /** The person presses Leave; the server is to be told. */
  onLeave(): void;
  onEnded(reason: RoomEnd): void;
}
