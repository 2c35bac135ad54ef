import type { DeltaOf, OwnOf, SharedAudience, SnapshotOf, TopicContract } from '#contracts';
import type { SeatId, SessionId } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { ToldTopic } from './told.js';

interface SharedReader<Snapshot, Delta> {
  /** All of it. */
  snapshot(sessionId: SessionId): Promise<Snapshot>;
  /** What these ids, which a change told, look like after it; all of it when they are undefined. */
  delta(sessionId: SessionId, ids: readonly string[] | undefined): Promise<Delta>;
}

/** What is told to these seats of the session of themselves, or to all of them. */
type OwnReader<Own> = (sessionId: SessionId, seatIds: readonly SeatId[] | undefined) => Promise<ReadonlyMap<SeatId, Own>>;

/** How a topic is read for each audience that its contract names. Called in an open transaction as whoever asks, or as our own work. */
export type TopicReaders<Topic extends TopicContract> = {
  readonly [Part in keyof Topic & (SharedAudience | 'own')]: Part extends SharedAudience ? SharedReader<SnapshotOf<Topic, Part>, DeltaOf<Topic, Part>> : OwnReader<OwnOf<Topic>>;
};

interface Registered {
  readonly topic: TopicContract;
  readonly readers: { readonly staff?: SharedReader<unknown, unknown>; readonly seats?: SharedReader<unknown, unknown>; readonly own?: OwnReader<unknown> };
}

type Parts = Record<string, unknown>;

const audiences = ['staff', 'seats', 'own'] as const;

/** The subjects of the live session. Modules register them; snapshots and deltas are made by walking through them. */
@Injectable()
export class LiveTopics {
  private readonly byKey = new Map<string, Registered>();

  /** Called in the constructor of a provider. Throws, and so stops the boot, when the key is taken, or an audience has a schema without a reader or a reader without a schema. */
  add<Topic extends TopicContract>(topic: Topic, readers: TopicReaders<Topic>): void {
    const entry: Registered = { topic, readers };
    const { key } = topic;
    if (this.byKey.has(key)) throw new Error(`The live topic ${key} is registered twice`);
    const odd = audiences.find((audience) => (topic[audience] === undefined) !== (entry.readers[audience] === undefined));
    if (odd) throw new Error(`The live topic ${key} has ${topic[odd] ? 'no reader' : 'no schema'} for its audience ${odd}`);
    if (audiences.every((audience) => topic[audience] === undefined)) throw new Error(`The live topic ${key} has no audience`);
    this.byKey.set(key, entry);
  }

  /** Whether somebody can be told of it. */
  has(topic: TopicContract): boolean {
    return this.byKey.get(topic.key)?.topic === topic;
  }

  /** Everything that this audience may know, by key, stripped to its schemas. */
  async snapshot(audience: SharedAudience, sessionId: SessionId): Promise<Parts> {
    const parts = [...this.byKey.values()].map(async ({ topic, readers }) => ({ key: topic.key, value: topic[audience]?.snapshot.parse(await readers[audience]?.snapshot(sessionId)) }));
    return byKey(await Promise.all(parts));
  }

  /** What this audience hears of what was told. */
  async delta(audience: SharedAudience, sessionId: SessionId, told: readonly ToldTopic[]): Promise<Parts> {
    const parts = told.map(async ({ topic, ids }) => ({ key: topic.key, value: topic[audience]?.delta.parse(await this.byKey.get(topic.key)?.readers[audience]?.delta(sessionId, ids)) }));
    return byKey(await Promise.all(parts));
  }

  /** What each seat hears of itself, of what was told. Seats of which nothing was told are not in it. */
  async own(sessionId: SessionId, told: readonly ToldTopic[]): Promise<Map<SeatId, Parts>> {
    const bySeat = new Map<SeatId, Parts>();
    const read = told.map(async ({ topic, ids }) => ({ topic, values: await this.byKey.get(topic.key)?.readers.own?.(sessionId, ids) }));
    for (const { topic, values } of await Promise.all(read))
      for (const [seatId, value] of values ?? []) bySeat.set(seatId, { ...bySeat.get(seatId), [topic.key]: topic.own?.parse(value) });
    return bySeat;
  }

  /** Everything that one seat may know of itself. */
  async ownOf(sessionId: SessionId, seatId: SeatId): Promise<Parts> {
    const told = [...this.byKey.values()].map(({ topic }) => ({ topic, ids: [seatId] }));
    return (await this.own(sessionId, told)).get(seatId) ?? {};
  }
}

/** Without the topics of which the audience hears nothing. */
function byKey(parts: readonly { key: string; value: unknown }[]): Parts {
  return Object.fromEntries(parts.filter(({ value }) => value !== undefined).map(({ key, value }) => [key, value]));
}
