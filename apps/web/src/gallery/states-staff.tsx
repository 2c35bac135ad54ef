import { roomStates } from '../room/gallery/room-states.js';
import { hostStates } from '../staff/gallery/host-states.js';
import { deskStates } from '../staff/gallery/staff-states.js';
import type { GalleryState } from './gallery-state.js';

/** Staff and room screens. */
export const staffStates: readonly GalleryState[] = [...roomStates, ...hostStates, ...deskStates];
