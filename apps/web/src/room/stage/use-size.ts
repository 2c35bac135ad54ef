import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { TileSize } from './grid.js';

/** The inner size of an element, renewed when it changes. */
export function useSize<Element extends HTMLElement>(): [RefObject<Element | null>, TileSize] {
  const element = useRef<Element>(null);
  const [size, setSize] = useState<TileSize>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return undefined;
    const measure = (): void => setSize((old) => (old.width === watched.clientWidth && old.height === watched.clientHeight ? old : { width: watched.clientWidth, height: watched.clientHeight }));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
