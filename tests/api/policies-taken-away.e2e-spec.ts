import { ConnectGate, ProvenSockets, RoomKeeper } from '#group-room';
import { jest } from '@jest/globals';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import { password } from './support/people.js';
import { watchStatements } from './support/statements.js';

jest.setTimeout(60_000);

describe('what is taken away goes dark at once', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let second: Host;

  /** Seats that are connected to the media server, by seat id. */
  const inside = async (): Promise<string[]> => {
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1 and closed_at is null', [group.sessionId]);
    return room ? clinic.sfu.inside(room.id).map((identity) => identity.split('.')[0] ?? '') : [];
  };
  const mayConnect = async (pass: { identity: string }): Promise<string> => {
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1 and closed_at is null', [group.sessionId]);
    return clinic.app.get(ConnectGate).mayConnect(pass.identity, room?.id ?? '');
  };
  const settled = async (what: () => Promise<boolean>): Promise<void> => {
    while (!(await what())) await new Promise(setImmediate);
  };
  const sweep = () => clinic.app.get(ProvenSockets).sweep();
  const admitted = async (name: string): Promise<{ member: Member; identity: string }> => {
    const member = await group.waiting(name);
    await host.socket.act('seat.admit', { seatId: member.seatId });
    return { member, identity: (await member.connectByPush()).identity };
  };

  beforeAll(async () => {
    clinic = await startTestClinic();
  });
  beforeEach(async () => {
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
    second = await (await group.host('Sam Okafor', 'co_facilitator')).goIn();
    await clinic.app.get(RoomKeeper).tick();
  });
  afterEach(() => group.closeSockets());
  afterAll(() => clinic.stop());

  it('a new PIN: the phone in the lobby hears no more, gets no pass when the host admits, and none by asking', async () => {
    const ana = await group.waiting('Ana');
    await host.browser.post(`/api/v1/sessions/${group.sessionId}/seats/${ana.seatId}/pin`);
    await ana.socket.ended();
    ana.socket.forget();
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    await host.socket.act('staff.snapshot', {});
    expect(ana.socket.heard).toEqual([]);
    expect(await ana.visit('room-pass', {})).toMatchObject({ status: 404 });
    await expect(group.socket(ana.browser, 'seat', ana.seatId)).rejects.toThrow('not_found');
  });

  it('a new PIN while inside: out of the room, and the old pass is worth nothing at the gate', async () => {
    const { member, identity } = await admitted('Ana');
    expect(await mayConnect({ identity })).toBe('yes');
    await host.browser.post(`/api/v1/sessions/${group.sessionId}/seats/${member.seatId}/pin`);
    await member.socket!.ended();
    await settled(async () => !(await inside()).includes(member.seatId));
    expect(await mayConnect({ identity })).toBe('no');
    expect((await inside()).includes(host.seatId)).toBe(true);
  });

  it('"forget this device" ends what this browser holds', async () => {
    const { member, identity } = await admitted('Ana');
    expect((await member.visit('forget-device', {})).status).toBe(200);
    await member.socket!.ended();
    await settled(async () => !(await inside()).includes(member.seatId));
    expect(await mayConnect({ identity })).toBe('no');
  });

  it('signing out in another tab ends the room of this sign-in, and no other host’s', async () => {
    const ana = await group.waiting('Ana');
    await host.browser.post('/api/v1/sign-out');
    await host.socket.ended();
    await settled(async () => !(await inside()).includes(host.seatId));
    host.socket.forget();
    await second.socket.act('seat.admit', { seatId: ana.seatId });
    await ana.connectByPush();
    await second.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, state }) => seatId === ana.seatId && state === 'in'));
    expect(host.socket.heard).toEqual([]);
    expect(await inside()).toContain(second.seatId);
  });

  it('signing out at one of two browsers leaves the one in the room alone', async () => {
    const [{ email } = { email: '' }] = await clinic.database.owner<{ email: string }>('select u.email from seat s join person p on p.id = s.person_id join auth."user" u on u.id = p.user_id where s.id = $1', [host.seatId]);
    const office = group.browser();
    expect((await office.post('/api/v1/sign-in', { email, password })).status).toBe(200);
    await office.post('/api/v1/sign-out');
    await sweep();
    expect(host.socket.isConnected).toBe(true);
    expect(await inside()).toContain(host.seatId);
    expect((await host.socket.ask('staff.snapshot', {})).ok).toBe(true);
  });

  it('a role that was taken: not one more push with people’s data, though nobody told the server', async () => {
    host.socket.forget();
    await clinic.database.owner('update role_assignment set valid_to = now() where person_id = (select person_id from seat where id = $1)', [host.seatId]);
    const ana = await group.waiting('Ana');
    await second.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, state }) => seatId === ana.seatId && state === 'waiting'));
    await host.socket.ended();
    expect(JSON.stringify(host.socket.heard)).not.toContain(ana.seatId);
    await settled(async () => !(await inside()).includes(host.seatId));
  });

  it('a phone that lost its trust gets no pass when it is admitted, though nobody told the server', async () => {
    const ana = await group.waiting('Ana');
    ana.socket.forget();
    await clinic.database.owner('update device set revoked_at = now(), trusted_until = null where person_id = $1', [ana.personId]);
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    await ana.socket.ended();
    expect(ana.socket.heard.filter(({ payload }) => (payload as { pass?: unknown }).pass)).toEqual([]);
  });

  it.each([
    ['the twelve hours of a host are over', "update sign_in_guard set expires_at = now() where person_id = (select person_id from seat where id = $1)", 'host'],
    ['a host was taken off the session', 'update seat set withdrawn_at = now() where id = $1', 'host'],
    ['a patient was discharged, and the link is dead', 'update seat set withdrawn_at = now() where id = $1', 'patient'],
    ['a device was forgotten elsewhere', 'update device set revoked_at = now(), trusted_until = null where person_id = (select person_id from seat where id = $1)', 'patient'],
  ])('%s: within five seconds the socket, the pass and the connection end, with nothing happening in the room', async (_what, change, who) => {
    const { member, identity } = await admitted('Ana');
    const whose = who === 'host' ? host : member;
    const pass = who === 'host' ? { identity: `${host.seatId}.0` } : { identity };
    expect(await mayConnect(pass)).toBe('yes');
    await clinic.database.owner(change, [whose.seatId]);
    await whose.socket!.ended();
    await settled(async () => !(await inside()).includes(whose.seatId));
    expect(await mayConnect(pass)).toBe('no');
    expect(second.socket.isConnected).toBe(true);
  });

  it('and it costs one statement for all sockets of the process', async () => {
    for (const name of ['Ana', 'Bea', 'Cal']) await group.waiting(name);
    await sweep();
    const { said, stop } = watchStatements();
    try {
      await sweep();
      expect(said.filter((text) => text.includes('prove_sockets'))).toHaveLength(1);
    } finally {
      stop();
    }
  });

  it('a database that is away puts nobody out', async () => {
    // Not the one that may be under way, whose statement was sent before anybody watched.
    await sweep();
    const { said, stop } = watchStatements('prove_sockets');
    try {
      await sweep();
      expect(said.length).toBeGreaterThan(0);
      expect([host.socket.isConnected, second.socket.isConnected]).toEqual([true, true]);
    } finally {
      stop();
    }
  });

  it('a host who switches clinics in another tab goes on leading this group', async () => {
    const other = await group.people.clinicNamed('Another clinic of the same host');
    const [{ email } = { email: '' }] = await clinic.database.owner<{ email: string }>('select u.email from seat s join person p on p.id = s.person_id join auth."user" u on u.id = p.user_id where s.id = $1', [host.seatId]);
    await group.people.staff(other, email, ['clinician']);
    expect((await host.browser.post('/api/v1/sign-in/clinic', { clinicId: other })).status).toBe(200);
    const ana = await group.waiting('Ana');
    await sweep();
    expect(await host.socket.ask('seat.admit', { seatId: ana.seatId })).toEqual({ ok: true, value: {} });
    expect((await host.socket.ask('staff.snapshot', {})).ok).toBe(true);
    await ana.connectByPush();
  });
});
