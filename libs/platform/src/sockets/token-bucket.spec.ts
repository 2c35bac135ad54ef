import { TokenBucket } from './token-bucket.js';

describe('a bucket of ten with two more each second', () => {
  const taken = (bucket: TokenBucket, count: number, nowMs: number): number => Array.from({ length: count }, () => bucket.take(nowMs)).filter(Boolean).length;

  it.each([
    ['gives a burst of ten, and no more', [[0, 25, 10]]],
    ['has two again after a second, and one after half of it', [[0, 10, 10], [1000, 5, 2], [1500, 5, 1]]],
    ['saves up ten at most, however long nobody comes', [[0, 10, 10], [3_600_000, 25, 10]]],
    ['serves for ever who asks twice a second', Array.from({ length: 50 }, (_, second) => [second * 1000, 2, 2])],
  ])('%s', (_what, visits) => {
    const bucket = new TokenBucket(10, 2, 0);
    expect(visits.map(([at, wanted]) => taken(bucket, wanted!, at!))).toEqual(visits.map(([, , served]) => served));
  });
});
