import type { TopicContract } from '#contracts';

/** Of what a topic is told: the seats, or whatever else its rows are known by. */
export interface ToldTopic {
  readonly topic: TopicContract;
  /** Undefined: all of it. */
  readonly ids: readonly string[] | undefined;
}

/** What a committed change means for those who look on. */
export interface Change {
  /** The session itself changed (a host came or went, it ended): everybody hears, the lobby too. */
  readonly session: boolean;
  readonly topics: readonly ToldTopic[];
}

/** What a change is about, gathered while it is made. Each may be told as often as one likes. */
export class Told {
  private readonly topics = new Map<string, ToldTopic>();
  private isOfSession = false;
  private isCalm = false;

  /** Those who hear of this topic hear of these rows of it; of no id, nobody hears. A topic with an `own` part goes by seats. */
  about(topic: TopicContract, ...ids: readonly string[]): void {
    if (ids.length > 0) this.add({ topic, ids });
  }

  /** Those who hear of this topic hear all of it anew. */
  whole(topic: TopicContract): void {
    this.add({ topic, ids: undefined });
  }

  /** Everybody hears of the session itself, the lobby too. */
  session(): void {
    this.isOfSession = true;
  }

  /** It can wait for the next change to go with, for a quarter of a second at most. */
  calmly(): void {
    this.isCalm = true;
  }

  get canWait(): boolean {
    return this.isCalm;
  }

  /** All of it; `undefined` when nobody is concerned. */
  get change(): Change | undefined {
    if (this.topics.size === 0 && !this.isOfSession) return undefined;
    return { session: this.isOfSession, topics: [...this.topics.values()] };
  }

  private add(told: ToldTopic): void {
    const { key } = told.topic;
    this.topics.set(key, both(this.topics.get(key), told));
  }
}

/** What two changes mean together. */
export function changedTogether(one: Change, other: Change): Change {
  const topics = new Map<string, ToldTopic>();
  for (const told of [...one.topics, ...other.topics]) topics.set(told.topic.key, both(topics.get(told.topic.key), told));
  return { session: one.session || other.session, topics: [...topics.values()] };
}

function both(one: ToldTopic | undefined, other: ToldTopic): ToldTopic {
  if (!one) return other;
  return { topic: one.topic, ids: one.ids && other.ids && [...new Set([...one.ids, ...other.ids])] };
}
