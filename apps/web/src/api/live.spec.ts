import type { PeerRow, SeatSnapshot } from '#contracts/routes';
import { jest } from '@jest/globals';
import { seatLive } from './live.js';

/** A socket whose other end is the test. */
class PlayedSocket {
  connected = false;
  active = true;
  connects = 0;
  closed = false;
  readonly sent: [string, unknown][] = [];
  readonly answers: unknown[] = [];
  private readonly heard = new Map<string, ((value: unknown) => void)[]>();
  readonly volatile = { emit: (name: string, input: unknown) => this.sent.push([name, input]) };
  on(name: string, listener: (value: unknown) => void): void {
    this.heard.set(name, [...(this.heard.get(name) ?? []), listener]);
  }
  off(): void {}
  timeout(): this {
    return this;
  }
  async emitWithAck(name: string, input: unknown): Promise<unknown> {
    this.sent.push([name, input]);
    const answer = await (this.answers.length > 1 ? this.answers.shift() : this.answers[0]);
    if (answer === 'silence') throw new Error('timeout');
    return answer;
  }
  connect(): void {
    this.connects += 1;
  }
  close(): void {
    this.closed = true;
    this.connected = false;
  }
  play(name: string, value?: unknown): void {
    if (name === 'connect') this.connected = true;
    if (name === 'disconnect') this.connected = false;
    for (const listener of this.heard.get(name) ?? []) listener(value);
  }
}

const seatId = '00000000-0000-4000-8000-000000000001';
const ana: PeerRow = { seatId, shownName: 'Ana', pronouns: null, staff: false, state: 'in', since: '2026-11-02T17:20:00.000Z' };
const own = { version: 1, step: 'lobby', hold: null, waitingSince: null, mayReturn: null, help: null } as const;
const session = { state: 'live', hostInside: true, hostAwayName: null, startsAt: '', endsAt: '', endedAt: null } as const;
const snapshot = (version: number, people: PeerRow[] = []): { ok: true; value: SeatSnapshot } => ({ ok: true, value: { version, now: '2026-11-02T17:24:00.000Z', session, own, people } });
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

async function connected(...answers: unknown[]) {
  const socket = new PlayedSocket();
  socket.answers.push(...answers);
  const live = seatLive(socket as never);
  socket.play('connect');
  await settle();
  return { socket, live };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the live session of one seat', () => {
  it('asks for the state when it connects', async () => {
    const { socket, live } = await connected(snapshot(4));
    expect(socket.sent).toEqual([['seat.snapshot', {}]]);
    expect(live.view()).toMatchObject({ connection: 'open', snapshot: { version: 4 } });
  });

  it('follows what comes next, and forgets who has gone', async () => {
    const { socket, live } = await connected(snapshot(4, [ana]));
    socket.play('seats.delta', { since: 4, version: 5, people: [{ ...ana, seatId: 'b', shownName: 'Bea' }], gone: [ana.seatId] });
    expect(live.view().snapshot).toMatchObject({ version: 5, people: [{ shownName: 'Bea' }] });
    socket.play('seats.delta', { since: 4, version: 5, people: [ana], gone: [] });
    expect(live.view().snapshot?.people).toHaveLength(1);
  });

  it('takes several changes told as one, also when it knows the first of them', async () => {
    const { socket, live } = await connected(snapshot(4, [ana]));
    socket.play('seats.delta', { since: 4, version: 7, people: [], gone: [ana.seatId] });
    socket.play('seats.delta', { since: 5, version: 8, people: [ana], gone: [] });
    expect([live.view().snapshot?.version, live.view().snapshot?.people, socket.sent.length]).toEqual([8, [ana], 1]);
  });

  it('asks for the whole again when it missed something', async () => {
    const { socket, live } = await connected(snapshot(4), snapshot(9, [ana]));
    socket.play('seats.delta', { since: 8, version: 9, people: [ana], gone: [] });
    await settle();
    expect([socket.sent.length, live.view().snapshot?.version]).toEqual([2, 9]);
  });

  it('asks once more when the state it got is older than the news', async () => {
    const { socket, live } = await connected(snapshot(4), snapshot(5), snapshot(6));
    socket.play('seats.delta', { since: 5, version: 6, people: [], gone: [] });
    await settle();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(live.view().snapshot?.version).toBe(6);
  });

});

describe('an admission', () => {
  const admission = { own: { ...own, step: 'room' }, pass: { token: 'pass' }, inside: { version: 9, people: [ana] } };

  it('comes with the pass and the others in hand, and nothing is asked for', async () => {
    const { socket, live } = await connected(snapshot(4));
    socket.play('seat.standing', admission);
    expect(live.view()).toMatchObject({ pass: { token: 'pass' }, snapshot: { version: 9, own: { step: 'room' }, people: [ana] } });
    expect(socket.sent).toHaveLength(1);
    socket.play('seats.delta', { since: 8, version: 9, people: [ana], gone: [] });
    socket.play('seats.delta', { since: 9, version: 10, people: [], gone: [ana.seatId] });
    expect([live.view().snapshot?.version, socket.sent.length]).toEqual([10, 1]);
  });

  it('that is told without them makes the page ask who is in the room', async () => {
    const { socket } = await connected(snapshot(4));
    socket.play('seat.standing', { own: { ...own, step: 'room' }, pass: null, inside: null });
    expect(socket.sent).toHaveLength(2);
  });

  it.each([
    ['when the page is connected', (live: Awaited<ReturnType<typeof connected>>['live']) => live.release()],
    ['after 0.4 s at the latest', () => jest.advanceTimersByTime(400)],
    ['when it is over', (live: Awaited<ReturnType<typeof connected>>['live']) => live.close()],
  ])('lets the page connect before anything of the admission is drawn: %s', async (_when, pass) => {
    const { socket, live } = await connected(snapshot(4));
    let [heard, drawn] = [0, 0];
    live.subscribe(() => (heard += 1));
    live.watch(() => (drawn += 1));
    socket.play('seat.standing', admission);
    socket.play('seats.delta', { since: 9, version: 10, people: [], gone: [] });
    expect([heard, drawn]).toEqual([2, 0]);
    pass(live);
    expect(drawn).toBeGreaterThan(0);
    const before = drawn;
    socket.play('seats.delta', { since: 10, version: 11, people: [], gone: [] });
    expect(drawn).toBe(before + 1);
  });

});

describe('two standings', () => {
  it.each([
    ['while the first snapshot is on its way', false],
    ['while a later one is', true],
  ])('of which the older one is answered last, after an admission, do not send the person back to the lobby: %s', async (_when, hasOne) => {
    let answer: (value: unknown) => void = () => undefined;
    const slow = new Promise((resolve) => (answer = resolve));
    const inRoom = { ...snapshot(5, [ana]).value, own: { ...own, version: 2, step: 'room' } };
    const { socket, live } = await connected(...(hasOne ? [snapshot(4)] : []), slow, { ok: true, value: inRoom });
    if (hasOne) live.refresh();
    socket.play('seat.standing', { own: { ...own, version: 2, step: 'room' }, pass: null, inside: { version: 5, people: [ana] } });
    answer(snapshot(4));
    await settle();
    expect(live.view().snapshot).toMatchObject({ own: { step: 'room' }, people: [{ shownName: 'Ana' }] });
  });

  it('pushed in the wrong order leave the newer one', async () => {
    const { socket, live } = await connected(snapshot(4));
    socket.play('seat.standing', { own: { ...own, version: 3, hold: 'soon' }, pass: null, inside: null });
    socket.play('seat.standing', { own: { ...own, version: 2, hold: null }, pass: null, inside: null });
    expect(live.view().snapshot?.own.hold).toBe('soon');
  });
});

describe('the connection of the live session', () => {
  it('keeps the last state while the connection is lost, and keeps nothing back to send later', async () => {
    const { socket, live } = await connected(snapshot(4));
    socket.play('disconnect', 'transport close');
    expect(live.view()).toMatchObject({ connection: 'lost', snapshot: { version: 4 } });
    await expect(live.send('seat.snapshot', {})).rejects.toMatchObject({ code: 'offline' });
    live.beat({} as never);
    expect(socket.sent).toHaveLength(1);
  });

  it('comes back by itself when the server hung up, not when another tab took over', async () => {
    const { socket, live } = await connected(snapshot(4));
    socket.play('disconnect', 'io server disconnect');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(socket.connects).toBe(1);
    socket.play('connect');
    socket.play('seat.taken-over');
    socket.play('disconnect', 'io server disconnect');
    await jest.advanceTimersByTimeAsync(10_000);
    expect([socket.connects, socket.closed, live.view()]).toMatchObject([1, true, { takenOver: true, connection: 'closed' }]);
  });

  it('stops at a refusal, and tries again while the server is not well', async () => {
    const { socket, live } = await connected(snapshot(4));
    socket.active = false;
    socket.play('connect_error', Object.assign(new Error(), { data: { code: 'unavailable' } }));
    await jest.advanceTimersByTimeAsync(2_000);
    expect([socket.connects, live.view().connection]).toEqual([1, 'lost']);
    socket.play('connect_error', Object.assign(new Error(), { data: { code: 'not_allowed' } }));
    expect(live.view()).toMatchObject({ connection: 'closed', refusal: 'not_allowed' });
  });

  it.each([[{ ok: false, code: 'not_in_room' }, 'not_in_room'], ['silence', 'too_slow']])('tells why an event failed', async (answer, code) => {
    const { live } = await connected(snapshot(4), answer);
    await expect(live.send('seat.snapshot', {})).rejects.toMatchObject({ code });
  });
});
