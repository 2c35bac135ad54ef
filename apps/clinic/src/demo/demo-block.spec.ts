import { isLongEnough, planBlock } from './demo-block.js';

it.each(['2026-11-22T17:31:07Z', '2027-03-14T09:59:59Z', '2026-11-01T08:30:00Z'])('a start at %s finds a group that is live for 3 h more', (instant) => {
  const now = new Date(instant);
  const block = planBlock(now);
  expect(block.from <= now).toBe(true);
  expect(isLongEnough(block, now)).toBe(true);
  expect(isLongEnough(block, new Date(now.getTime() + 3_600_000))).toBe(false);
});

it('has segments that follow one another without a hole', () => {
  const { from, to, segments } = planBlock(new Date('2026-11-22T17:31:07Z'));
  expect(segments[0]?.from).toEqual(from);
  expect(segments.at(-1)?.to).toEqual(to);
  for (const [index, segment] of segments.slice(1).entries()) expect(segment.from).toEqual(segments[index]?.to);
});
