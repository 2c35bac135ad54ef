import { ConnectGate, RoomKeeper } from '#group-room';
import { jest } from '@jest/globals';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host } from './support/live-group.js';

jest.setTimeout(60_000);

describe('nobody is alone', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;

  const session = async () => (await clinic.database.owner('select state, first_host_at, hosts_gone_at, ended_by from live_session where session_id = $1', [group.sessionId]))[0]!;

  beforeAll(async () => {
    clinic = await startTestClinic();
  });
  beforeEach(async () => {
    group = await LiveGroup.planned(clinic);
    host = await group.host('Dr. Field');
    host.socket = await group.socket(host.browser, 'host', host.seatId);
  });
  afterEach(() => group.closeSockets());
  afterAll(() => clinic.stop());

  it('the session goes live when the first host is connected, not before, and those who wait read it', async () => {
    const ana = await group.waiting('Ana');
    expect(await host.socket.ask('seat.admit', { seatId: ana.seatId })).toMatchObject({ code: 'no_host_inside' });
    const pass = await host.fetchPass();
    expect(await session()).toEqual({ state: 'planned', first_host_at: null, hosts_gone_at: null, ended_by: null });
    expect(await host.socket.ask('seat.admit', { seatId: ana.seatId })).toMatchObject({ code: 'no_host_inside' });
    await host.connect(pass.body.token);
    expect(await session()).toEqual({ state: 'live', first_host_at: expect.any(Date), hosts_gone_at: null, ended_by: null });
    expect((await ana.socket.push('own.delta', (standing) => standing.session.hostInside)).session).toMatchObject({ state: 'live', hostInside: true, hostAwayName: null });
    await host.socket.act('seat.admit', { seatId: ana.seatId });
  });

  it('when the last host drops, patients read whose connection it was, admission pauses, and goes on when the host is back', async () => {
    await host.goIn();
    const second = await (await group.host('Sam Okafor', 'co_facilitator')).goIn();
    const ana = await group.waiting('Ana');
    const bea = await group.waiting('Bea');
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    await ana.connectByPush();
    await ana.socket.act('seat.snapshot', {});
    await second.drop(true);
    expect(await session()).toMatchObject({ hosts_gone_at: null });
    await host.drop();
    expect((await ana.socket.push('seats.delta', (delta) => delta.session?.hostInside === false)).session).toMatchObject({ hostAwayName: 'Dr. Field', state: 'live' });
    expect((await bea.socket.push('own.delta', (standing) => standing.session.hostAwayName !== null)).session).toMatchObject({ hostAwayName: 'Dr. Field', state: 'live' });
    expect((await bea.socket.act('seat.snapshot', {})).own.standing.step).toBe('lobby');
    expect(await second.socket.ask('seat.admit', { seatId: bea.seatId })).toMatchObject({ code: 'no_host_inside' });
    expect(await second.socket.ask('seats.admit-expected', {})).toMatchObject({ code: 'no_host_inside' });
    await host.goIn();
    await ana.socket.push('seats.delta', (delta) => delta.session?.hostInside === true);
    await host.socket.act('seat.admit', { seatId: bea.seatId });
  });

  it('somebody who dropped may come back while the host is away', async () => {
    await host.goIn();
    const ana = await group.waiting('Ana');
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    await ana.connectByPush();
    await ana.drop();
    await host.drop();
    expect((await ana.visit('room-pass', { tabId: ana.socket.tabId })).status).toBe(200);
  });

  it('ends by the host: all are told, the room goes, links, passes and lobby are dead', async () => {
    await host.goIn();
    const ana = await group.waiting('Ana');
    const bea = await group.waiting('Bea');
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    const pass = await ana.connectByPush();
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]);
    await host.socket.act('session.end', {});
    for (const member of [ana, bea]) expect((await member.socket.push('own.delta', ({ own: { standing } }) => standing?.step === 'ended')).session.state).toBe('ended');
    expect(await session()).toMatchObject({ state: 'ended', ended_by: 'host' });
    expect(clinic.sfu.roomIds()).not.toContain(room!.id);
    expect(await clinic.app.get(ConnectGate).mayConnect(pass.identity, room!.id)).toBe('no');
    expect((await ana.visit()).body.step).toBe('ended');
    expect((await bea.visit('lobby', {})).body.code).toBe('session_ended');
    expect((await ana.visit('room-pass', {})).body.code).toBe('session_ended');
    expect((await host.fetchPass()).body.code).toBe('session_ended');
    expect(await host.socket.ask('session.end', {})).toMatchObject({ code: 'session_ended' });
    const token = await group.browser().post('/api/v1/links/redeem', { token: await group.people.link(group.clinicId, group.sessionId, ana.seatId).catch(() => 'x'.repeat(43)) });
    expect(token.body.kind ?? token.body.code).toMatch(/dead|link_unknown/);
    const roster = (await host.socket.act('staff.snapshot', {})).topics.roster.map(({ seatId, state }) => [seatId, state]);
    expect(roster).toEqual(expect.arrayContaining([[ana.seatId, 'left'], [bea.seatId, 'expected'], [host.seatId, 'left']]));
  });

  it.each([
    ['every host has been gone for 15 minutes', "live_session set hosts_gone_at = now() - interval '15 minutes' where session_id", 'nobody_left'],
    ['it is 60 minutes past its plan, a host inside or not', "session set planned_from = now() - interval '5 hours', lobby_opens_at = now() - interval '6 hours', planned_to = now() - interval '60 minutes' where id", 'time_limit'],
  ])('ends by itself when %s', async (_when, change, endedBy) => {
    await host.goIn();
    const ana = await group.waiting('Ana');
    if (endedBy === 'nobody_left') await host.drop();
    await clinic.database.owner(`update ${change} = $1`, [group.sessionId]);
    await clinic.app.get(RoomKeeper).tick();
    expect(await session()).toMatchObject({ state: 'ended', ended_by: endedBy });
    await ana.socket.push('own.delta', ({ own: { standing } }) => standing?.step === 'ended');
  });

  it('goes on when the host is gone for less', async () => {
    await host.goIn();
    await host.drop();
    await clinic.database.owner("update live_session set hosts_gone_at = now() - interval '14 minutes' where session_id = $1", [group.sessionId]);
    await clinic.app.get(RoomKeeper).tick();
    expect(await session()).toMatchObject({ state: 'live' });
  });

  it('the page that opens the room gets the seat, the block and its segments', async () => {
    const segment = [group.clinicId, group.sessionId];
    await clinic.database.owner("insert into segment (clinic_id, session_id, position, kind, title, planned_from, planned_to, counts) values ($1, $2, 1, 'check_in', 'Check-in', now(), now() + interval '20 minutes', true)", segment);
    const { body } = await host.browser.post(`/api/v1/sessions/${group.sessionId}/host-seat`);
    expect(body).toMatchObject({
      seatId: host.seatId,
      block: { sessionId: group.sessionId, may: ['open_room', 'read_people', 'give_access', 'read_attendance'], hosts: ['Dr. Field'], state: 'planned', people: { expected: 0, waiting: 0, inRoom: 0, away: 0 } },
      segments: [{ kind: 'check_in', title: 'Check-in', counts: true }],
    });
  });
});
