/** Points of a join on the browser's own time line, for benchmarks and complaints. They carry no names, seats or tokens. */
type JoinPoint = 'push-received' | 'signal-connected' | 'media-connected' | 'first-frame';

/** Marks a point as `sw:<point>`. Later joins of the same page mark again; the last one stands last. Never throws. */
export function markJoin(point: JoinPoint): void {
  performance.mark?.(`sw:${point}`);
}
