import { useEffect } from 'react';
import type { OwnWishes } from '../room/link/own-wishes.js';
import type { Journey } from './journey.js';
import type { VisitScreen } from './journey-state.js';
import type { OwnMedia } from './media/own-media.js';
import { devicesWereChecked } from './tab-memory.js';

const goodbyes: readonly VisitScreen['name'][] = ['thanks', 'left', 'removed', 'taken-over'];

/**
 * Camera and microphone follow the visit: after a reload they come back as the person left them and without a second explanation, after
 * sleep or the room they are mended, and at a goodbye they are let go. Returns whether this is a return.
 */
export function useReturningMedia(screen: VisitScreen['name'], journey: Journey, media: OwnMedia, wishes: OwnWishes): boolean {
  const returning = devicesWereChecked();
  useEffect(() => {
    if (screen === 'devices' && returning && media.state().status === 'idle') void comeBack(journey, media, wishes);
    if (screen === 'lobby') void media.recover();
    if (goodbyes.includes(screen)) media.close();
  }, [screen, journey, media, wishes, returning]);
  useEffect(() => {
    if (screen !== 'lobby') return undefined;
    const wake = (): void => void (document.visibilityState === 'visible' && media.recover());
    document.addEventListener('visibilitychange', wake);
    return () => document.removeEventListener('visibilitychange', wake);
  }, [screen, media]);
  return returning;
}

/** Opens what the server says the person had on, and nothing that they had switched off. */
export async function comeBack(journey: Pick<Journey, 'devicesDone'>, media: Pick<OwnMedia, 'open' | 'state'>, wishes: Pick<OwnWishes, 'now'>): Promise<void> {
  const { camera, onBreak, onlyListening } = wishes.now();
  if (onlyListening) return journey.devicesDone();
  const wanted = camera && !onBreak;
  await media.open({ camera: wanted });
  const { status, cameraProblem } = media.state();
  if (status === 'ready' && (!wanted || cameraProblem === null)) journey.devicesDone();
}
