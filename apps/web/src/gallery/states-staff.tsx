import type { GalleryState } from './gallery-state.js';

/** Staff and room screens. */
export const staffStates: readonly GalleryState[] = [];
