import fc from 'fast-check';
import { clip, intersect, isEmpty, length, merge, subtract, totalLength, type Interval } from './interval.js';

const at = (from: number, to: number): Interval => ({ from, to });
const anyInterval = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })).map(([from, size]) => at(from, from + size));
const anyIntervals = fc.array(anyInterval, { maxLength: 8 });

/** The slow reference: the set of whole milliseconds that are covered. */
const points = (intervals: readonly Interval[]): Set<number> => {
  const covered = new Set<number>();
  for (const { from, to } of intervals) for (let point = from; point < to; point++) covered.add(point);
  return covered;
};

describe('intervals', () => {
  it('clips to a window, and an interval outside of it becomes empty', () => {
    expect(clip(at(1, 9), at(3, 5))).toEqual(at(3, 5));
    expect(isEmpty(clip(at(1, 2), at(3, 5)))).toBe(true);
    expect(length(clip(at(1, 2), at(3, 5)))).toBe(0);
  });

  it('merges what touches, in any order', () => {
    expect(merge([at(5, 7), at(1, 3), at(3, 5), at(9, 9)])).toEqual([at(1, 7)]);
  });

  it('cuts holes', () => {
    expect(subtract([at(0, 10)], [at(2, 3), at(5, 6)])).toEqual([at(0, 2), at(3, 5), at(6, 10)]);
  });

  it('agrees with counting each millisecond', () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (left, right) => {
        const a = points(left);
        const b = points(right);
        expect(points(merge(left))).toEqual(a);
        expect(totalLength(left)).toBe(a.size);
        expect(points(intersect(left, right))).toEqual(new Set([...a].filter((point) => b.has(point))));
        expect(points(subtract(left, right))).toEqual(new Set([...a].filter((point) => !b.has(point))));
      }),
    );
  });
});
