import { renewsSpan, stampBeat, type Beat, type BeatState, type SocketClock } from './beat-span.js';
import type { BeatSpan } from './evidence.js';
import { mediaFlows } from './media-flow.js';

const sid = 'PA_1';
const beat = (sentMs: number, flowing: Partial<Beat> = {}): Beat => ({ participantSid: sid, connectionState: 'connected', sentMs, mediaForMs: 60_000, mediaPausedMs: null, mediaIdleMs: 100, ...flowing });
const span = (more: Partial<BeatSpan> = {}): BeatSpan => ({
  witness: 'beat', id: '1', seatId: 'ana', participantSid: sid, connectionState: 'connected', fromMs: 0, toMs: 10_000, mediaSinceMs: -5_000, mediaBeforeMs: null, mediaUntilMs: 9_900, closedAtMs: null, ...more,
});
const state = (atMs: number, more: Partial<BeatState> = {}): BeatState => ({ participantSid: sid, connectionState: 'connected', atMs, mediaSinceMs: -5_000, mediaBeforeMs: null, mediaUntilMs: atMs - 100, ...more });

const socket = (atMs: number) => ({ atMs, openedMs: 0 });

/** Stamps beats that arrive one after the other at one socket, and gives the stamps. */
const stamps = (...arrivals: [sentMs: number, arrivalMs: number][]): number[] => {
  let clock: SocketClock | null = null;
  return arrivals.map(([sentMs, arrivalMs]) => {
    const stamped = stampBeat(clock, beat(sentMs), socket(arrivalMs));
    clock = stamped.clock;
    return stamped.state.atMs;
  });
};

describe('a beat is stamped', () => {
  it.each<[string, [number, number][], number[]]>([
    ['on arrival, whatever the client thinks the time is', [[900_000, 50], [902_000, 2_060], [904_000, 4_090]], [50, 2_060, 4_090]],
    ['when it was sent, if a cut of the network held it back', [[0, 50], [2_000, 10_050], [4_000, 10_050], [6_000, 10_051], [8_000, 10_052], [10_000, 10_060]], [50, 2_050, 4_050, 6_050, 8_050, 10_060]],
    ['when it was sent, also if those held back overtake each other', [[0, 50], [6_000, 10_050], [2_000, 10_051], [10_000, 10_060], [4_000, 10_070], [8_000, 10_080], [12_000, 12_050]], [50, 6_050, 2_050, 10_060, 4_060, 8_060, 12_050]],
    ['on arrival, when the client clock is set back', [[900_000, 50], [300_000, 2_050], [302_000, 4_050]], [50, 2_050, 4_050]],
    ['never before the beat that came ahead of it', [[0, 5_000], [1, 9_000], [2, 9_000]], [5_000, 5_001, 5_002]],
    ['on arrival, when the client clock is off by more than a day; the honest beat after it is compared as ever', [[0, 50], [9_007_199_254_740_991, 2_050], [4_000, 12_050], [6_000, 12_051]], [50, 2_050, 4_050, 6_050]],
    ['never before its socket opened, whatever the page says', [[50_000_000, 5_000], [40, 5_100]], [5_000, 0]],
  ])('%s', (_what, arrivals, expected) => expect(stamps(...arrivals)).toEqual(expected));

  it('with its ages turned into instants, which a lie cannot move into the future', () => {
    const { state: said } = stampBeat(null, beat(0, { mediaForMs: 8_000, mediaPausedMs: 15_000, mediaIdleMs: 200 }), socket(100_000));
    expect(said).toEqual({ participantSid: sid, connectionState: 'connected', atMs: 100_000, mediaUntilMs: 99_800, mediaSinceMs: 92_000, mediaBeforeMs: 77_000 });
    const { state: lie } = stampBeat(null, beat(0, { mediaForMs: -8_000, mediaPausedMs: -9, mediaIdleMs: -200 }), socket(100_000));
    expect(lie).toMatchObject({ mediaUntilMs: 100_000, mediaSinceMs: 100_000, mediaBeforeMs: 100_000 });
    expect(stampBeat(null, beat(0, { mediaForMs: null, mediaIdleMs: null }), socket(100_000)).state).toMatchObject({ mediaUntilMs: null, mediaSinceMs: null });
  });
});

describe('a span', () => {
  it.each<[string, BeatSpan | null, BeatState, boolean]>([
    ['goes on with the next beat', span(), state(12_000), true],
    ['goes on while the media is silent: the last packet stays where it was', span(), state(12_000, { mediaUntilMs: 9_900 }), true],
    ['begins with the first beat', null, state(0), false],
    ['begins after a pause of more than 6 s', span(), state(16_001), false],
    ['begins on another connection', span(), state(12_000, { participantSid: 'PA_2' }), false],
    ['begins when the connection changes', span(), state(12_000, { connectionState: 'reconnecting' }), false],
    ['begins when the media starts anew', span(), state(12_000, { mediaSinceMs: 11_000 }), false],
    ['begins with the first packet', span({ mediaSinceMs: null, mediaUntilMs: null }), state(12_000), false],
    ['begins after the socket closed', span({ closedAtMs: 10_500 }), state(12_000), false],
  ])('%s', (_what, open, next, renews) => expect(renewsSpan(open, next)).toBe(renews));
});

describe('a flow of media', () => {
  it('reaches back over a pause in the beats when the page says that its media never stopped', () => {
    const flows = mediaFlows([span(), span({ id: '2', fromMs: 60_000, toMs: 80_000, mediaUntilMs: 80_000 })]);
    expect(flows.map(({ from, to }) => [from, to])).toEqual([[-5_000, 80_000]]);
  });

  it('is cut where the page says that its media started anew', () => {
    const flows = mediaFlows([span(), span({ id: '2', fromMs: 20_000, toMs: 80_000, mediaSinceMs: 18_000, mediaBeforeMs: 10_400, mediaUntilMs: 80_000 })]);
    expect(flows.map(({ from, to, beforeMs }) => [from, to, beforeMs])).toEqual([[-5_000, 10_000, null], [18_000, 80_000, 10_400]]);
  });

  it('ends with the last packet when beats went on in silence', () => {
    expect(mediaFlows([span({ mediaUntilMs: 4_000 })])).toMatchObject([{ to: 4_000, silent: true }]);
  });

  it('ends with the last packet also when the page says only later, as one who reconnects, that the silence was one', () => {
    const connected = span({ mediaUntilMs: 8_000 });
    const reconnecting = span({ id: '2', connectionState: 'reconnecting', fromMs: 12_050, toMs: 14_000, mediaUntilMs: 8_000 });
    expect(mediaFlows([connected])).toMatchObject([{ to: 10_000, silent: false }]);
    expect(mediaFlows([connected, reconnecting])).toMatchObject([{ to: 8_000, silent: true }]);
  });
});
