import { useSyncExternalStore } from 'react';
import type { RoomStore } from '../link/room-store.js';
import type { RoomView } from '../link/room-view.js';

/** The room as it is now; renders again when something that shows has changed. */
export function useRoom(store: RoomStore): RoomView {
  return useSyncExternalStore(store.subscribe, store.view);
}
