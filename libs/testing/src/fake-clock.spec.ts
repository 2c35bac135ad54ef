import { FakeClock } from './fake-clock.js';

it('moves on by each reading where a test wants no two things in one instant', () => {
  const clock = new FakeClock(new Date('2026-11-02T17:00:00Z'), 1);
  expect([clock.now().getTime() < clock.now().getTime(), clock.now().toISOString()]).toEqual([true, '2026-11-02T17:00:00.003Z']);
});

it('stands still until it is moved, by both of its hands', () => {
  const clock = new FakeClock(new Date('2026-11-02T17:00:00Z'));
  const began = clock.monotonic();
  clock.advance(90_000);
  expect([clock.now().toISOString(), clock.monotonic() - began]).toEqual(['2026-11-02T17:01:30.000Z', 90_000]);
});
