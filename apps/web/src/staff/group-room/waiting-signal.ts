import { useEffect, useRef, useState } from 'react';
import type { RosterRow } from '#contracts/routes';

/** The page's title with how many wait, as other programs do with unread messages: "(2) Evening cohort B". */
export function titleWith(waiting: number, title: string): string {
  return waiting > 0 ? `(${waiting}) ${title}` : title;
}

/** Who waits now that was not waiting before: only they are worth a sound. */
export function newlyWaiting(before: ReadonlySet<string>, rows: readonly Pick<RosterRow, 'seatId' | 'state'>[]): { waiting: Set<string>; fresh: number } {
  const waiting = new Set(rows.filter(({ state }) => state === 'waiting').map(({ seatId }) => seatId));
  return { waiting, fresh: [...waiting].filter((seat) => !before.has(seat)).length };
}

/** Counts the waiting in the page's title, and sounds two soft notes when somebody new waits. */
export function useWaitingSignal(rows: readonly RosterRow[], title: string, sound: boolean): void {
  const before = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const { waiting, fresh } = newlyWaiting(before.current ?? new Set(), rows);
    if (fresh > 0 && sound) softNotes();
    before.current = waiting;
    document.title = titleWith(waiting.size, title);
  }, [rows, title, sound]);
  useEffect(() => () => void (document.title = 'Stepwell'), []);
}

const notes = [523.25, 659.25] as const;

function softNotes(): void {
  if (typeof AudioContext === 'undefined') return;
  const context = new AudioContext();
  notes.forEach((pitch, at) => {
    const start = context.currentTime + at * 0.16;
    const tone = new OscillatorNode(context, { type: 'sine', frequency: pitch });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setTargetAtTime(0.05, start, 0.02);
    loudness.gain.setTargetAtTime(0, start + 0.18, 0.09);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.8);
    if (at === notes.length - 1) tone.onended = () => void context.close();
  });
}

const key = 'stepwell.waiting-sound';

/** Whether somebody new in the waiting room makes a sound; a preference of this device, on at first. */
export function useSoundSwitch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => read() !== '0');
  const choose = (wanted: boolean): void => {
    setOn(wanted);
    try {
      localStorage.setItem(key, wanted ? '1' : '0');
    } catch {
      // Storage is switched off: the choice then lasts as long as the page.
    }
  };
  return [on, choose];
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
