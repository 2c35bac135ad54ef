import { FakeClock } from './fake-clock.js';

it('stands still until it is moved, by both of its hands', () => {
  const clock = new FakeClock(new Date('2026-11-02T17:00:00Z'));
  const began = clock.monotonic();
  clock.advance(90_000);
  expect([clock.now().toISOString(), clock.monotonic() - began]).toEqual(['2026-11-02T17:01:30.000Z', 90_000]);
});
