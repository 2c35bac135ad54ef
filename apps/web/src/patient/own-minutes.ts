import { useEffect, useState } from 'react';
import type { Call } from '../api/call.js';
import type { OwnMinutes } from './screens/thanks-screen.js';

const againMs = 10_000;

/** The person's minutes today, asked for again until they are settled. A failure is shown and tried again; known minutes are kept. */
export function useOwnMinutes(call: Call, seatId: string): OwnMinutes | 'wait' | 'failed' {
  const [minutes, setMinutes] = useState<OwnMinutes | 'wait' | 'failed'>('wait');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const ask = async (): Promise<void> => {
      const answer = await call('getOwnMinutes', { seatId }).catch(() => null);
      if (over) return;
      setMinutes((known) => answer ?? (typeof known === 'string' ? 'failed' : known));
      if (!answer?.settled) timer = setTimeout(() => void ask(), againMs);
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [call, seatId]);
  return minutes;
}
