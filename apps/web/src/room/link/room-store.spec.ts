import { jest } from '@jest/globals';
import type { RoomPass } from '#contracts/routes';
import { fakePerson } from './fake-sfu.js';
import { inRoom, passOf } from './fake-stay.js';

const passing = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('coming in and staying', () => {
  it('joins with the pass in hand and asks for no other', async () => {
    const { sfu, store, asked } = inRoom();
    expect(store.view()).toMatchObject({ phase: 'connecting', notice: 'joining' });
    await passing(0);
    expect([store.view().phase, sfu.room.token, asked.length]).toEqual(['in', 'first', 0]);
  });

  const picture = { attach: () => () => undefined };

  it.each([
    ['at once when nobody is there', [], true],
    ['at once when nobody sends a picture', [fakePerson('bea.1', { camera: false })], true],
    ['not before the first picture when somebody does', [fakePerson('bea.1'), fakePerson('cal.1', { camera: false })], false],
    ['with the first picture', [fakePerson('bea.1'), fakePerson('cal.1', { picture })], true],
  ])('is under way, so that the screen may follow: %s', async (_when, here, expected) => {
    const { sfu, store } = inRoom();
    let isUnderWay = false;
    void store.underWay.then(() => (isUnderWay = true));
    sfu.room.here = here;
    await passing(0);
    expect([store.view().phase, isUnderWay]).toEqual(['in', expected]);
  });

  it('keeps the tile of whoever did not change, so that it is not drawn anew', async () => {
    const { sfu, store } = inRoom();
    sfu.room.here = [fakePerson('bea.1'), fakePerson('cal.1')];
    await passing(0);
    const [bea, cal] = [1, 2].map((at) => store.view().tiles[at]);
    sfu.room.here = [fakePerson('bea.1'), fakePerson('cal.1', { speaking: true })];
    sfu.room.say.changed();
    expect([store.view().tiles[1] === bea, store.view().tiles[2] === cal]).toEqual([true, false]);
  });

  it('says nothing for two seconds while only signalling is away, then a quiet word', async () => {
    const { sfu, store } = inRoom();
    await passing(1_000);
    sfu.room.say.link('signal_lost');
    await passing(1_500);
    expect(store.view()).toMatchObject({ phase: 'signal', notice: 'none' });
    await passing(1_500);
    expect(store.view()).toMatchObject({ phase: 'signal', notice: 'quiet' });
    sfu.room.say.link('connected');
    expect(store.view()).toMatchObject({ phase: 'in', notice: 'none' });
  });

  it('keeps the media when only our own socket is cut', async () => {
    const { sfu, store, line } = inRoom();
    await passing(1_000);
    line.change({ open: false });
    await passing(60_000);
    expect([store.view().phase, store.view().notice, sfu.rooms.length]).toEqual(['signal', 'quiet', 1]);
    line.change({ open: true });
    expect([store.view().phase, sfu.rooms.length]).toEqual(['in', 1]);
  });
});

describe('coming back', () => {
  it('rejoins with a fresh pass after the SDK has given up, without stopping the camera', async () => {
    const { sfu, store } = inRoom();
    await passing(1_000);
    sfu.room.say.gone('other');
    expect(store.view()).toMatchObject({ phase: 'dropped', notice: 'reconnecting' });
    await passing(10);
    expect([store.view().phase, sfu.rooms.map((room) => room.token), sfu.media.stopped]).toEqual(['in', ['first', 'fresh-1'], false]);
  });

  it('goes on trying for as long as the page lives, at most about every six seconds', async () => {
    const { sfu, store, asked } = inRoom({ joins: ['fine', ...Array<'fails'>(100).fill('fails')] });
    await passing(1_000);
    sfu.room.say.gone('other');
    await passing(120_000);
    expect(store.view()).toMatchObject({ phase: 'dropped', notice: 'rejoin', ended: null });
    expect(asked.length).toBeGreaterThan(20);
    const waits = asked.slice(1).map((at, index) => at - asked[index]!);
    expect(Math.max(...waits)).toBeLessThanOrEqual(6_000);
  });

  it('does not wait for the SDK when the line has been silent for some seconds', async () => {
    const { sfu, store } = inRoom();
    await passing(3_000);
    sfu.room.silent = true;
    await passing(5_500);
    expect(store.view()).toMatchObject({ phase: 'reconnecting' });
    await passing(3_000);
    expect([store.view().phase, sfu.rooms.length, sfu.rooms[0]!.closed]).toEqual(['in', 2, true]);
  });

  it('does not wait for a resume when signalling and media are both gone', async () => {
    const { sfu, store } = inRoom();
    await passing(3_000);
    sfu.room.silent = true;
    sfu.room.say.link('signal_lost');
    await passing(5_000);
    expect([store.view().phase, sfu.rooms.length]).toEqual(['in', 2]);
  });

  it('leaves a line alone that came back by itself while a pass was asked for', async () => {
    let answer: (token: string) => void = () => {};
    const { sfu, store } = inRoom();
    const slow = new Promise<string>((resolve) => (answer = resolve));
    (store as unknown as { link: { parts: { askPass: () => Promise<RoomPass> } } }).link.parts.askPass = async () => passOf(await slow);
    await passing(3_000);
    sfu.room.say.link('media_lost');
    await passing(3_000);
    sfu.room.say.link('connected');
    answer('late');
    await passing(100);
    expect([store.view().phase, sfu.rooms.length]).toEqual(['in', 1]);
  });

  it('leaves a line alone whose packets came back together with the pass', async () => {
    const { sfu, store } = inRoom({ answersAfter: 5_500 });
    await passing(3_000);
    sfu.room.silent = true;
    await passing(12_200);
    sfu.room.silent = false;
    await passing(600);
    expect([store.view().phase, sfu.rooms.length]).toEqual(['in', 1]);
  });

  it('is not thrown back when our socket returns while it joins', async () => {
    const { sfu, line, store } = inRoom({ answersAfter: 5_000 });
    await passing(3_000);
    sfu.joins = ['hangs'];
    line.change({ open: false });
    sfu.room.say.gone('other');
    await passing(6_000);
    line.change({ open: true });
    await passing(5_500);
    expect([store.view().phase, sfu.rooms.length]).toEqual(['dropped', 2]);
  });
});

describe('coming back, hurried', () => {
  it('comes back at once when the phone wakes, with its devices', async () => {
    const { sfu, store, page } = inRoom({ joins: ['fine', 'fails', 'fails', 'fails', 'fails', 'fails', 'fails', 'fine'] });
    await passing(1_000);
    page.shown = false;
    sfu.room.say.gone('other');
    await passing(14_000);
    const before = performance.now();
    sfu.joins = ['fine'];
    page.back();
    await passing(50);
    expect([store.view().phase, sfu.media.revived, performance.now() - before]).toEqual(['in', 1, 50]);
  });

  it('uses a pass that the server pushes before it has noticed the loss itself', async () => {
    const { sfu, store, line, asked } = inRoom();
    await passing(3_000);
    sfu.room.silent = true;
    line.offers('pushed');
    expect(sfu.rooms.length).toBe(1);
    await passing(5_500);
    expect([store.view().phase, sfu.room.token, asked.length]).toEqual(['in', 'pushed', 0]);
  });

  it('gives up a join that hangs as soon as the network says that it is back', async () => {
    const { sfu, store, page } = inRoom({ joins: ['hangs'] });
    await passing(4_500);
    page.back();
    await passing(50);
    expect([store.view().phase, sfu.rooms.length, sfu.rooms[0]!.closed]).toEqual(['in', 2, true]);
  });
});

describe('the end', () => {
  it.each([
    ['removed', 'removed'],
    ['session_ended', 'ended'],
    ['taken_over', 'taken_over'],
    ['not_admitted', 'lobby'],
  ] as const)('a pass refused with %s is the end: %s', async (code, ended) => {
    const { sfu, store } = inRoom({ asks: [{ code }] });
    await passing(1_000);
    sfu.room.say.gone('other');
    await passing(60_000);
    expect([store.view().ended, sfu.rooms.length]).toEqual([ended, 1]);
  });

  it('a refusal that passes is no end', async () => {
    const { sfu, store } = inRoom({ asks: [{ code: 'unavailable' }, { code: 'no_host_inside' }, { code: 'offline' }] });
    await passing(1_000);
    sfu.room.say.gone('other');
    await passing(5_000);
    expect(store.view()).toMatchObject({ phase: 'in', ended: null });
  });

  it('the server says over our socket that staff ended it', async () => {
    const { sfu, store, line } = inRoom();
    await passing(1_000);
    line.change({ end: 'ended' });
    expect([store.view().ended, sfu.room.closed, sfu.media.stopped]).toEqual(['ended', true, true]);
  });

  it('back in the waiting room the camera stays open for the preview', async () => {
    const { sfu, line, store } = inRoom();
    await passing(1_000);
    line.change({ end: 'lobby' });
    expect([store.view().ended, sfu.media.stopped]).toEqual(['lobby', false]);
  });

  it('two tabs do not push each other out for ever', async () => {
    const { sfu, store } = inRoom();
    await passing(1_000);
    sfu.room.say.gone('doubled');
    await passing(10);
    expect(store.view().phase).toBe('in');
    sfu.room.say.gone('doubled');
    expect(store.view().ended).toBe('taken_over');
  });

  it('an own leave ends everything: no beat, no try, no camera', async () => {
    const { sfu, store, line, asked } = inRoom();
    await passing(3_000);
    store.leave();
    const beats = line.beats.length;
    await passing(60_000);
    expect([store.view().ended, sfu.room.closed, sfu.media.stopped, asked.length, line.beats.length - beats, jest.getTimerCount()]).toEqual(['left', true, true, 0, 0, 0]);
  });

  it('a page that is just being closed does not join again in its last moment', async () => {
    const { sfu, page, asked } = inRoom();
    await passing(1_000);
    page.away = true;
    sfu.room.say.gone('other');
    await passing(2_900);
    expect(asked).toEqual([]);
  });
});
