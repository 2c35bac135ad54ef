import { NoteVisibility, RoomKeeper } from '#group-room';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host } from './support/live-group.js';

jest.setTimeout(60_000);

describe('a person in the group', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;

  const inRoom = (name: string) => host.letIn(name);
  const row = (seatId: string) => host.rowOf(seatId);

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
    await clinic.app.get(RoomKeeper).tick();
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('reloads the page: same seat, no second lobby, straight in', async () => {
    const ana = await inRoom('Ana');
    ana.socket.close();
    await ana.drop(true);
    expect((await ana.visit('lobby', {})).body.step).toBe('room');
    const again = await ana.withSocket();
    const pass = await ana.visit('room-pass', { tabId: again.socket.tabId });
    expect(pass.body.identity).toBe(`${ana.seatId}.0`);
    await ana.connect(pass.body.token);
    const stays = await clinic.database.owner('select 1 from admission where seat_id = $1', [ana.seatId]);
    expect(stays).toHaveLength(1);
    expect(await row(ana.seatId)).toMatchObject({ state: 'in' });
  });

  it('opens a second device: asked first, then it takes over and the first one is told and gets nothing more', async () => {
    const bea = await inRoom('Bea');
    const first = bea.socket;
    const phone = await group.socket(bea.browser, 'seat', bea.seatId);
    expect((await bea.visit('room-pass', { tabId: phone.tabId })).body.code).toBe('taken_over');
    expect((await bea.visit('room-pass', { tabId: first.tabId })).body.code).toBe('taken_over');
    const pass = await bea.visit('room-pass', { tabId: phone.tabId, takeOver: true });
    expect(pass.body.identity).toBe(`${bea.seatId}.1`);
    await first.push('seat.taken-over');
    await first.ended();
    expect(phone.isConnected).toBe(true);
    expect(phone.heard.filter(({ name }) => name === 'seat.taken-over')).toEqual([]);
    await bea.connect(pass.body.token);
    expect(await row(bea.seatId)).toMatchObject({ state: 'in' });
    expect((await bea.visit('room-pass', { tabId: phone.tabId })).status).toBe(200);
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]);
    expect(clinic.sfu.inside(room!.id).filter((identity) => identity.startsWith(bea.seatId))).toEqual([`${bea.seatId}.1`]);
  });

  it('a host opens the room on another computer: the same', async () => {
    const second = await (await group.host('Sam Okafor', 'co_facilitator')).goIn();
    const laptop = await group.socket(second.browser, 'host', second.seatId);
    expect((await second.fetchPass({ tabId: laptop.tabId })).body.code).toBe('taken_over');
    const pass = await second.fetchPass({ tabId: laptop.tabId, takeOver: true });
    expect(pass.body.identity).toBe(`${second.seatId}.1`);
    await second.socket.push('seat.taken-over');
    await second.connect(pass.body.token);
    expect(await row(second.seatId)).toMatchObject({ state: 'in' });
  });

  it('asks for help once, however often it is sent; staff see it and the person reads who', async () => {
    const cal = await inRoom('Cal');
    const helpId = randomUUID();
    for (let sent = 0; sent < 3; sent++) expect((await cal.visit('help', { helpId })).status).toBe(200);
    const asked = await clinic.database.owner('select kind from help_request where seat_id = $1', [cal.seatId]);
    expect(asked).toEqual([{ kind: 'talk' }]);
    await host.socket.push('staff.delta', ({ topics: { help } }) => help?.rows.some((one) => one.helpId === helpId && one.seenAt === null));
    expect((await cal.visit()).body.help).toEqual({ askedAt: expect.any(String), seenBy: null });
    await host.socket.act('help.see', { helpId });
    await host.socket.act('help.see', { helpId });
    expect((await cal.socket.push('own.delta', ({ own }) => Boolean(own.help?.seenBy))).own.help).toMatchObject({ seenBy: 'Dr. Field' });
    expect(await host.helpOf(cal.seatId)).toMatchObject({ helpId, kind: 'talk', seenBy: 'Dr. Field', seenAt: expect.any(String) });
    expect(await host.socket.ask('help.see', { helpId: randomUUID() })).toMatchObject({ code: 'not_found' });
    // Whoever asks under an id that is taken is told, and does not wait for help that nobody was asked for.
    const other = await group.waiting('Oda');
    expect((await other.visit('help', { helpId })).body.code).toBe('conflict');
    expect((await other.visit('tell-staff', { noteId: helpId, about: 'technical' })).body.code).toBe('conflict');
    expect((await cal.visit('tell-staff', { noteId: helpId, about: 'technical' })).body.code).toBe('conflict');
    expect(await clinic.database.owner('select seat_id from help_request where id = $1', [helpId])).toEqual([{ seat_id: cal.seatId }]);
  });

  it('tells staff afterwards that the minutes are wrong', async () => {
    const dov = await group.waiting('Dov');
    await dov.visit('tell-staff', { noteId: randomUUID(), about: 'minutes_wrong' });
    expect(await host.helpOf(dov.seatId)).toMatchObject({ kind: 'minutes_wrong' });
  });

  it('leaves the room and returns by a press, without waiting; leaves the lobby and waits again', async () => {
    const eva = await inRoom('Eva');
    const fay = await inRoom('Fay');
    await fay.socket.act('seat.snapshot', {});
    await eva.visit('leave', {});
    await eva.visit('leave', {});
    expect(await row(eva.seatId)).toMatchObject({ state: 'left' });
    expect((await fay.socket.push('seats.delta', ({ topics: { peers } }) => peers && peers.gone.length > 0)).topics.peers?.gone).toEqual([eva.seatId]);
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [group.sessionId]);
    expect(clinic.sfu.inside(room!.id).some((identity) => identity.startsWith(eva.seatId))).toBe(false);
    const pass = await eva.visit('room-pass', { tabId: eva.socket.tabId, comeBack: true });
    expect(pass.body.identity).toBe(`${eva.seatId}.1`);
    await fay.socket.push('seats.delta', ({ topics: { peers } }) => peers?.rows.some(({ seatId }) => seatId === eva.seatId));
    await eva.connect(pass.body.token);
    expect(await row(eva.seatId)).toMatchObject({ state: 'in' });
    const gus = await group.waiting('Gus');
    await gus.visit('leave', {});
    expect(await row(gus.seatId)).toMatchObject({ state: 'expected' });
    expect((await gus.visit('room-pass', {})).body.code).toBe('not_admitted');
    expect((await gus.visit('lobby', {})).body.step).toBe('lobby');
    expect(await row(gus.seatId)).toMatchObject({ state: 'waiting' });
  });

  it('puts the phone away: staff see it, the others do not', async () => {
    const hal = await inRoom('Hal');
    const seen = { clinicId: group.clinicId, sessionId: group.sessionId, seatId: hal.seatId };
    await clinic.app.get(NoteVisibility).run({ ...seen, visible: false });
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some((one) => one.seatId === hal.seatId && one.background));
    await clinic.app.get(NoteVisibility).run({ ...seen, visible: true });
    expect(await row(hal.seatId)).toMatchObject({ background: false });
  });

  it('counts versions without a gap, so that a missed one is noticed, and a snapshot mends it', async () => {
    const ida = await inRoom('Ida');
    const start = await ida.socket.act('seat.snapshot', {});
    ida.socket.forget();
    const staffStart = await host.socket.act('staff.snapshot', {});
    host.socket.forget();
    const jon = await inRoom('Jon');
    await jon.visit('name', { shownName: 'Jonny' });
    await jon.visit('leave', {});
    await ida.socket.settled();
    // Each step begins where the one before it ended.
    const stepsOf = (socket: typeof ida.socket, name: string) => socket.heard.filter((push) => push.name === name).map((push) => push.payload as { since: number; version: number });
    const chain = (from: number, steps: { version: number }[]) => [from, ...steps.slice(0, -1).map(({ version }) => version)];
    const seats = stepsOf(ida.socket, 'seats.delta');
    expect(seats.map(({ since }) => since)).toEqual(chain(start.version, seats));
    expect(seats.length).toBeGreaterThanOrEqual(3);
    const staff = stepsOf(host.socket, 'staff.delta');
    expect(staff.map(({ since }) => since)).toEqual(chain(staffStart.version, staff));
    const mended = await ida.socket.act('seat.snapshot', {});
    expect(mended.version).toBe(seats.at(-1)!.version);
    expect(mended.topics.peers!.map(({ seatId }) => seatId)).not.toContain(jon.seatId);
  });

  it('is seen by the others as nothing but a chosen name: no surname, contact, answer or id leaks to another patient', async () => {
    const kim = await inRoom('Kim');
    await kim.socket.act('seat.snapshot', {});
    const leo = await group.waiting('Leo');
    await leo.visit('help', { helpId: randomUUID() });
    await host.socket.act('seat.hold', { seatId: leo.seatId, message: 'soon' });
    const waitingOnly = leo.seatId;
    expect(group.heardBy(kim)).not.toContain(waitingOnly);
    await host.socket.act('seat.admit', { seatId: leo.seatId });
    await leo.connectByPush();
    await host.socket.act('seat.back-to-lobby', { seatId: leo.seatId });
    await host.socket.act('seat.remove', { seatId: leo.seatId, mayReturn: true, reason: 'not_safe' });
    for (const member of group.members) {
      if (member.socket?.isConnected) await member.socket.settled();
      await member.visit();
    }
    const roster = JSON.stringify(await host.socket.act('staff.snapshot', {}));
    for (const member of group.members) {
      const others = group.members.filter((other) => other !== member);
      const heard = group.heardBy(member);
      for (const { canaries, personId } of others) for (const secret of [...Object.values(canaries), personId]) expect(heard).not.toContain(secret);
      expect(roster).toContain(member.canaries.surname);
    }
    const tokens = JSON.stringify(clinic.sfu.minted);
    for (const { canaries, personId, name } of group.members) for (const secret of [...Object.values(canaries), personId, `"${name}"`]) expect(tokens).not.toContain(secret);
  });
});
