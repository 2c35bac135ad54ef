import { afterLadderEvent, topOfLadder, type Ladder, type LadderEvent } from './video-ladder.js';

function after(events: readonly [second: number, event: LadderEvent][]): Ladder {
  return events.reduce((ladder, [second, event]) => afterLadderEvent(ladder, event, second * 1_000), topOfLadder(0));
}
const poor: LadderEvent = { kind: 'quality', own: 'poor' };
const good: LadderEvent = { kind: 'quality', own: 'good' };
const tick: LadderEvent = { kind: 'tick' };

describe('how much video a line carries', () => {
  it.each<[string, [number, LadderEvent][], string]>([
    ['a short dip changes nothing', [[1, poor], [8, tick], [9, good], [12, tick]], 'full'],
    ['ten poor seconds: small pictures', [[1, poor], [11, tick]], 'small'],
    ['twenty: who speaks', [[1, poor], [11, tick], [21, tick]], 'speaker'],
    ['thirty: sound only', [[1, poor], [11, tick], [21, tick], [31, tick]], 'sound'],
    ['lower than sound there is nothing', [[1, poor], [11, tick], [21, tick], [31, tick], [41, tick]], 'sound'],
    ['half a good minute brings one rung back', [[1, poor], [11, tick], [12, good], [42, tick]], 'full'],
    ['the switch goes down at once and stays', [[1, { kind: 'save_data', on: true }], [2, good], [60, tick]], 'sound'],
    ['the switch back brings all of it', [[1, { kind: 'save_data', on: true }], [2, { kind: 'save_data', on: false }]], 'full'],
    ['what the person undid is not done again while the line stays poor', [[1, poor], [11, tick], [12, { kind: 'undo' }], [40, tick]], 'full'],
    ['after a good time it may happen again', [[1, poor], [11, tick], [12, { kind: 'undo' }], [13, good], [43, tick], [44, poor], [54, tick]], 'small'],
  ])('%s', (_what, events, rung) => expect(after(events).rung).toBe(rung));
});
