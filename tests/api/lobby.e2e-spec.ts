import { jest } from '@jest/globals';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host } from './support/live-group.js';

jest.setTimeout(60_000);

describe('from the link to the room', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;

  beforeAll(async () => {
    clinic = await startTestClinic();
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  it('goes page by page: PIN, name, gate, agreement, lobby, room', async () => {
    const ana = await group.patient('Ana');
    await ana.openLink();
    const pin = await group.people.pin(group.clinicId, group.sessionId, ana.seatId);
    await ana.openLink();
    expect((await ana.visit()).body).toEqual({
      wishes: null,
      step: 'pin',
      seatId: ana.seatId,
      clinic: { name: expect.any(String), phone: '(916) 555-0100' },
      locale: 'en',
      pinTriesLeft: 5,
      session: null,
      givenName: null,
      shownName: null,
      lastGate: null,
      agreement: null,
      waitingSince: null,
      hold: null,
      mayReturn: null,
      help: null,
    });
    expect((await ana.visit('pin', { pin, ownDevice: true })).body).toMatchObject({ step: 'name', givenName: 'Test', session: { hosts: ['Dr. Field'], hostInside: true, state: 'live' } });
    expect((await ana.visit('name', { shownName: ' Ana ' })).body).toMatchObject({ step: 'gate', shownName: 'Ana', lastGate: null });
    const agreement = (await ana.visit('gate', ana.gateAnswers)).body;
    expect(agreement).toMatchObject({ step: 'agreement', lastGate: ana.gateAnswers, agreement: { version: 1, body: expect.stringContaining('What is said here stays here') } });
    expect((await ana.visit('agreement', { agreementId: agreement.agreement.id })).body).toMatchObject({ step: 'lobby', waitingSince: null });
    expect((await ana.visit('lobby', {})).body).toMatchObject({ step: 'lobby', waitingSince: expect.any(String) });
    const { socket } = await ana.withSocket();
    expect((await socket.act('seat.snapshot', {})).topics).toEqual({});
    await host.socket.act('seat.admit', { seatId: ana.seatId });
    const pass = await ana.connectByPush();
    expect(pass).toEqual({ seatId: ana.seatId, sessionId: group.sessionId, identity: `${ana.seatId}.0`, token: expect.any(String), signalPath: '/', wishes: null });
    expect((await ana.visit()).body.step).toBe('room');
    const snapshot = await socket.act('seat.snapshot', {});
    expect(snapshot.topics.peers).toEqual(expect.arrayContaining([expect.objectContaining({ seatId: ana.seatId, shownName: 'Ana', staff: false }), expect.objectContaining({ seatId: host.seatId, shownName: 'Dr. Field', staff: true })]));
  });

  it('refuses the lobby while questions are open, and the room before somebody admits', async () => {
    const bea = await group.patient('Bea');
    await bea.trustDevice();
    expect((await bea.visit('lobby', {})).body.code).toBe('gate_incomplete');
    await bea.visit('name', { shownName: 'Bea' });
    expect((await bea.visit('lobby', {})).body.code).toBe('gate_incomplete');
    expect((await bea.visit('room-pass', {})).body.code).toBe('not_admitted');
  });

  it('keeps somebody who drives out of the lobby until they have stopped', async () => {
    const cal = await group.patient('Cal');
    await cal.trustDevice();
    await cal.visit('name', { shownName: 'Cal' });
    expect((await cal.visit('gate', { ...cal.gateAnswers, place: 'vehicle', driving: true })).body.step).toBe('driving');
    expect((await cal.visit('lobby', {})).body.code).toBe('gate_incomplete');
    expect((await cal.visit('gate', { ...cal.gateAnswers, place: 'vehicle' })).body.step).toBe('agreement');
    const row = (await host.socket.act('staff.snapshot', {})).topics.roster.find(({ seatId }) => seatId === cal.seatId);
    expect(row).toMatchObject({ state: 'checking', pleaseCheck: ['in_vehicle'], agreed: false });
  });

  it('tells staff when somebody does not agree, and lets them think again', async () => {
    const dov = await group.patient('Dov');
    await dov.trustDevice();
    await dov.visit('name', { shownName: 'Dov' });
    const { body } = await dov.visit('gate', dov.gateAnswers);
    const spanish = await dov.browser.get(`/api/v1/visits/${dov.seatId}?locale=es`);
    expect(spanish.body.agreement.body).toContain('Lo que se dice aquí se queda aquí');
    expect((await dov.visit('agreement/declined', {})).body).toMatchObject({ step: 'declined', help: null });
    const told = await host.socket.push('staff.delta', ({ topics: { help } }) => help?.rows.some(({ seatId, kind }) => seatId === dov.seatId && kind === 'declined'));
    expect(told.topics.help?.rows).toHaveLength(1);
    expect((await dov.visit('agreement', { agreementId: body.agreement.id })).body.step).toBe('lobby');
    expect((await dov.visit('agreement', { agreementId: dov.seatId })).body.code).toBe('conflict');
    const [accepted] = await clinic.database.owner('select x.body_hash = v.body_hash as same, v.locale from agreement_acceptance x join agreement_version v on v.id = x.agreement_version_id where x.seat_id = $1', [dov.seatId]);
    expect(accepted).toEqual({ same: true, locale: 'en' });
  });

  it('gives no two people of a session names that look the same, and nobody the name of staff', async () => {
    const first = await group.patient('Eva');
    const second = await group.patient('Eva');
    await first.trustDevice();
    await second.trustDevice();
    const [one, two] = await Promise.all([first.visit('name', { shownName: 'Éva' }), second.visit('name', { shownName: 'eva' })]);
    expect([one.body.code ?? one.body.step, two.body.code ?? two.body.step].sort()).toEqual(['gate', 'name_taken']);
    for (const shownName of ['Dr. Field', 'dr field', 'Field\u200b', 'Test Staff', 'A\u202eB']) expect((await second.visit('name', { shownName })).body.code).toBe('name_not_allowed');
    expect((await second.visit('name', { shownName: 'x'.repeat(41) })).body.code).toBe('bad_input');
  });

  it('tells two Anas apart, however the second one writes it, and says why a name cannot be shown', async () => {
    const [ana, other] = [await group.patient('Alice'), await group.patient('Alice')];
    await ana.trustDevice();
    await other.trustDevice();
    expect((await ana.visit('name', { shownName: 'Alice Marin' })).body.shownName).toBe('Alice Marin');
    for (const shownName of ['AIice Marin', 'ALICE MARIN', 'Alice Mаrin', 'Alice Ma\u0301rin', 'Alice Marín', 'AIice Marin.', 'Alice rnarin']) expect((await other.visit('name', { shownName })).body.code).toBe('name_taken');
    const reasons: Record<string, string> = { 'Alice\u3164': 'unseen', 'Alice 🙂': 'picture', 'Alice (she/her)': 'pronouns', 'Dra. Alice': 'staff', 'Dr. FieId': 'staff', [`A${'\u0301'.repeat(9)}`]: 'marks' };
    for (const [shownName, reason] of Object.entries(reasons)) expect((await other.visit('name', { shownName })).body).toMatchObject({ code: 'name_not_allowed', details: { reason } });
    for (const shownName of ['علی\u200cرضا', 'Gal·la', 'O`Brien', 'Ana & Luis']) expect((await other.visit('name', { shownName })).status).toBe(200);
  });

  it('keeps numbers that a host can call and an address that can be read out, and names the field that is none', async () => {
    const ivy = await group.patient('Ivy');
    await ivy.trustDevice();
    await ivy.visit('name', { shownName: 'Ivy' });
    const pasted = { ...ivy.gateAnswers, address: '\u202a12 Main St\r\nSacramento\u202c', callbackPhone: '\u202a+1 916–555–0123\u202c', emergencyPhone: '９１６ ５５５ ０１２４ ext 12' };
    expect((await ivy.visit('gate', pasted)).body.lastGate).toEqual({ ...ivy.gateAnswers, address: '12 Main St Sacramento', callbackPhone: '(916) 555-0123', emergencyPhone: '(916) 555-0124 ext. 12' });
    const refused = async (wrong: object) => (await ivy.visit('gate', { ...ivy.gateAnswers, ...wrong })).body;
    for (const callbackPhone of ['911', '911 911 9111', '916 555 0123\r\nATDT911', '555-0100']) expect(await refused({ callbackPhone })).toMatchObject({ code: 'bad_input', details: { field: 'callbackPhone' } });
    expect(await refused({ address: '12 Main St\u001b[2J' })).toMatchObject({ code: 'bad_input', details: { field: 'address', reason: 'control_characters' } });
    expect(await refused({ emergencyName: '\u3164' })).toMatchObject({ code: 'bad_input', details: { field: 'emergencyName', reason: 'empty' } });
  });

  it('understands a PIN in Arabic digits', async () => {
    const jad = await group.patient('Jad');
    await jad.openLink();
    const pin = await group.people.pin(group.clinicId, group.sessionId, jad.seatId);
    await jad.openLink();
    const arabic = [...pin].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
    expect((await jad.visit('pin', { pin: arabic, ownDevice: true })).body.step).toBe('name');
  });

  it('opens the lobby 15 minutes before the time, not sooner', async () => {
    const later = await LiveGroup.planned(clinic, 40);
    const fay = await later.patient('Fay');
    await fay.trustDevice();
    await fay.visit('name', { shownName: 'Fay' });
    const { body } = await fay.visit('gate', fay.gateAnswers);
    expect((await fay.visit('agreement', { agreementId: body.agreement.id })).body.step).toBe('lobby');
    expect((await fay.visit('lobby', {})).body).toMatchObject({ code: 'link_early', details: { opensAt: expect.any(String) } });
    const early = await later.host('Dr. Early');
    expect((await early.fetchPass()).body.code).toBe('link_early');
    await clinic.database.owner("update session set lobby_opens_at = now() - interval '1 minute' where id = $1", [later.sessionId]);
    expect((await fay.visit('lobby', {})).body.step).toBe('lobby');
  });

  it('asks for the agreement once per version, and offers the last name and answers next time', async () => {
    const gus = await group.patient('Gus');
    await gus.comeToLobby();
    const nextSession = await group.people.session(group.clinicId, 10);
    const nextSeat = await group.people.seat(group.clinicId, nextSession, gus.personId);
    await gus.browser.post('/api/v1/links/redeem', { token: await group.people.link(group.clinicId, nextSession, nextSeat) });
    expect((await gus.browser.get(`/api/v1/visits/${nextSeat}`)).body).toMatchObject({ step: 'name', shownName: 'Gus', lastGate: gus.gateAnswers });
    await gus.browser.post(`/api/v1/visits/${nextSeat}/name`, { shownName: 'Gus' });
    expect((await gus.browser.post(`/api/v1/visits/${nextSeat}/gate`, gus.gateAnswers)).body).toMatchObject({ step: 'lobby', agreement: null });
  });

  it('a wrong PIN says how many tries are left, and a dead link is seen by staff', async () => {
    const hal = await group.patient('Hal');
    await group.people.pin(group.clinicId, group.sessionId, hal.seatId);
    await hal.openLink();
    const codes: string[] = [];
    for (let n = 0; n < 5; n++) codes.push((await hal.visit('pin', { pin: '000000', ownDevice: true })).body.code);
    expect(codes).toEqual(['wrong_pin', 'wrong_pin', 'wrong_pin', 'wrong_pin', 'link_dead']);
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, linkDead }) => seatId === hal.seatId && linkDead));
  });
});
