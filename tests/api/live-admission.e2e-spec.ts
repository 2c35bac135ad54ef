import type { EventName } from '#contracts/routes';
import { ConnectGate, RoomKeeper } from '#group-room';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import { watchStatements } from './support/statements.js';

jest.setTimeout(60_000);

describe('what a host does with those who come', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let second: Host;

  const mayConnect = async (identity: string) => {
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]);
    return clinic.app.get(ConnectGate).mayConnect(identity, room!.id);
  };
  const row = (member: Member) => host.rowOf(member.seatId);
  const inRoom = (name: string) => host.letIn(name);

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
    second = await (await group.host('Sam Okafor', 'co_facilitator')).goIn();
    await clinic.app.get(RoomKeeper).tick();
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('admits: one push to the person, one delta to staff, the name to the others before the person connects', async () => {
    const ana = await inRoom('Ana');
    const bea = await group.waiting('Bea');
    ana.socket.forget();
    bea.socket.forget();
    host.socket.forget();
    await host.socket.act('seat.admit', { seatId: bea.seatId });
    const { own, pass, inside } = await bea.socket.push('own.delta');
    expect(own).toEqual({ standing: { step: 'room', hold: null, waitingSince: null, mayReturn: null } });
    expect(pass).toMatchObject({ identity: `${bea.seatId}.0` });
    expect(inside!.topics.peers.map(({ shownName }) => shownName).sort()).toEqual(['Ana', 'Bea', 'Dr. Field', 'Sam Okafor']);
    const delta = await ana.socket.push('seats.delta');
    expect(delta).toEqual({ since: inside!.version, version: inside!.version + 1, topics: { peers: { rows: [{ seatId: bea.seatId, shownName: 'Bea', staff: false, state: 'admitted', since: expect.any(String) }], gone: [] } } });
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows[0]?.seatId === bea.seatId && roster.rows[0].state === 'admitted');
    await bea.socket.settled();
    expect(bea.socket.heard.filter(({ name }) => name === 'own.delta')).toHaveLength(1);
    await bea.connect(pass!.token);
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows[0]?.seatId === bea.seatId && roster.rows[0].state === 'in');
  });

  it('tells the others of an admission and of the arrival at once when both come in a moment', async () => {
    const uma = await group.waiting('Uma');
    const before = (await host.socket.act('staff.snapshot', {})).version;
    host.socket.forget();
    const admitted = host.socket.act('seat.admit', { seatId: uma.seatId });
    await uma.connectByPush();
    const delta = await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, state }) => seatId === uma.seatId && state === 'in'));
    await admitted;
    expect(delta).toMatchObject({ since: before, version: before + 2 });
    expect(host.socket.heard.filter(({ name }) => name === 'staff.delta')).toHaveLength(1);
    expect((await uma.socket.act('seat.snapshot', {})).topics.peers!.map(({ shownName }) => shownName)).toContain('Uma');
  });

  it('between the click and the push lie one transaction that writes and no word to the media server', async () => {
    const pia = await group.waiting('Pia');
    const { said, stop } = watchStatements();
    clinic.sfu.isAway = true;
    await host.socket.act('seat.admit', { seatId: pia.seatId });
    const { pass } = await pia.socket.push('own.delta', (standing) => standing.pass !== null);
    clinic.sfu.isAway = false;
    stop();
    expect(pass).not.toBeNull();
    const writing = said.join('\n;').split(/\bcommit\b/).filter((transaction) => /^;?\s*(insert|update|delete)\b/im.test(transaction));
    expect(writing).toHaveLength(1);
    expect(writing[0]).toContain("set state = 'admitted'");
  });

  it('holds with a sentence, and the person keeps their place', async () => {
    const cal = await group.waiting('Cal');
    await host.socket.act('seat.hold', { seatId: cal.seatId, message: 'after_this_part' });
    const { own } = await cal.socket.push('own.delta', ({ own: { standing } }) => Boolean(standing?.hold));
    expect(own.standing).toMatchObject({ step: 'lobby', hold: 'after_this_part', waitingSince: expect.any(String) });
    expect((await cal.visit()).body).toMatchObject({ step: 'lobby', hold: 'after_this_part' });
    await host.socket.act('seat.admit', { seatId: cal.seatId });
    expect(await host.socket.ask('seat.hold', { seatId: cal.seatId, message: 'soon' })).toMatchObject({ ok: false, code: 'not_waiting' });
  });

  it('two hosts press admit at once: one admission', async () => {
    const dov = await group.waiting('Dov');
    const acks = await Promise.all([host, second].map((one) => one.socket.ask('seat.admit', { seatId: dov.seatId })));
    expect(acks.map((ack) => (ack.ok ? 'ok' : ack.code)).sort()).toEqual(['not_waiting', 'ok']);
    const admissions = await clinic.database.owner("select state from admission where seat_id = $1 and ended_at is null", [dov.seatId]);
    expect(admissions).toEqual([{ state: 'admitted' }]);
    const audited = await clinic.database.owner("select 1 from audit_entry where action = 'seat.admitted' and object_id = $1", [dov.seatId]);
    expect(audited).toHaveLength(1);
  });

  it('puts back to the lobby: out of the room at once, old pass worthless, in again only by an admit', async () => {
    const eva = await inRoom('Eva');
    const old = `${eva.seatId}.0`;
    expect(await mayConnect(old)).toBe('yes');
    await host.socket.act('seat.back-to-lobby', { seatId: eva.seatId });
    expect((await eva.socket.push('own.delta', ({ own: { standing } }) => standing?.step === 'lobby')).own.standing?.waitingSince).not.toBeNull();
    expect(await mayConnect(old)).toBe('no');
    expect((await eva.visit('room-pass', {})).body.code).toBe('not_admitted');
    expect((await eva.visit('lobby', {})).body.step).toBe('lobby');
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]);
    expect(clinic.sfu.inside(room!.id)).not.toContain(old);
    eva.socket.forget();
    await host.socket.act('seat.admit', { seatId: eva.seatId });
    const pass = await eva.connectByPush();
    expect(pass.identity).toBe(`${eva.seatId}.1`);
    expect(await mayConnect(old)).toBe('no');
    expect(await mayConnect(pass.identity)).toBe('yes');
  });

  it('hears no more of who is inside once outside', async () => {
    const fay = await inRoom('Fay');
    await fay.socket.act('seat.snapshot', {});
    await host.socket.act('seat.back-to-lobby', { seatId: fay.seatId });
    await fay.socket.settled();
    fay.socket.forget();
    await inRoom('Gil');
    await fay.socket.settled();
    expect(fay.socket.heard.filter(({ name }) => name === 'seats.delta')).toEqual([]);
    expect((await fay.socket.act('seat.snapshot', {})).topics).toEqual({});
  });

  it('removes for today: no way back, not by lobby, link or pass', async () => {
    const hal = await inRoom('Hal');
    await host.socket.act('seat.remove', { seatId: hal.seatId, mayReturn: false, reason: 'not_private' });
    expect((await hal.socket.push('own.delta', ({ own: { standing } }) => standing?.step === 'removed')).own.standing?.mayReturn).toBe(false);
    expect((await hal.visit()).body).toMatchObject({ step: 'removed', mayReturn: false });
    expect((await hal.visit('lobby', {})).body.code).toBe('removed');
    expect((await hal.visit('room-pass', {})).body.code).toBe('removed');
    expect(await mayConnect(`${hal.seatId}.0`)).toBe('no');
    expect(await mayConnect(`${hal.seatId}.1`)).toBe('no');
    expect(await row(hal)).toMatchObject({ state: 'removed', mayReturn: false });
    const [removal] = await clinic.database.owner('select generation, may_return, reason from room_removal where seat_id = $1', [hal.seatId]);
    expect(removal).toEqual({ generation: 0, may_return: false, reason: 'not_private' });
    const [link] = await clinic.database.owner<{ dead_because: string }>('select dead_because from join_link where seat_id = $1 order by created_at desc limit 1', [hal.seatId]);
    expect(link!.dead_because).toBe('removed');
  });

  it('removes with a way back: by the lobby and an admit, never straight in', async () => {
    const ida = await inRoom('Ida');
    await host.socket.act('seat.remove', { seatId: ida.seatId, mayReturn: true, reason: 'other' });
    expect((await ida.visit()).body).toMatchObject({ step: 'lobby', mayReturn: true });
    expect((await ida.visit('room-pass', {})).body.code).toBe('removed');
    expect((await ida.visit('lobby', {})).body).toMatchObject({ step: 'lobby', waitingSince: expect.any(String) });
    expect(await mayConnect(`${ida.seatId}.1`)).toBe('no');
    ida.socket.forget();
    await host.socket.act('seat.admit', { seatId: ida.seatId });
    await ida.connectByPush();
    expect(await row(ida)).toMatchObject({ state: 'in' });
  });

  it('does not send hosts out, and knows nobody of another session', async () => {
    expect(await host.socket.ask('seat.remove', { seatId: second.seatId, mayReturn: true, reason: 'other' })).toMatchObject({ code: 'not_allowed' });
    expect(await host.socket.ask('seat.back-to-lobby', { seatId: second.seatId })).toMatchObject({ code: 'not_in_room' });
    const other = await LiveGroup.planned(clinic);
    const stranger = await other.waiting('Stranger');
    for (const name of ['seat.admit', 'seat.back-to-lobby', 'seat.mute'] as const) expect(await host.socket.ask(name, { seatId: stranger.seatId })).toMatchObject({ ok: false });
    expect(await host.socket.ask('seat.remove', { seatId: stranger.seatId, mayReturn: false, reason: 'other' })).toMatchObject({ code: 'not_in_room' });
    expect(await host.socket.ask('seat.hold', { seatId: stranger.seatId, message: 'soon' })).toMatchObject({ code: 'not_waiting' });
    other.closeSockets();
  });

  it('mutes in the media server, and only people who are in', async () => {
    const kim = await inRoom('Kim');
    await host.socket.act('seat.mute', { seatId: kim.seatId });
    expect(clinic.sfu.muted).toEqual([`${kim.seatId}.0`]);
    clinic.sfu.isAway = true;
    expect(await host.socket.ask('seat.mute', { seatId: kim.seatId })).toMatchObject({ code: 'unavailable' });
    clinic.sfu.isAway = false;
    const leo = await group.waiting('Leo');
    expect(await host.socket.ask('seat.mute', { seatId: leo.seatId })).toMatchObject({ code: 'not_in_room' });
  });

  it('hears nothing of a patient who tries a host act, by socket or by HTTP', async () => {
    const mia = await inRoom('Mia');
    const nat = await group.waiting('Nat');
    const tries: [EventName, object][] = [
      ['seat.admit', { seatId: nat.seatId }],
      ['seats.admit-expected', {}],
      ['seat.hold', { seatId: nat.seatId, message: 'soon' }],
      ['seat.back-to-lobby', { seatId: mia.seatId }],
      ['seat.remove', { seatId: nat.seatId, mayReturn: false, reason: 'other' }],
      ['seat.mute', { seatId: mia.seatId }],
      ['help.see', { helpId: randomUUID() }],
      ['session.end', {}],
      ['staff.snapshot', {}],
    ];
    for (const [name, input] of tries) expect([name, await mia.socket.ask(name, input as never)]).toEqual([name, expect.objectContaining({ ok: false, code: 'not_allowed' })]);
    await expect(group.socket(mia.browser, 'host', host.seatId)).rejects.toThrow('not_signed_in');
    await expect(group.socket(mia.browser, 'seat', nat.seatId)).rejects.toThrow('not_found');
    for (const path of ['host-pass', 'host-seat']) expect((await mia.browser.post(`/api/v1/sessions/${group.sessionId}/${path}`)).body.code).toBe('not_signed_in');
    expect((await mia.browser.get(`/api/v1/sessions/${group.sessionId}/people`)).body.code).toBe('not_signed_in');
    expect((await mia.browser.post(`/api/v1/visits/${nat.seatId}/room-pass`)).body.code).toBe('not_found');
    expect(await row(nat)).toMatchObject({ state: 'waiting' });
  });
});

describe('a group that fills up', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
    await clinic.database.owner('update session set capacity = 2 where id = $1', [group.sessionId]);
    host = await (await group.host('Dr. Field')).goIn();
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('admits all expected but those of whom the gate asks something, the first come first, until it is full', async () => {
    const ana = await group.waiting('Ana');
    const bea = await group.patient('Bea');
    await bea.comeToLobby({ alone: false });
    expect(await host.socket.act('seats.admit-expected', {})).toEqual({ admitted: 1 });
    expect((await ana.visit()).body.step).toBe('room');
    expect((await bea.visit()).body.step).toBe('lobby');
    expect(await host.socket.act('seats.admit-expected', {})).toEqual({ admitted: 0 });
    const cal = await group.waiting('Cal');
    const dov = await group.waiting('Dov');
    expect(await host.socket.act('seats.admit-expected', {})).toEqual({ admitted: 1 });
    expect((await cal.visit()).body.step).toBe('room');
    expect(await host.socket.ask('seats.admit-expected', {})).toMatchObject({ code: 'room_full' });
    expect(await host.socket.ask('seat.admit', { seatId: dov.seatId })).toMatchObject({ code: 'room_full' });
    await cal.visit('leave', {});
    await host.socket.act('seat.admit', { seatId: dov.seatId });
  });

  it('gives the last place once, though two hosts give it to two people at once', async () => {
    const other = await LiveGroup.planned(clinic);
    await clinic.database.owner('update session set capacity = 1 where id = $1', [other.sessionId]);
    const hosts = [await (await other.host('Dr. One')).goIn(), await (await other.host('Dr. Two', 'co_facilitator')).goIn()];
    const people = [await other.waiting('Eva'), await other.waiting('Fay')];
    const acks = await Promise.all(hosts.map((one, n) => one.socket.ask('seat.admit', { seatId: people[n]!.seatId })));
    expect(acks.map((ack) => (ack.ok ? 'ok' : ack.code)).sort()).toEqual(['ok', 'room_full']);
    other.closeSockets();
  });
});
