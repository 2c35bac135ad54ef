import { useState } from 'react';

const key = 'stepwell.hide-self';

/** Whether the own picture is hidden: a preference of the device, shown at first. Never throws. */
export function useHideSelf(): [boolean, (hide: boolean) => void] {
  const [hidden, setHidden] = useState(read);
  const choose = (hide: boolean): void => {
    setHidden(hide);
    try {
      localStorage.setItem(key, hide ? '1' : '0');
    } catch {
      // Storage is switched off: the choice then lasts as long as the page.
    }
  };
  return [hidden, choose];
}

function read(): boolean {
  try {
    return localStorage.getItem(key) === '1';
  } catch {
    return false;
  }
}
