/**
 * What this tab remembers over a reload: that the device check was done. It sits in the history entry, which ends with the tab; nothing is
 * written to the browser's storage. What the person switched off is kept by the server.
 */
interface TabMemory {
  readonly devicesChecked: boolean;
}

export function devicesWereChecked(history: Pick<History, 'state'> = window.history): boolean {
  return (history.state as { visit?: TabMemory } | null)?.visit?.devicesChecked === true;
}

/** `false`: whoever loads the page again is asked before anything is opened. */
export function rememberDevicesChecked(devicesChecked: boolean, history: Pick<History, 'state' | 'replaceState'> = window.history): void {
  history.replaceState({ ...(history.state as object | null), visit: { devicesChecked } satisfies TabMemory }, '');
}
