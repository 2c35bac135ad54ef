import { useSyncExternalStore } from 'react';

/** Percent of the usual size. */
export const textSizes = [100, 125, 150, 200] as const;
export type TextSize = (typeof textSizes)[number];

const key = 'stepwell.text-size';
const listeners = new Set<() => void>();

/** The size chosen on this device, 100 when none was. Never throws. */
function currentTextSize(): TextSize {
  return textSizes.find((size) => String(size) === document.documentElement.dataset.textSize) ?? 100;
}

/** Shows a size and remembers it on this device: a preference of the device, not of a person. */
export function chooseTextSize(size: TextSize): void {
  document.documentElement.dataset.textSize = String(size);
  try {
    localStorage.setItem(key, String(size));
  } catch {
    // Storage is switched off: the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Before the first drawing: the size of the last time. */
export function restoreTextSize(): void {
  try {
    const kept = localStorage.getItem(key);
    if (kept && textSizes.some((size) => String(size) === kept)) document.documentElement.dataset.textSize = kept;
  } catch {
    // As above.
  }
}

export function useTextSize(): TextSize {
  return useSyncExternalStore((listener) => (listeners.add(listener), () => listeners.delete(listener)), currentTextSize);
}
