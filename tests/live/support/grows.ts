import { until } from './until.js';

/**
 * Waits until a count of frames has grown by so many. A count that falls belongs to a new track and goes on from there.
 * onFirst: called when it has grown at all.
 */
export async function grows(count: () => Promise<number>, { by = 10, seconds = 15, onFirst = () => {} }: { by?: number; seconds?: number; onFirst?: () => void } = {}): Promise<void> {
  let last = await count();
  let grown = 0;
  const step = async (): Promise<number> => {
    const now = await count();
    const more = Math.max(0, now - last);
    last = now;
    if (grown === 0 && more > 0) onFirst();
    return (grown += more);
  };
  await until(step, (sum) => sum >= by, seconds);
}
