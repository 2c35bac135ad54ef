/** One for each topic that a page knows, by its key: takes into what is known of the topic what a change told of it. Never throws. */
export type Reducers = Readonly<Record<string, (known: never, delta: never) => unknown>>;

interface Known {
  readonly version: number;
  readonly session: unknown;
  readonly topics: object;
}

interface Delta<Session> {
  readonly since: number;
  readonly version: number;
  readonly session?: Session | undefined;
  readonly topics: object;
}

/** What a delta makes of what we know. `missed`: a version is missing in between, only a new snapshot helps. `old`: already known. */
export type Folded<Snapshot> = { readonly kind: 'next'; readonly snapshot: Snapshot } | { readonly kind: 'old' } | { readonly kind: 'missed' };

/** A topic that this page does not know, because it is older than the server, is left as it is. Never throws. */
export function fold<Snapshot extends Known>(known: Snapshot, delta: Delta<Snapshot['session']>, reducers: Reducers): Folded<Snapshot> {
  if (delta.version <= known.version) return { kind: 'old' };
  if (delta.since > known.version) return { kind: 'missed' };
  const topics: Record<string, unknown> = { ...known.topics };
  for (const [key, told] of Object.entries(delta.topics)) {
    const reduce = Object.hasOwn(reducers, key) && key in topics ? reducers[key] : undefined;
    if (reduce) topics[key] = reduce(topics[key] as never, told as never);
  }
  return { kind: 'next', snapshot: { ...known, version: delta.version, session: delta.session ?? known.session, topics } };
}
