export interface PageSigns {
  visible(): boolean;
  /** True from the moment the page is being closed or frozen until it is seen again. */
  leaving(): boolean;
  /** The network is back, or the page is on screen again. */
  onReturn(listener: () => void): () => void;
}

/** What the browser says about this page: hidden in a pocket, woken up, back on the network. */
export function pageSigns(page: Window = window): PageSigns {
  const listeners = new Set<() => void>();
  let leaving = false;
  const back = (): void => {
    leaving = false;
    for (const listener of listeners) listener();
  };
  const away = (): void => void (leaving = true);
  const seen = (): void => (page.document.visibilityState === 'visible' ? back() : undefined);
  for (const name of ['pagehide', 'beforeunload', 'freeze']) page.addEventListener(name, away);
  for (const name of ['online', 'pageshow', 'resume']) page.addEventListener(name, back);
  page.document.addEventListener('visibilitychange', seen);
  return {
    visible: () => page.document.visibilityState === 'visible',
    leaving: () => leaving,
    onReturn(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
