import { useEffect, useState } from 'react';

/** The time now in milliseconds, renewed each `everyMs`; for sentences such as "in about 6 minutes", never for counting minutes of attendance. */
export function useNow(everyMs: number, aheadMs = 0): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now + aheadMs;
}
