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
const ana: PeerRow = { seatId, shownName: 'Ana', staff: false, state: 'in', since: '2026-11-02T17:20:00.000Z' };
const standing = { step: 'lobby', hold: null, waitingSince: null, mayReturn: null } as const;
const inRoom = { ...standing, step: 'room' } as const;
const session = { state: 'live', hostInside: true, hostAwayName: null, startsAt: '', endsAt: '', endedAt: null } as const;
const snapshot = (version: number, peers: PeerRow[] = []): { ok: true; value: SeatSnapshot } => ({
  ok: true,
  value: { version, now: '2026-11-02T17:24:00.000Z', session, topics: { peers }, ownVersion: 1, own: { standing, help: null } },
});
const delta = (since: number, version: number, rows: PeerRow[], gone: string[] = []) => ({ since, version, topics: { peers: { rows, gone } } });
const told = (version: number, own: object, more: object = {}) => ({ version, session, own, pass: null, inside: null, ...more });
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
    socket.play('seats.delta', delta(4, 5, [{ ...ana, seatId: 'b', shownName: 'Bea' }], [ana.seatId]));
    expect(live.view().snapshot).toMatchObject({ version: 5, topics: { peers: [{ shownName: 'Bea' }] } });
    socket.play('seats.delta', delta(4, 5, [ana]));
    expect(live.view().snapshot?.topics.peers).toHaveLength(1);
  });

  it('takes several changes told as one, also when it knows the first of them', async () => {
    const { socket, live } = await connected(snapshot(4, [ana]));
    socket.play('seats.delta', delta(4, 7, [], [ana.seatId]));
    socket.play('seats.delta', delta(5, 8, [ana]));
    expect([live.view().snapshot?.version, live.view().snapshot?.topics.peers, socket.sent.length]).toEqual([8, [ana], 1]);
  });

  it('asks for the whole again when it missed something', async () => {
    const { socket, live } = await connected(snapshot(4), snapshot(9, [ana]));
    socket.play('seats.delta', delta(8, 9, [ana]));
    await settle();
    expect([socket.sent.length, live.view().snapshot?.version]).toEqual([2, 9]);
  });

  it('asks once more when the state it got is older than the news', async () => {
    const { socket, live } = await connected(snapshot(4), snapshot(5), snapshot(6));
    socket.play('seats.delta', delta(5, 6, []));
    await settle();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(live.view().snapshot?.version).toBe(6);
  });

});

describe('an admission', () => {
  const admission = told(1, { standing: inRoom }, { pass: { token: 'pass' }, inside: { version: 9, topics: { peers: [ana] } } });

  it('comes with the pass and the others in hand, and nothing is asked for', async () => {
    const { socket, live } = await connected(snapshot(4));
    socket.play('own.delta', admission);
    expect(live.view()).toMatchObject({ pass: { token: 'pass' }, snapshot: { version: 9, own: { standing: { step: 'room' } }, topics: { peers: [ana] } } });
    expect(socket.sent).toHaveLength(1);
    socket.play('seats.delta', delta(8, 9, [ana]));
    socket.play('seats.delta', delta(9, 10, [], [ana.seatId]));
    expect([live.view().snapshot?.version, socket.sent.length]).toEqual([10, 1]);
  });

  it('that is told without them makes the page ask who is in the room', async () => {
    const { socket } = await connected(snapshot(4));
    socket.play('own.delta', told(1, { standing: inRoom }));
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
    socket.play('own.delta', admission);
    socket.play('seats.delta', delta(9, 10, []));
    expect([heard, drawn]).toEqual([2, 0]);
    pass(live);
    expect(drawn).toBeGreaterThan(0);
    const before = drawn;
    socket.play('seats.delta', delta(10, 11, []));
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
    const later = { ...snapshot(5, [ana]).value, ownVersion: 2, own: { standing: inRoom, help: null } };
    const { socket, live } = await connected(...(hasOne ? [snapshot(4)] : []), slow, { ok: true, value: later });
    if (hasOne) live.refresh();
    socket.play('own.delta', told(2, { standing: inRoom }, { inside: { version: 5, topics: { peers: [ana] } } }));
    answer(snapshot(4));
    await settle();
    expect(live.view().snapshot).toMatchObject({ own: { standing: { step: 'room' } }, topics: { peers: [{ shownName: 'Ana' }] } });
  });

  it('pushed in the wrong order leave the newer one', async () => {
    const { socket, live } = await connected(snapshot(4));
    socket.play('own.delta', told(3, { standing: { ...standing, hold: 'soon' } }));
    socket.play('own.delta', told(2, { standing }));
    expect(live.view().snapshot?.own.standing.hold).toBe('soon');
  });
});

describe('what a seat is told of itself', () => {
  it('comes part by part: an older word of one does not undo a newer word of another, and nothing that was not told is lost', async () => {
    const { socket, live } = await connected(snapshot(4));
    const help = { askedAt: '2026-11-02T17:24:30.000Z', seenBy: null };
    socket.play('own.delta', told(4, { standing: { ...standing, hold: 'soon' } }));
    socket.play('own.delta', told(3, { standing, help }));
    expect(live.view().snapshot?.own).toEqual({ standing: { ...standing, hold: 'soon' }, help });
  });

  it('brings the session along, also to the lobby: a host who came, and not one who came before they left again', async () => {
    const { socket, live } = await connected(snapshot(4));
    const away = { ...session, hostInside: false, hostAwayName: 'Dr. Field' };
    socket.play('own.delta', told(3, {}, { session: away }));
    socket.play('own.delta', told(2, {}));
    expect([live.view().snapshot?.session, socket.sent.length]).toEqual([away, 1]);
  });
});

it('a page that is older than the server leaves out the topics that it does not know', async () => {
  const { socket, live } = await connected({ ok: true, value: { ...snapshot(4, [ana]).value, topics: { peers: [ana], polls: ['?'] } } });
  socket.play('seats.delta', { since: 4, version: 5, topics: { polls: { opened: 1 }, constructor: {}, peers: { rows: [], gone: [ana.seatId] } } });
  expect(live.view().snapshot).toMatchObject({ version: 5, topics: { peers: [] } });
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
