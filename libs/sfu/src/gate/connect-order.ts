/** Longer than LiveKit takes to answer while it is well. Who waited for this long goes on without the answer of the one before. */
const patienceMs = 3_000;

/** One connection's place in the line of its identity. */
export interface Place {
  /** Resolves when those before have been answered, or the patience is over. Never rejects. */
  readonly turn: Promise<void>;
  /** LiveKit has answered this one, or never will. Safe to repeat. */
  leave(): void;
}

/**
 * Lets the connections of one identity reach LiveKit one after the other, as they came to the gate.
 *
 * LiveKit resumes by identity alone: a resume of a connection that is over, passed by the fresh one that replaces it, would take over the
 * signalling of the fresh one and end it. Behind each other, the resume finds nobody and the fresh one stays.
 * Source: livekit-server 1.13.5 pkg/service/roommanager.go StartSession; it answers an upgrade when the session has started.
 */
export class ConnectOrder {
  private readonly lastOf = new Map<string, Promise<void>>();

  /** Takes the last place in the line. The caller leaves it in every case. */
  enter(identity: string): Place {
    const before = this.lastOf.get(identity) ?? Promise.resolve();
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const whole = Promise.all([before, left]).then(() => {
      if (this.lastOf.get(identity) === whole) this.lastOf.delete(identity);
    });
    this.lastOf.set(identity, whole);
    return { turn: atLatest(before), leave };
  }
}

async function atLatest(before: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([before, patience]);
  clearTimeout(timer);
}
