import { useEffect } from 'react';
import type { Journey } from './journey.js';
import type { Screen } from './journey-state.js';
import type { OwnMedia } from './media/own-media.js';
import { recall } from './tab-memory.js';

const goodbyes: readonly Screen[] = ['thanks', 'removed', 'taken-over', 'dead'];

/**
 * Camera and microphone follow the visit: after a reload they come back without a second explanation, after sleep or the room they are
 * mended, and at a goodbye they are let go. Returns whether this is a return.
 */
export function useReturningMedia(screen: Screen, journey: Journey, media: OwnMedia): boolean {
  const returning = Boolean(recall()?.devicesChecked);
  useEffect(() => {
    if (screen === 'devices' && returning && media.state().status === 'idle') void comeBack(journey, media, recall()?.camera ?? true);
    if (screen === 'lobby') void media.recover();
    if (goodbyes.includes(screen)) media.close();
  }, [screen, journey, media, returning]);
  useEffect(() => {
    if (screen !== 'lobby') return undefined;
    const wake = (): void => void (document.visibilityState === 'visible' && media.recover());
    document.addEventListener('visibilitychange', wake);
    return () => document.removeEventListener('visibilitychange', wake);
  }, [screen, media]);
  return returning;
}

async function comeBack(journey: Journey, media: OwnMedia, camera: boolean): Promise<void> {
  await media.open({ camera });
  const { status, cameraProblem } = media.state();
  if (status === 'ready' && (!camera || cameraProblem === null)) journey.devicesDone();
}
