import { useEffect } from 'react';

/** Keeps the screen on while the person waits, where the browser can. The lock ends whenever the page is hidden, and is taken again after. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const take = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      // Refused on low battery: then the screen may sleep, and the waiting entry is kept all the same.
      const taken = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (over) void taken?.release();
      else lock = taken;
    };
    const takeAgain = (): void => void take();
    document.addEventListener('visibilitychange', takeAgain);
    void take();
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', takeAgain);
      void lock?.release();
    };
  }, []);
}
