import { roomStates } from '../room/gallery/room-states.js';
import type { GalleryState } from './gallery-state.js';

/** Staff and room screens. */
export const staffStates: readonly GalleryState[] = [...roomStates];
