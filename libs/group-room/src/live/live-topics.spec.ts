import { live, topic, type TopicContract } from '#contracts';
import { z } from 'zod';
import { LiveTopics, type TopicReaders } from './live-topics.js';

const Word = z.strictObject({ word: z.string() });
const shared = { snapshot: Word, delta: Word };
const says = (value: object) => ({ snapshot: async () => value as { word: string }, delta: async () => value as { word: string } });

describe('registering a live topic', () => {
  const agenda = topic('agenda', { staff: shared });
  const add = (...given: [TopicContract, object][]) => {
    const topics = new LiveTopics();
    for (const [contract, readers] of given) topics.add(contract, readers as TopicReaders<TopicContract>);
  };

  it.each<[string, [TopicContract, object][], string]>([
    ['a key that is taken', [[agenda, { staff: says({}) }], [topic('agenda', { seats: shared }), { seats: says({}) }]], 'The live topic agenda is registered twice'],
    ['an audience without a schema', [[agenda, { staff: says({}), seats: says({}) }]], 'The live topic agenda has no schema for its audience seats'],
    ['an audience without a reader', [[live.help, { staff: says({}) }]], 'The live topic help has no reader for its audience own'],
    ['nobody who would hear', [[topic('agenda', {}), {}]], 'The live topic agenda has no audience'],
  ])('stops at %s', (_what, given, words) => expect(() => add(...given)).toThrow(words));
});

describe('what is told of a topic', () => {
  const agenda = topic('agenda', { staff: shared, own: Word });
  const topics = new LiveTopics();
  topics.add(agenda, { staff: says({ word: 'hello' }), own: async (_session, seatIds) => new Map((seatIds ?? ['ana', 'bea']).map((seatId) => [seatId, { word: seatId }])) });
  const leaky = topic('leaky', { seats: shared });
  topics.add(leaky, { seats: says({ word: 'hello', name: 'Ana Sample' }) });

  it('goes to its audiences only', async () => {
    expect(await topics.snapshot('staff', 'group')).toEqual({ agenda: { word: 'hello' } });
    expect(await topics.delta('seats', 'group', [{ topic: agenda, ids: ['one'] }])).toEqual({});
    expect(await topics.own('group', [{ topic: agenda, ids: ['ana'] }, { topic: leaky, ids: ['bea'] }])).toEqual(new Map([['ana', { agenda: { word: 'ana' } }]]));
    expect([...(await topics.own('group', [{ topic: agenda, ids: undefined }])).keys()]).toEqual(['ana', 'bea']);
    expect(await topics.ownOf('group', 'bea')).toEqual({ agenda: { word: 'bea' } });
  });

  it('does not leave with a field that its schema does not name', async () => {
    await expect(topics.snapshot('seats', 'group')).rejects.toThrow(/name/);
    await expect(topics.delta('seats', 'group', [{ topic: leaky, ids: [] }])).rejects.toThrow(/name/);
  });
});
