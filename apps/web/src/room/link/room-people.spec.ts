import { jest } from '@jest/globals';
import { fakePerson } from './fake-sfu.js';
import { inRoom } from './fake-stay.js';
import type { Peers } from './tiles.js';

const passing = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('beats', () => {
  it('says at once that it is connected, then every two seconds what is so, with the ages of the media', async () => {
    const { line, page, store } = inRoom();
    await passing(5_000);
    page.shown = false;
    await store.setDevice('microphone', false);
    await passing(1_500);
    const same = { participantSid: 'PA_1', connection: 'connected', sentMs: expect.any(Number), mediaForMs: expect.any(Number), mediaPausedMs: null, mediaIdleMs: expect.any(Number), camera: false };
    expect(line.beats).toEqual([
      { ...same, mediaForMs: null, mediaIdleMs: null, visible: true, microphone: true },
      { ...same, visible: true, microphone: true },
      { ...same, visible: true, microphone: true },
      { ...same, visible: false, microphone: false },
    ]);
    expect(line.beats.slice(1).map((beat) => Math.round(beat.mediaForMs! / 1_000))).toEqual([1, 3, 5]);
  });

  it('keeps no beat for later', async () => {
    const { line } = inRoom();
    await passing(2_000);
    line.change({ open: false });
    await passing(10_000);
    line.change({ open: true });
    expect(line.beats.length).toBe(2);
  });

  it('says at once that it left, of the connection that it left', async () => {
    const { line, store } = inRoom();
    await passing(3_000);
    store.leave();
    expect(line.beats.at(-1)).toMatchObject({ connection: 'disconnected', participantSid: 'PA_1' });
  });

  it('says that it reconnects, and how long nothing has come', async () => {
    const { sfu, line } = inRoom({ joins: ['fine', 'hangs'] });
    await passing(3_000);
    sfu.room.silent = true;
    await passing(7_000);
    const last = line.beats.at(-1)!;
    expect(last).toMatchObject({ connection: 'reconnecting', mediaPausedMs: null });
    expect(last.mediaIdleMs).toBeGreaterThanOrEqual(4_000);
    expect(last.mediaForMs).toBeGreaterThan(last.mediaIdleMs!);
  });
});

describe('people', () => {
  it('names come from our API; media without a name says joining, a name without media too', async () => {
    const { sfu, line, store } = inRoom();
    await passing(0);
    sfu.room.here = [fakePerson('theo.1'), fakePerson('field.2')];
    line.change({ names: new Map([['me', { name: 'Ana', pronouns: null, staff: false, state: 'in' }], ['field', { name: 'Dr. Field', pronouns: null, staff: true, state: 'in' }], ['bea', { name: 'Bea', pronouns: null, staff: false, state: 'in' }]]) });
    expect(store.view().tiles.map(({ seatId, name, state, self }) => [seatId, name, state, self])).toEqual([
      ['field', 'Dr. Field', 'here', false],
      ['me', 'Ana', 'here', true],
      ['theo', null, 'joining', false],
      ['bea', 'Bea', 'joining', false],
    ]);
  });

  it('somebody whose media stops reads as reconnecting until our API says that they went', async () => {
    const { sfu, line, store } = inRoom();
    await passing(0);
    const names: Peers = new Map([['me', { name: 'Ana', pronouns: null, staff: false, state: 'in' }], ['theo', { name: 'Theo', pronouns: null, staff: false, state: 'in' }]]);
    sfu.room.here = [fakePerson('theo.1')];
    line.change({ names });
    sfu.room.here = [];
    sfu.room.say.changed();
    expect(store.view().tiles.find(({ seatId }) => seatId === 'theo')?.state).toBe('reconnecting');
    line.change({ names: new Map([['me', { name: 'Ana', pronouns: null, staff: false, state: 'in' }]]) });
    expect(store.view().tiles.map(({ seatId }) => seatId)).toEqual(['me']);
  });

  it('tiles do not move while someone speaks', async () => {
    const { sfu, line, store } = inRoom();
    await passing(0);
    sfu.room.here = [fakePerson('theo.1', { speaking: true })];
    line.change({ names: new Map([['theo', { name: 'Theo', pronouns: null, staff: false, state: 'in' }]]) });
    sfu.room.here = [fakePerson('theo.1', { speaking: true }), fakePerson('field.1')];
    line.change({ names: new Map([['theo', { name: 'Theo', pronouns: null, staff: false, state: 'in' }], ['field', { name: 'Dr. Field', pronouns: null, staff: true, state: 'in' }]]) });
    expect(store.view().tiles.map(({ seatId }) => seatId)).toEqual(['me', 'theo', 'field']);
    sfu.room.here = [fakePerson('theo.1'), fakePerson('field.1')];
    sfu.room.say.changed();
    expect(store.view().tiles.map(({ seatId }) => seatId)).toEqual(['field', 'me', 'theo']);
  });

  it('who is gone is not counted, not spoken, and not in front; who is on the way is not counted yet', async () => {
    const { line, store } = inRoom();
    line.change({ names: new Map([['field', { name: 'Dr. Field', pronouns: null, staff: true, state: 'dropped' }], ['me', { name: 'Ana', pronouns: null, staff: false, state: 'in' }], ['theo', { name: 'Theo', pronouns: null, staff: false, state: 'in' }], ['bea', { name: 'Bea', pronouns: null, staff: false, state: 'admitted' }]]) });
    await passing(6_000);
    expect(store.view().tiles.map(({ seatId, state }) => `${seatId} ${state}`)).toEqual(['me here', 'theo joining', 'bea joining', 'field reconnecting']);
    expect([store.view().peopleHere, store.view().movement]).toEqual([2, { came: ['Theo'], went: [] }]);
  });

  it('a group that arrives at once is one announcement, and who was there before is none', async () => {
    const { line, store } = inRoom();
    await passing(0);
    const names = (...all: string[]): Peers => new Map(all.map((name) => [name, { name, pronouns: null, staff: false, state: 'in' }]));
    line.change({ names: names('me', 'Ana') });
    await passing(5_000);
    line.change({ names: names('me', 'Ana', 'Bea') });
    await passing(1_000);
    line.change({ names: names('me', 'Bea', 'Coop') });
    await passing(4_100);
    expect(store.view().movement).toEqual({ came: ['Bea', 'Coop'], went: ['Ana'] });
  });

  it('a microphone that staff switch off stays off through a reconnect', async () => {
    const { sfu, store } = inRoom();
    await passing(1_000);
    sfu.media.staffMutes();
    sfu.room.say.gone('other');
    await passing(100);
    expect([store.view().phase, store.view().mutedByStaff, store.view().microphone.wanted]).toEqual(['in', 1, false]);
  });
});

it('with a poor line for ten seconds asks for less video, and says so to the room', async () => {
  const { sfu, store } = inRoom();
  await passing(1_000);
  sfu.room.say.quality('poor');
  await passing(11_000);
  expect([store.view().ladder.rung, sfu.room.rung]).toEqual(['small', 'small']);
  store.saveData(true);
  expect(sfu.room.rung).toBe('sound');
  store.saveData(false);
  expect(sfu.room.rung).toBe('full');
});
