import type { Push, RosterRow } from '#contracts/routes';
import { RoomKeeper } from '#group-room';
import { jest } from '@jest/globals';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';

jest.setTimeout(60_000);

const shown = { camera: true, onBreak: false, saveData: false, onlyListening: false };

describe('a person who comes back', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;

  const inRoom = (name: string) => host.letIn(name);
  const row = (seatId: string) => host.rowOf(seatId);
  const rowThat = async (seatId: string, fits: (row: RosterRow) => boolean): Promise<RosterRow> => {
    const delta = await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some((one) => one.seatId === seatId && fits(one)));
    return delta.topics.roster!.rows.find((one) => one.seatId === seatId)!;
  };
  const pass = (member: Member, wish: object = {}) => member.visit('room-pass', { tabId: member.socket!.tabId, ...wish });

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

  it('who switched the camera off finds it off, wherever they are asked again', async () => {
    const ana = await group.waiting('Ana');
    expect((await ana.visit()).body.wishes).toBeNull();
    const off = { ...shown, camera: false, saveData: true };
    expect((await ana.visit('media-wishes', off)).status).toBe(200);
    expect((await ana.visit()).body.wishes).toEqual(off);
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    expect((await ana.connectByPush()).wishes).toEqual(off);
    expect((await pass(ana)).body.wishes).toEqual(off);
    await host.socket.act('seat.back-to-lobby', { seatId: ana.seatId });
    expect((await ana.visit()).body.wishes).toEqual(off);
  });

  it('nobody keeps wishes for another, and nothing of them is told before the PIN', async () => {
    const [bo, cy] = [await group.waiting('Bo'), await group.waiting('Cy')];
    await bo.visit('media-wishes', { ...shown, onlyListening: true });
    expect((await cy.browser.post(`/api/v1/visits/${bo.seatId}/media-wishes`, shown)).status).toBe(404);
    expect((await bo.visit()).body.wishes).toMatchObject({ onlyListening: true });
    const stranger = new (group.browser().constructor as new (origin: string) => typeof bo.browser)(clinic.origin);
    await stranger.post('/api/v1/links/redeem', { token: await group.people.link(group.clinicId, group.sessionId, bo.seatId) });
    expect((await stranger.get(`/api/v1/visits/${bo.seatId}`)).body).toMatchObject({ step: 'pin', wishes: null });
    expect((await stranger.post(`/api/v1/visits/${bo.seatId}/media-wishes`, shown)).body.code).toBe('pin_needed');
  });

  it('a break is known to staff, not to the others, and ends when the person says so', async () => {
    const [dee, peer] = [await inRoom('Dee'), await inRoom('Peer')];
    await peer.socket.act('seat.snapshot', {});
    await dee.visit('media-wishes', { ...shown, onBreak: true });
    await rowThat(dee.seatId, (one) => one.onBreak);
    await dee.visit('media-wishes', { ...shown, onBreak: true });
    await dee.visit('media-wishes', shown);
    expect(await row(dee.seatId)).toMatchObject({ state: 'in', onBreak: false });
    await peer.socket.settled();
    expect(group.heardBy(peer)).not.toContain('onBreak');
  });

  it('who left stays left: a reload, an old pass and a call of the page bring nobody back, a press does', async () => {
    const eli = await inRoom('Eli');
    await eli.visit('leave', {});
    expect((await eli.visit()).body.step).toBe('left');
    expect((await eli.visit('lobby', {})).body.step).toBe('left');
    expect((await eli.socket.act('seat.snapshot', {})).own.standing?.step).toBe('left');
    expect((await eli.socket.act('seat.snapshot', {})).topics).toEqual({});
    expect((await pass(eli)).body.code).toBe('left');
    expect((await pass(eli, { takeOver: true })).body.code).toBe('left');
    expect(await row(eli.seatId)).toMatchObject({ state: 'left' });
    const again = await pass(eli, { comeBack: true });
    expect(again.status).toBe(200);
    expect((await eli.visit()).body.step).toBe('room');
    await eli.connect(again.body.token);
    expect(await row(eli.seatId)).toMatchObject({ state: 'in' });
  });

  it('who closed the page and stayed away has left too; before that a reload goes straight in', async () => {
    const fay = await inRoom('Fay');
    await fay.drop(true);
    expect((await fay.visit()).body.step).toBe('room');
    await clinic.database.owner("update admission set state_since = state_since - interval '10 minutes' where seat_id = $1", [fay.seatId]);
    await clinic.app.get(RoomKeeper).tick();
    expect(await row(fay.seatId)).toMatchObject({ state: 'left' });
    expect((await pass(fay)).body.code).toBe('left');
    expect((await fay.socket.push('own.delta', ({ own: { standing } }) => standing?.step === 'left')).own.standing?.step).toBe('left');
    const [gate] = await clinic.database.owner<{ may: boolean }>(
      'select may_connect(s.id, s.generation, r.id) as may from seat s join room r on r.session_id = s.session_id where s.id = $1',
      [fay.seatId],
    );
    expect(gate).toEqual({ may: false });
  });

  it('a standing says which of two is the newer one, in whatever order they arrive', async () => {
    const gil = await group.waiting('Gil');
    const before = await gil.socket.act('seat.snapshot', {});
    await host.socket.act('seat.admit', { seatId: gil.seatId });
    const told: Push<'own.delta'> = await gil.socket.push('own.delta', ({ pass }) => pass !== null);
    expect([before.own.standing.step, told.own.standing?.step, told.version > before.ownVersion]).toEqual(['lobby', 'room', true]);
    expect((await gil.socket.act('seat.snapshot', {})).ownVersion).toBeGreaterThanOrEqual(told.version);
  });
});

describe('lists of who is here', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
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

  it('say when somebody closed the page in the lobby; "admit all" leaves them, and an open page counts again', async () => {
    const [ana, ben] = [await group.waiting('Ana'), await group.waiting('Ben')];
    const second = await group.socket(ana.browser, 'seat', ana.seatId);
    ana.socket.close();
    ben.socket.close();
    const gone = await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, pageGoneAt }) => seatId === ben.seatId && pageGoneAt !== null));
    expect(gone.topics.roster?.rows).toMatchObject([{ state: 'waiting', pageGoneAt: expect.any(String) }]);
    // Another page of hers is open.
    expect(await row(ana.seatId)).toMatchObject({ state: 'waiting', pageGoneAt: null });
    expect(await host.socket.act('seats.admit-expected', {})).toEqual({ admitted: 1 });
    expect((await host.socket.act('staff.snapshot', {})).topics.roster.filter(({ state }) => state === 'waiting').map(({ seatId }) => seatId)).toEqual([ben.seatId]);
    await ben.withSocket();
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, pageGoneAt, state }) => seatId === ben.seatId && state === 'waiting' && pageGoneAt === null));
    expect(await host.socket.act('seats.admit-expected', {})).toEqual({ admitted: 1 });
    second.close();
  });

  it('say it too of somebody who was gone before their page could open its socket', async () => {
    const ida = await group.patient('Ida');
    await ida.comeToLobby();
    const { topics } = await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, pageGoneAt }) => seatId === ida.seatId && pageGoneAt !== null));
    expect(topics.roster?.rows).toMatchObject([{ state: 'waiting' }]);
  });

  it('tell those inside who is in, who is on the way and who is gone without a word, and since when', async () => {
    const [cal, dot, eva] = [await group.waiting('Cal'), await group.waiting('Dot'), await group.waiting('Eva')];
    for (const { seatId } of [cal, dot, eva]) await host.socket.act('seat.admit', { seatId });
    await cal.connectByPush();
    await dot.connectByPush();
    await dot.drop();
    const people = (await cal.socket.act('seat.snapshot', {})).topics.peers!;
    const seen = new Map(people.map(({ seatId, state, since }) => [seatId, { state, since: Number.isNaN(Date.parse(since)) }]));
    expect([cal, dot, eva].map(({ seatId }) => seen.get(seatId))).toEqual([{ state: 'in', since: false }, { state: 'dropped', since: false }, { state: 'admitted', since: false }]);
  });

  it('keep the minutes of the morning of somebody whose seat is taken back at noon, and of nobody who never came', async () => {
    const [fay, gus] = [await group.waiting('Fay'), await group.patient('Gus')];
    await host.socket.act('seat.admit', { seatId: fay.seatId });
    await fay.connectByPush();
    await fay.drop(true);
    for (const { seatId } of [fay, gus]) await clinic.database.owner('update seat set withdrawn_at = now() where id = $1', [seatId]);
    const report = await host.browser.get(`/api/v1/sessions/${group.sessionId}/attendance`);
    const seats = (report.body.people as { seatId: string }[]).map(({ seatId }) => seatId);
    expect([seats.includes(fay.seatId), seats.includes(gus.seatId)]).toEqual([true, false]);
    expect((await host.socket.act('staff.snapshot', {})).topics.roster.map(({ seatId }) => seatId)).not.toContain(fay.seatId);
  });

  it('take an agreement of another kind for what it is, whatever its version', async () => {
    const hal = await group.patient('Hal');
    await hal.trustDevice();
    await clinic.database.owner('alter table agreement_version drop constraint agreement_version_kind_check');
    const [other] = await clinic.database.owner<{ id: string }>(
      "insert into agreement_version (clinic_id, kind, version, locale, body, body_hash) values ($1, 'photo_release', 1, 'en', 'Another text', '\\x00') returning id",
      [group.clinicId],
    );
    await clinic.database.owner('insert into agreement_acceptance (clinic_id, agreement_version_id, person_id, seat_id, body_hash) values ($1, $2, $3, $4, $5)', [group.clinicId, other!.id, hal.personId, hal.seatId, Buffer.from([0])]);
    expect(await row(hal.seatId)).toMatchObject({ agreed: false });
  });
});
