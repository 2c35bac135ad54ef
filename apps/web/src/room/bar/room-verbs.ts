import type { RoomStore } from '../link/room-store.js';

/** What a page may do with the room; the gallery passes verbs that do nothing. */
export type RoomVerbs = Pick<RoomStore, 'setDevice' | 'chooseDevice' | 'takeBreak' | 'endBreak' | 'saveData' | 'keepVideo' | 'startAudio' | 'retryNow' | 'firstFrame'>;
