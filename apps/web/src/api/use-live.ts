import { useSyncExternalStore } from 'react';
import { reachability } from './reachability.js';
import type { LiveClient, LiveView } from './live-client.js';

/** The live session as it is now; renders again with each change. */
export function useLive<Snapshot>(live: LiveClient<Snapshot>): LiveView<Snapshot> {
  return useSyncExternalStore(live.watch, live.view);
}

/** Whether our server can be reached. */
export function useOnline(): boolean {
  return useSyncExternalStore(reachability.subscribe, reachability.online, () => true);
}
