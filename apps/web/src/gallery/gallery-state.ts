import type { ReactNode } from 'react';
import type { Namespace } from '../i18n/language.js';

/** One screen in one situation, drawn from fixtures without a server. */
export interface GalleryState {
  /** Its address after the hash, such as `patient/lobby-waiting`. */
  readonly id: string;
  /** The texts it needs, besides those of the shared controls. */
  readonly texts: readonly Namespace[];
  readonly draw: () => ReactNode;
  /** What a person does next on the drawn screen to come to this state, such as opening a menu. */
  readonly then?: () => void;
}

/** The time that all fixtures agree on. */
export const galleryNow = '2026-11-02T17:24:00.000-08:00';
