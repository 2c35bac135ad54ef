import { RtcFlow } from './rtc-flow.js';

it('says nothing before the first packet', () => {
  const flow = new RtcFlow();
  flow.reading(0, 1_000);
  expect(flow.ages(2_000)).toEqual({ forMs: null, pausedMs: null, idleMs: null });
});

it('goes on through the short silences of a quiet room', () => {
  const flow = new RtcFlow();
  for (const [received, at] of [[5, 0], [5, 1_000], [5, 2_000], [9, 3_000]] as const) flow.reading(received, at);
  expect(flow.ages(3_500)).toEqual({ forMs: 3_500, pausedMs: null, idleMs: 500 });
});

it('begins anew after a pause, and says how long that was', () => {
  const flow = new RtcFlow();
  flow.reading(5, 0);
  flow.reading(9, 8_000);
  expect(flow.ages(9_000)).toEqual({ forMs: 1_000, pausedMs: 8_000, idleMs: 1_000 });
});

it('begins anew on a new transport, whose count is smaller', () => {
  const flow = new RtcFlow();
  flow.reading(500, 0);
  flow.reading(3, 2_000);
  expect(flow.ages(2_000)).toEqual({ forMs: 0, pausedMs: 2_000, idleMs: 0 });
});
