import { jest } from '@jest/globals';
import type { RoomPass } from '#contracts/routes';
import type { SeatLive } from '../api/live-client.js';
import type { Journey } from './journey.js';
import { aSnapshot, aVisit, bench, seatId, settle } from './journey-bench.js';

const visit = { kind: 'visit', seatId } as const;
const pass = (token: string) => ({ seatId, sessionId: seatId, identity: `${seatId}.1`, token, signalPath: '/', wishes: null });

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** What the course of the visit holds, by whatever kind it is of. */
const course = (journey: Journey): { kind?: string; pass?: RoomPass; live?: SeatLive | null; lobby?: string; pressed?: string | null } => {
  const { where } = journey.state();
  return where.at === 'visit' ? where.course : {};
};

/** Waits in the lobby, with the live session open. */
async function waiting(answers: Parameters<typeof bench>[1] = {}) {
  const table = bench(visit, { getVisit: aVisit(), enterLobby: aVisit(), ...answers });
  await settle();
  table.journey.devicesDone();
  table.journey.enter();
  await settle();
  return table;
}

describe('a patient in the waiting room', () => {
  it('is admitted: the pass comes with the news, nothing is asked for', async () => {
    const { lives, screen, called, journey, entered } = await waiting();
    lives[0]?.play({ snapshot: aSnapshot({ step: 'room' }), pass: pass('one') });
    // Connecting does not wait for the screen.
    expect([entered, screen()]).toEqual([['one'], 'lobby']);
    await settle();
    expect(screen()).toBe('room');
    expect([course(journey).pass?.token, called('fetchRoomPass')]).toEqual(['one', []]);
  });

  it('opens the visit elsewhere in the moment of being admitted: the room that was just entered is closed again', async () => {
    const { lives, screen, journey, entered } = await waiting();
    lives[0]?.play({ snapshot: aSnapshot({ step: 'room' }), pass: pass('one') });
    lives[0]?.play({ takenOver: true });
    await settle();
    expect([screen(), course(journey).pass, entered]).toEqual(['taken-over', undefined, ['one', 'closed']]);
  });

  it('asked for a pass in the moment that one was pushed: enters once', async () => {
    const { lives, screen, entered, called } = await waiting({ fetchRoomPass: pass('asked') });
    lives[0]?.play({ snapshot: aSnapshot({ step: 'room' }) });
    lives[0]?.play({ snapshot: aSnapshot({ step: 'room' }), pass: pass('pushed') });
    await settle();
    expect([screen(), entered, called('fetchRoomPass').length]).toEqual(['room', ['pushed'], 1]);
  });

  it('missed the news: the next look at the state brings them in', async () => {
    const { lives, screen, called } = await waiting({ fetchRoomPass: pass('two') });
    lives[0]?.play({ snapshot: aSnapshot({ step: 'room' }) });
    await settle();
    expect([screen(), called('fetchRoomPass')]).toMatchObject(['room', [{ seatId, takeOver: false }]]);
  });

  it('was admitted before and dropped: straight in', async () => {
    const { screen, called } = await waiting({ enterLobby: aVisit({ step: 'room' }), fetchRoomPass: pass('three') });
    expect([screen(), called('enterLobby').length]).toEqual(['room', 1]);
  });

  it('comes before the lobby opens: waits, and is let in by itself', async () => {
    const { journey, lives } = await waiting({ enterLobby: ['link_early', aVisit()] });
    expect([course(journey).lobby, lives.length]).toEqual(['closed', 0]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect([course(journey).lobby, lives.length]).toEqual(['open', 1]);
  });

  it('loses the network on the way: tries again by itself', async () => {
    const { lives, called } = await waiting({ enterLobby: ['offline', 'unavailable', aVisit()] });
    await jest.advanceTimersByTimeAsync(4_000);
    expect([called('enterLobby').length, lives.length]).toEqual([3, 1]);
  });

  it('is let in while the host has just dropped: tries again until the room opens', async () => {
    const { screen } = await waiting({ enterLobby: aVisit({ step: 'room' }), fetchRoomPass: ['no_host_inside', pass('four')] });
    expect(screen()).toBe('lobby');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(screen()).toBe('room');
  });
});

describe('a patient who was let in or waits, and then not', () => {
  it('opens the visit in another tab: this one lets go, and takes it back when asked, not before its camera is there', async () => {
    const { lives, screen, journey, called, entered } = await waiting({ enterLobby: aVisit({ step: 'room' }), fetchRoomPass: [pass('five')] });
    journey.roomEnded('taken_over');
    expect([screen(), lives[0]?.closed]).toEqual(['taken-over', true]);
    journey.useHere();
    await settle();
    expect([screen(), lives.length, entered]).toEqual(['devices', 1, ['five']]);
    journey.devicesDone();
    expect(screen()).toBe('lobby');
    journey.enter();
    await settle();
    expect([screen(), called('fetchRoomPass').at(-1), lives.length]).toMatchObject(['room', { seatId, takeOver: true }, 2]);
  });

  it('is sent back to the waiting room: the old pass is not used again', async () => {
    const { lives, screen, journey } = await waiting({ fetchRoomPass: 'not_admitted' });
    lives[0]?.play({ snapshot: aSnapshot({ step: 'room' }), pass: pass('six') });
    await settle();
    journey.roomEnded('lobby');
    journey.enter();
    await settle();
    lives[0]?.play({ snapshot: aSnapshot({ step: 'lobby' }) });
    expect(screen()).toBe('lobby');
    lives[0]?.play({ snapshot: aSnapshot({ step: 'room' }), pass: pass('seven') });
    await settle();
    expect([screen(), course(journey).pass?.token]).toEqual(['room', 'seven']);
  });

  it('takes the visit back into the waiting room: what is pressed there is no leave to take over later', async () => {
    const { journey, lives, called } = await waiting({ fetchRoomPass: 'no_host_inside' });
    lives[0]?.play({ takenOver: true });
    journey.useHere();
    journey.devicesDone();
    journey.enter();
    await settle();
    lives[1]?.play({ snapshot: aSnapshot({ step: 'room' }) });
    await settle();
    expect(called('fetchRoomPass')).toMatchObject([{ seatId, takeOver: false }]);
  });

  it('is asked to step out while they wait: reads so at once, and waits no more', async () => {
    const { lives, screen } = await waiting({ getVisit: [aVisit(), aVisit({ mayReturn: true })] });
    lives[0]?.play({ snapshot: aSnapshot({ mayReturn: true }) });
    await settle();
    expect([screen(), lives[0]?.closed]).toEqual(['removed', true]);
  });

  it('is told when the session ends while they wait', async () => {
    const { lives, screen } = await waiting({ getVisit: [aVisit(), aVisit({ step: 'ended' })] });
    lives[0]?.play({ snapshot: aSnapshot({ step: 'ended' }) });
    await settle();
    expect([screen(), lives[0]?.closed]).toEqual(['thanks', true]);
  });
});

describe('a patient who comes and goes', () => {
  it('leaves the waiting room and is back in one breath: one live session is open, none is left behind', async () => {
    const { journey, lives } = bench(visit, { getVisit: aVisit(), enterLobby: aVisit() });
    await settle();
    journey.devicesDone();
    journey.enter();
    journey.pause();
    journey.enter();
    await settle();
    expect([lives.filter(({ closed }) => !closed).length, course(journey).live]).toEqual([1, lives.find(({ closed }) => !closed)]);
  });

  it('stops while the socket is still being opened: it is closed again', async () => {
    const { journey, lives } = bench(visit, { getVisit: aVisit({ step: 'room' }) });
    await settle();
    journey.devicesDone();
    journey.enter();
    journey.pause();
    await settle();
    expect([lives.every(({ closed }) => closed), course(journey).live]).toEqual([true, null]);
  });

  it('left, and loads the page again: nothing is opened or asked before the press, which says that it is one', async () => {
    const { journey, screen, called, lives } = bench(visit, { getVisit: aVisit({ step: 'left' }), enterLobby: aVisit({ step: 'left' }), fetchRoomPass: ['no_host_inside', pass('again')] });
    await settle();
    expect([screen(), lives, called('fetchRoomPass')]).toEqual(['left', [], []]);
    await journey.comeBack();
    expect(screen()).toBe('devices');
    journey.devicesDone();
    journey.enter();
    await settle();
    lives[0]?.play({ snapshot: aSnapshot({ step: 'left' }) });
    await jest.advanceTimersByTimeAsync(2_000);
    expect([screen(), called('fetchRoomPass').at(-1), course(journey).pressed]).toEqual(['room', { seatId, takeOver: false, comeBack: true, tabId: expect.any(String) }, undefined]);
  });

  it('left on another device while this page waits to go in: reads that they left', async () => {
    const { lives, screen } = await waiting({ getVisit: [aVisit(), aVisit({ step: 'left' })] });
    lives[0]?.play({ snapshot: aSnapshot({ step: 'left' }) });
    await settle();
    expect(screen()).toBe('left');
  });

  it('leaves without a network: the server is told as soon as there is one, unless they come back before', async () => {
    const { journey, called } = bench(visit, { getVisit: aVisit({ step: 'room' }), leaveSession: ['offline', 'offline', {}] });
    await settle();
    journey.leave();
    journey.roomEnded('left');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(called('leaveSession').length).toBe(3);
    journey.leave();
    await journey.comeBack();
    await jest.advanceTimersByTimeAsync(30_000);
    expect(called('leaveSession').length).toBe(3);
  });
});
