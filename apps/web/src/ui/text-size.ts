import { useSyncExternalStore } from 'react';
import { keepChoice, readChoice } from './device-choice.js';

/** Percent of the usual size. */
export const textSizes = [100, 125, 150, 200] as const;
export type TextSize = (typeof textSizes)[number];

const listeners = new Set<() => void>();

/** The size chosen on this device, 100 when none was. Never throws. */
function currentTextSize(): TextSize {
  return textSizes.find((size) => String(size) === document.documentElement.dataset.textSize) ?? 100;
}

/** Shows a size and remembers it on this device. */
export function chooseTextSize(size: TextSize): void {
  document.documentElement.dataset.textSize = String(size);
  keepChoice('text-size', String(size));
  for (const listener of listeners) listener();
}

/** Before the first drawing: the size of the last time. */
export function restoreTextSize(): void {
  const kept = readChoice('text-size');
  if (textSizes.some((size) => String(size) === kept)) document.documentElement.dataset.textSize = kept ?? '';
}

export function useTextSize(): TextSize {
  return useSyncExternalStore((listener) => (listeners.add(listener), () => listeners.delete(listener)), currentTextSize, () => 100);
}
