import { useEffect, useState } from 'react';

/** Whether something has been going on for longer than `ms`: then a page that waits offers a way on. False again when it is over. */
export function useSlow(goingOn: boolean, ms = 10_000): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!goingOn) return undefined;
    const timer = setTimeout(() => setSlow(true), ms);
    return () => (clearTimeout(timer), setSlow(false));
  }, [goingOn, ms]);
  return slow;
}
