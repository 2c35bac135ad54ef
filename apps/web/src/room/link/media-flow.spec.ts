import { MediaFlow } from './media-flow.js';

function flowOf(readings: readonly (number | null)[]): MediaFlow {
  const flow = new MediaFlow();
  readings.forEach((count, second) => flow.reading(count, second * 1_000));
  return flow;
}

describe('for how long media has flowed', () => {
  it.each<[string, (number | null)[], number, number | null]>([
    ['counts from the first packet', [0, 10, 20, 30], 3_000, 2_000],
    ['a silent room with a consent check every two seconds flows on', [1, 2, 2, 3, 3, 4, 4], 6_000, 6_000],
    ['a pause of more than four seconds begins anew', [1, 9, 9, 9, 9, 9, 9, 10, 11], 8_000, 1_000],
    ['nothing flows when nothing came for more than four seconds', [1, 9, 9, 9, 9, 9, 9], 6_000, null],
    ['a new transport begins anew', [10, 20, 30, 2, 5], 4_000, 1_000],
    ['before there is a transport nothing flows', [null, null], 1_000, null],
    ['a transport without a packet does not flow', [0, 0, 0], 2_000, null],
  ])('%s', (_what, readings, now, alive) => expect(flowOf(readings).alive(now)).toBe(alive));

  it('knows the age of the last packet', () => expect(flowOf([1, 9, 9, 9]).silence(3_000)).toBe(2_000));
});
