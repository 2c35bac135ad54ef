import type { GalleryState } from './gallery-state.js';

/** Patient screens. */
export const patientStates: readonly GalleryState[] = [];
