/**
 * What this tab remembers over a reload: that the device check was done and what was switched on. It sits in the history entry, which
 * ends with the tab; nothing is written to the browser's storage.
 */
export interface TabMemory {
  readonly devicesChecked: boolean;
  readonly camera: boolean;
}

export function recall(history: Pick<History, 'state'> = window.history): TabMemory | null {
  const state = history.state as { visit?: TabMemory } | null;
  return state?.visit ?? null;
}

export function remember(memory: TabMemory, history: Pick<History, 'state' | 'replaceState'> = window.history): void {
  history.replaceState({ ...(history.state as object | null), visit: memory }, '');
}
