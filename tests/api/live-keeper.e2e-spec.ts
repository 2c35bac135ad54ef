import { ConnectGate, RoomKeeper } from '#group-room';
import { jest } from '@jest/globals';
import { LeaderLock } from '#platform';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';

jest.setTimeout(60_000);

describe('the room keeper', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let ana: Member & { socket: NonNullable<Member['socket']> };
  let roomId: string;

  const tick = () => clinic.app.get(RoomKeeper).tick();
  const gate = (identity: string) => clinic.app.get(ConnectGate).mayConnect(identity, roomId);
  const polls = () => clinic.database.owner<{ seat_id: string }>('select * from poll_span where session_id = $1 order by participant_sid', [group.sessionId]);
  const state = async (seatId: string) => (await clinic.database.owner<{ state: string }>('select state from admission where seat_id = $1 and ended_at is null', [seatId]))[0]?.state;

  beforeEach(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
    ana = await group.waiting('Ana');
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    await ana.connectByPush();
    roomId = (await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]))[0]!.id;
  });
  afterEach(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('lets nobody connect before its first look; a final no stays a no', async () => {
    expect(await gate(`${ana.seatId}.0`)).toBe('not_now');
    expect(await gate(`${ana.seatId}.7`)).toBe('no');
    expect(await tick()).toBe('well');
    expect(await gate(`${ana.seatId}.0`)).toBe('yes');
    for (const foreign of [`${ana.seatId}.0#x`, `${ana.seatId}`, 'somebody', '', `${ana.seatId}.1`, `${host.seatId}.1`]) expect(await gate(foreign)).toBe('no');
    expect(await clinic.app.get(ConnectGate).mayConnect(`${ana.seatId}.0`, ana.seatId)).toBe('no');
    expect(await clinic.app.get(ConnectGate).mayConnect(`${ana.seatId}.0`, 'no-room')).toBe('no');
  });

  it('a pass of one room is worth nothing at another', async () => {
    const other = await LiveGroup.planned(clinic);
    await (await other.host('Dr. Other')).goIn();
    const [otherRoom] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [other.sessionId]);
    await tick();
    expect(await clinic.app.get(ConnectGate).mayConnect(`${ana.seatId}.0`, otherRoom!.id)).toBe('no');
    other.closeSockets();
  });

  it('after the media server was killed: makes the rooms before anybody is let back, and brings everybody a fresh pass', async () => {
    await tick();
    ana.socket.forget();
    host.socket.forget();
    clinic.sfu.restart();
    expect(await tick()).toBe('well');
    expect(clinic.sfu.roomIds()).toEqual([roomId]);
    expect(await gate(`${ana.seatId}.0`)).toBe('yes');
    expect(await state(ana.seatId)).toBe('dropped');
    for (const page of [ana, host]) {
      const { pass, own } = await page.socket.push('own.delta', (standing) => standing.pass !== null);
      expect(own.standing?.step).toBe('room');
      await page.connect(pass!.token);
      expect(await state(page.seatId)).toBe('in');
    }
    const [session] = await clinic.database.owner('select state, hosts_gone_at from live_session where session_id = $1', [group.sessionId]);
    expect(session).toEqual({ state: 'live', hosts_gone_at: null });
  });

  it('while the media server is away it says so, and takes nobody for gone', async () => {
    await tick();
    const before = await polls();
    clinic.sfu.isAway = true;
    expect(await tick()).toBe('failed');
    expect(await gate(`${ana.seatId}.0`)).toBe('not_now');
    expect(await polls()).toEqual(before);
    expect(await state(ana.seatId)).toBe('in');
    expect((await host.fetchPass({ tabId: host.socket.tabId })).body.code).toBe('unavailable');
    clinic.sfu.isAway = false;
    expect(await tick()).toBe('well');
    expect(await gate(`${ana.seatId}.0`)).toBe('yes');
    expect(await state(ana.seatId)).toBe('in');
  });

  it('finds a restart that nobody told it of by a glance, and then does all that a whole round does', async () => {
    await tick();
    ana.socket.forget();
    expect(await clinic.app.get(RoomKeeper).glance()).toBe('well');
    expect(ana.socket.heard).toEqual([]);
    clinic.sfu.restart();
    expect(await clinic.app.get(RoomKeeper).glance()).toBe('well');
    await ana.socket.push('own.delta', (standing) => standing.pass !== null);
    expect(await state(ana.seatId)).toBe('dropped');
    expect(await gate(`${ana.seatId}.0`)).toBe('yes');
  });

  it('one room that cannot be made again closes no other, and its people are asked back when it can', async () => {
    const other = await LiveGroup.planned(clinic);
    const otherHost = await (await other.host('Dr. Other')).goIn();
    const [otherRoom] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [other.sessionId]);
    const otherGate = () => clinic.app.get(ConnectGate).mayConnect(`${otherHost.seatId}.0`, otherRoom!.id);
    await tick();
    ana.socket.forget();
    clinic.sfu.restart();
    clinic.sfu.unmakeable.add(roomId);
    expect(await tick()).toBe('failed');
    expect([await otherGate(), await gate(`${ana.seatId}.0`)]).toEqual(['yes', 'not_now']);
    expect(ana.socket.heard).toEqual([]);
    clinic.sfu.unmakeable.clear();
    expect(await tick()).toBe('well');
    expect(await gate(`${ana.seatId}.0`)).toBe('yes');
    await ana.socket.push('own.delta', (standing) => standing.pass !== null);
    other.closeSockets();
  });

  it('hands every look to the witness', async () => {
    await tick();
    expect((await polls()).map(({ seat_id }) => seat_id).sort()).toEqual([ana.seatId, host.seatId].sort());
  });

  it('sends out who is not welcome: a foreign identity, an older pass, somebody never admitted', async () => {
    const bea = await group.waiting('Bea');
    for (const identity of ['intruder', `${ana.seatId}.0#x`, `${bea.seatId}.0`, `${ana.seatId}.9`]) await clinic.sfu.joinAs(roomId, identity);
    expect(await state(bea.seatId)).toBe('waiting');
    await tick();
    expect(clinic.sfu.inside(roomId).sort()).toEqual([`${ana.seatId}.0`, `${host.seatId}.0`].sort());
    expect(await state(ana.seatId)).toBe('in');
  });

  it('repairs what lost webhooks should have said', async () => {
    const bea = await group.waiting('Bea');
    await host.socket.act('seat.admit', { seatId: bea.seatId });
    const standing = await bea.socket.push('own.delta', ({ pass }) => pass !== null);
    clinic.sfu.loseNews(true);
    await bea.connect(standing.pass!.token);
    await ana.drop();
    expect([await state(ana.seatId), await state(bea.seatId)]).toEqual(['in', 'admitted']);
    await tick();
    expect([await state(ana.seatId), await state(bea.seatId)]).toEqual(['dropped', 'in']);
  });

  it('deletes rooms that no session needs any more, and leaves strangers’ rooms alone', async () => {
    clinic.sfu.isAway = true;
    await host.socket.act('session.end', {});
    clinic.sfu.isAway = false;
    const foreign = '11111111-2222-4333-8444-555555555555';
    await clinic.sfu.ensureRoom({ roomId: foreign, capacity: 3 });
    expect(clinic.sfu.roomIds()).toEqual([roomId, foreign]);
    await tick();
    expect(clinic.sfu.roomIds()).toEqual([foreign]);
  });

  it('shows somebody who closed the page as dropped, and after a minute as left, from where a press brings them back', async () => {
    await ana.drop(true);
    expect(await state(ana.seatId)).toBe('dropped');
    await tick();
    expect(await state(ana.seatId)).toBe('dropped');
    await clinic.database.owner("update admission set state_since = now() - interval '61 seconds' where seat_id = $1", [ana.seatId]);
    await tick();
    expect(await state(ana.seatId)).toBe('left');
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some((row) => row.seatId === ana.seatId && row.state === 'left'));
    expect((await ana.visit('room-pass', { tabId: ana.socket.tabId })).body.code).toBe('left');
    const pass = await ana.visit('room-pass', { tabId: ana.socket.tabId, comeBack: true });
    expect(await state(ana.seatId)).toBe('admitted');
    await ana.connect(pass.body.token);
    expect(await state(ana.seatId)).toBe('in');
  });

  it('has one leader: another process looks for missing rooms, and does no more', async () => {
    const leader = new LeaderLock(clinic.database.appUrl, 'room keeper');
    expect(await leader.hold()).toBe(true);
    clinic.sfu.restart();
    expect(await tick()).toBe('well');
    expect(clinic.sfu.roomIds()).toEqual([roomId]);
    expect(await polls()).toEqual([]);
    await leader.letGo();
    await host.goIn();
    await tick();
    expect((await polls()).map(({ seat_id }) => seat_id)).toEqual([host.seatId]);
  });

  it('a restart of the app keeps those who wait and those who are in', async () => {
    const bea = await group.waiting('Bea');
    await host.socket.act('seat.hold', { seatId: bea.seatId, message: 'soon' });
    await clinic.restart();
    expect(clinic.sfu.inside(roomId).sort()).toEqual([`${ana.seatId}.0`, `${host.seatId}.0`].sort());
    await tick();
    host.socket = await group.socket(host.browser, 'host', host.seatId);
    const roster = (await host.socket.act('staff.snapshot', {})).topics.roster.map((row) => [row.seatId, row.state, row.hold]);
    expect(roster).toEqual(expect.arrayContaining([[ana.seatId, 'in', null], [bea.seatId, 'held', 'soon'], [host.seatId, 'in', null]]));
    const { socket } = await bea.withSocket();
    expect((await socket.act('seat.snapshot', {})).own.standing).toMatchObject({ step: 'lobby', hold: 'soon' });
    await host.socket.act('seat.admit', { seatId: bea.seatId });
    await bea.connectByPush();
  });
});
