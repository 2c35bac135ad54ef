/** Whether our server can be reached. Learned from real calls; while it cannot, one small question every 3 s finds out when it can again. */
export interface Reachability {
  /** True when the last thing we tried got an answer. */
  readonly online: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  reached(): void;
  missed(): void;
}

const askEveryMs = 3_000;

/** `ask` resolves when the server answered anything at all. */
export function makeReachability(ask: () => Promise<unknown>, browserOnline: () => boolean = () => true): Reachability {
  let online = browserOnline();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const turn = (now: boolean): void => {
    if (now === online) return;
    online = now;
    for (const listener of listeners) listener();
    if (!online) askLater();
  };
  const askLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask().then(() => turn(true), () => !online && askLater()), askEveryMs);
  };
  if (!online) askLater();
  return {
    online: () => online,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reached: () => turn(true),
    missed: () => turn(false),
  };
}

/** The one of this page. */
export const reachability: Reachability = makeReachability(
  () => fetch('/health/live', { cache: 'no-store' }),
  () => typeof navigator === 'undefined' || navigator.onLine !== false,
);

if (typeof window !== 'undefined') window.addEventListener('offline', () => reachability.missed());
