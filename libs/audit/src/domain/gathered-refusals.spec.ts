import fc from 'fast-check';
import { GatheredRefusals } from './gathered-refusals.js';

const noon = Date.UTC(2026, 10, 2, 12);
const counts = (gathered: readonly { key: string; count: number }[]) => gathered.map(({ key, count }) => [key.split(' ')[0], count]);

it('makes one of fifty tries, hands out the first ones after five seconds and the rest of the minute when it is over', () => {
  const refusals = new GatheredRefusals<string>(10, 5000);
  for (let tries = 0; tries < 50; tries++) refusals.add('ana', `try ${tries}`, noon + tries);
  expect(refusals.take(noon + 4_999)).toEqual([]);
  expect(refusals.take(noon + 5_000)).toEqual([{ key: `ana ${noon}`, what: 'try 0', count: 50, minute: noon }]);
  for (let tries = 0; tries < 7; tries++) refusals.add('ana', 'more', noon + 5000 * tries);
  expect(refusals.take(noon + 59_999)).toEqual([]);
  expect(refusals.take(noon + 60_000)).toEqual([{ key: `ana ${noon}`, what: 'try 0', count: 7, minute: noon }]);
  expect(refusals.take(noon + 60_000)).toEqual([]);
});

it('keeps another actor, and another minute, apart', () => {
  const refusals = new GatheredRefusals<string>(10, 5000);
  for (const [who, at] of [['ana', 0], ['bea', 1], ['ana', 61_000]] as const) refusals.add(who, '', noon + at);
  expect(counts(refusals.take(noon + 66_000))).toEqual([['ana', 1], ['bea', 1], ['ana', 1]]);
});

it('hands out all when the process ends', () => {
  const refusals = new GatheredRefusals<string>(10, 5000);
  refusals.add('ana', '', noon);
  expect(refusals.take(noon)).toEqual([]);
  expect(counts(refusals.take(noon, true))).toEqual([['ana', 1]]);
});

it('has room for so many and no more, until their minute is over or they turn out to be nobody', () => {
  const refusals = new GatheredRefusals<number>(3, 0);
  const added = (from: number) => [0, 1, 2, 3].map((each) => refusals.add(`stranger${from + each}`, each, noon));
  expect(added(0)).toEqual([true, true, true, false]);
  const taken = refusals.take(noon);
  expect(added(4)).toEqual([false, false, false, false]);
  refusals.forget(taken.map(({ key }) => key));
  expect(added(8)).toEqual([true, true, true, false]);
  refusals.giveBack(taken);
  expect(refusals.take(noon)).toHaveLength(3);
});

it('loses and invents no try, however often it is asked and whatever could not be written', () => {
  const step = fc.oneof(
    fc.record({ add: fc.constantFrom('ana', 'bea', 'cal'), after: fc.nat(40_000) }),
    fc.record({ take: fc.boolean(), fails: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const refusals = new GatheredRefusals<null>(1000, 5000);
      let [now, tried] = [noon, 0];
      const lines: { key: string; count: number }[] = [];
      for (const one of steps) {
        if ('add' in one) {
          now += one.after;
          tried += Number(refusals.add(one.add, null, now));
          continue;
        }
        const taken = refusals.take(now);
        if (one.fails) refusals.giveBack(taken);
        else lines.push(...taken);
      }
      lines.push(...refusals.take(now + 60_000));
      const written = lines.reduce((sum, { count }) => sum + count, 0);
      return written === tried && lines.every(({ key }) => lines.filter((other) => other.key === key).length <= 2);
    }),
  );
});
