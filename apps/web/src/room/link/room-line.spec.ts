import type { SeatSnapshot } from '#contracts/routes';
import type { SeatLive } from '../../api/live-client.js';
import { aSnapshot } from '../../patient/journey-bench.js';
import { seatLine } from './room-line.js';

const inRoom = { step: 'room' } as const;

describe('how a stay ends, as the server tells it', () => {
  it.each<[string, Partial<SeatSnapshot['own']['standing']>[], ReturnType<ReturnType<typeof seatLine>['ended']>]>([
    ['news from before the admission still says "lobby"', [{ step: 'lobby' }], null],
    ['is inside', [inRoom], null],
    ['is sent back to the waiting room', [inRoom, { step: 'lobby' }], 'lobby'],
    ['is asked to step out, and may wait again', [inRoom, { step: 'lobby', mayReturn: true }], 'removed'],
    ['is removed for today', [inRoom, { step: 'removed', mayReturn: false }], 'removed'],
    ['was away for so long that it counts as left', [inRoom, { step: 'left' }], 'stayed_away'],
    ['is there at the end', [inRoom, { step: 'ended' }], 'ended'],
  ])('%s', (_what, told, expected) => {
    let snapshot = aSnapshot();
    const line = seatLine({ on: () => undefined, view: () => ({ connection: 'open', snapshot, clockAheadMs: 0, takenOver: false, refusal: null, pass: null }) } as unknown as SeatLive);
    const ends = told.map((own) => ((snapshot = aSnapshot(own)), line.ended()));
    expect(ends.at(-1)).toBe(expected);
  });
});
