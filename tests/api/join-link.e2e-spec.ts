import { randomUUID } from 'node:crypto';
import { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { People, password } from './support/people.js';
import { Visits } from './support/visits.js';

describe('a patient opens the link from the message', () => {
  let clinic: TestClinic;
  let people: People;
  let visits: Visits;
  let clinicId: string;

  beforeAll(async () => {
    clinic = await startTestClinic();
    people = new People(clinic);
    clinicId = await people.clinicNamed('Link test clinic');
    visits = new Visits(clinic, people, clinicId);
  });
  afterAll(() => clinic.stop());

  it('and is asked for the PIN on a browser that is new', async () => {
    const { token, seatId } = await visits.invited();
    const own = visits.browser();
    expect(await visits.redeem(own, token)).toMatchObject({ status: 200, body: { kind: 'open', seatId } });
    expect(own.cookie('device')).toMatch(/^1\.[\w-]{43}$/);
    expect(await visits.visitor(own, seatId)).toMatchObject({ kind: 'seat', seatId, trusted: false, pinTriesLeft: 5 });
    await expect(visits.visitor(own, seatId, 'seat')).rejects.toMatchObject({ code: 'pin_needed' });
  });

  it('with the right PIN it is known for 90 days, and the next link needs one tap', async () => {
    const first = await visits.invited();
    const pin = await people.pin(clinicId, first.sessionId, first.seatId);
    const own = visits.browser();
    await visits.redeem(own, first.token);
    expect(await visits.enterPin(own, first.seatId, pin)).toEqual({ kind: 'right' });
    expect(await visits.visitor(own, first.seatId, 'seat')).toMatchObject({ seatId: first.seatId, personId: first.patientId, sessionId: first.sessionId, trusted: true });
    const [device] = await clinic.database.owner<{ days: number }>("select round(extract(epoch from trusted_until - now()) / 86400)::int as days from device where person_id = $1", [first.patientId]);
    expect(device).toEqual({ days: 90 });
    const next = await visits.invited(20, first.patientId);
    const secret = own.cookie('device');
    await visits.redeem(own, next.token);
    expect(own.cookie('device')).toBe(secret);
    expect((await visits.visitor(own, next.seatId, 'seat')).trusted).toBe(true);
    await clinic.database.owner("update device set trusted_until = now() - interval '1 second' where person_id = $1", [first.patientId]);
    await expect(visits.visitor(own, next.seatId, 'seat')).rejects.toMatchObject({ code: 'pin_needed' });
  });

  it('on somebody else’s computer it is known for this visit only', async () => {
    const first = await visits.invited();
    const pin = await people.pin(clinicId, first.sessionId, first.seatId);
    const library = visits.browser();
    await visits.redeem(library, first.token);
    await visits.enterPin(library, first.seatId, pin, false);
    expect((await visits.visitor(library, first.seatId, 'seat')).trusted).toBe(true);
    await visits.redeem(library, first.token);
    expect((await visits.visitor(library, first.seatId, 'seat')).trusted).toBe(true);
    const next = await visits.invited(20, first.patientId);
    await expect(visits.visitor(library, next.seatId)).rejects.toMatchObject({ code: 'not_found' });
    await visits.redeem(library, next.token);
    expect((await visits.visitor(library, next.seatId)).trusted).toBe(false);
  });

  it('and two people of one household use one browser without seeing each other', async () => {
    const [ana, ben] = [await visits.invited(), await visits.invited()];
    const pin = await people.pin(clinicId, ana.sessionId, ana.seatId);
    const shared = visits.browser();
    await visits.redeem(shared, ana.token);
    await visits.enterPin(shared, ana.seatId, pin);
    await visits.redeem(shared, ben.token);
    expect((await visits.visitor(shared, ana.seatId, 'seat')).personId).toBe(ana.patientId);
    await expect(visits.visitor(shared, ben.seatId, 'seat')).rejects.toMatchObject({ code: 'pin_needed' });
  });

  it('a day early and is told when to come back, with the clinic’s number', async () => {
    const { token, patientId } = await visits.invited(24 * 60);
    const own = visits.browser();
    const { body } = await visits.redeem(own, token);
    expect(body).toEqual({ kind: 'early', opensAt: expect.any(String), startsAt: expect.any(String), zone: 'America/Los_Angeles', clinic: { name: 'Link test clinic', phone: '(916) 555-0100' } });
    expect(Date.parse(body.startsAt) - Date.parse(body.opensAt)).toBe(3_600_000);
    expect(own.cookie('device')).toBeUndefined();
    expect(await clinic.database.owner('select 1 from device where person_id = $1', [patientId])).toEqual([]);
  });

  it('that was never one, or is broken, or is a session of our own: all the same answer', async () => {
    for (const token of ['A'.repeat(43), `1.${'A'.repeat(43)}`, `2.${'A'.repeat(43)}`, `0.${'A'.repeat(43)}`, 'not a token, but long enough', `${'A'.repeat(42)}=`, "' or 1=1 --'''''''''''''''", randomUUID()]) {
      expect(await visits.redeem(visits.browser(), token)).toMatchObject({ status: 404, body: { code: 'link_unknown', details: {} } });
    }
    expect((await visits.redeem(visits.browser(), 'short')).status).toBe(400);
    expect((await visits.browser().post('/api/v1/links/redeem', { token: ['A'.repeat(43)] })).status).toBe(400);
  });

  describe.each([
    ['after the session ended', "update live_session set state = 'ended', ended_at = now(), ended_by = 'host' where session_id = $2 and $1::uuid is not null", 'ended', 'ended'],
    ['after the day of the session', "update join_link set works_to = now() - interval '1 second' where seat_id = $1 and $2::uuid is not null", 'ended', 'ended'],
    ['after the session was moved', "update join_link set dead_at = now(), dead_because = 'rescheduled' where seat_id = $1 and $2::uuid is not null", 'replaced', 'replaced'],
    ['after being discharged', "update seat set withdrawn_at = now() where id = $1 and $2::uuid is not null", 'not_coming', 'ended'],
  ])('%s', (_when, change, because, toldToAnybody) => {
    const clinicCard = { name: 'Link test clinic', phone: '(916) 555-0100' };

    it('reads at their own browser whom to call and when the next one is; a browser that proved nothing is told no date', async () => {
      const { token, seatId, sessionId, patientId } = await visits.invited();
      const pin = await people.pin(clinicId, sessionId, seatId);
      const own = visits.browser();
      await visits.redeem(own, token);
      await visits.enterPin(own, seatId, pin);
      const next = await people.session(clinicId, 2 * 24 * 60);
      await people.seat(clinicId, next, patientId);
      await clinic.database.owner(change, [seatId, sessionId]);
      expect((await visits.redeem(own, token)).body).toEqual({ kind: 'dead', because, clinic: clinicCard, nextAt: expect.any(String), zone: 'America/Los_Angeles' });
      const found = visits.browser();
      expect((await visits.redeem(found, token)).body).toEqual({ kind: 'dead', because: toldToAnybody, clinic: clinicCard, nextAt: null, zone: 'America/Los_Angeles' });
      expect(found.cookie('device')).toBeUndefined();
    });
  });

  it('a week after its day it is as if it had never been', async () => {
    const { token, seatId } = await visits.invited();
    await clinic.database.owner("update join_link set works_from = now() - interval '8 days', works_to = now() - interval '7 days' where seat_id = $1", [seatId]);
    expect(await visits.redeem(visits.browser(), token)).toMatchObject({ status: 404, body: { code: 'link_unknown', details: {} } });
  });

  it('on three browsers at most, however many come at once; staff see that there is a second one', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    await people.staff(clinicId, 'desk3@example.org', ['coordinator']);
    const desk = visits.browser();
    await desk.post('/api/v1/sign-in', { email: 'desk3@example.org', password });
    const linkDevices = async () => (await desk.get(`/api/v1/sessions/${sessionId}/people`)).body.people.find((person: { seatId: string }) => person.seatId === seatId).linkDevices;
    const own = visits.browser();
    await visits.redeem(own, token);
    await visits.redeem(own, token);
    expect(await linkDevices()).toBe(1);
    const answers = await Promise.all(Array.from({ length: 10 }, () => visits.redeem(visits.browser(), token)));
    expect(answers.filter(({ body }) => body.kind === 'open')).toHaveLength(2);
    expect(answers.find(({ body }) => body.kind === 'dead')?.body).toMatchObject({ because: 'too_many_devices', nextAt: null });
    expect(await linkDevices()).toBe(3);
    expect((await visits.redeem(own, token)).body.kind).toBe('open');
  });

  it('with the PIN the browser gets a secret that nobody knew before: one that was planted is worth nothing', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const [thief, own] = [visits.browser(), visits.browser()];
    await visits.redeem(thief, token);
    for (const [name, value] of thief.cookies) own.cookies.set(name, value);
    await visits.redeem(own, token);
    const answer = await own.post(`/api/v1/visits/${seatId}/pin`, { pin, ownDevice: true });
    expect(answer.status).toBe(200);
    expect(own.cookie('device')).not.toBe(thief.cookie('device'));
    expect((await visits.visitor(own, seatId, 'seat')).trusted).toBe(true);
    // For two minutes the old secret leads to the PIN, in case the answer was lost on its way; it never leads in.
    expect((await visits.visitor(thief, seatId)).trusted).toBe(false);
    await expect(visits.visitor(thief, seatId, 'seat')).rejects.toMatchObject({ code: 'pin_needed' });
    await clinic.database.owner("update device set rotated_at = now() - interval '2 minutes'", []);
    await expect(visits.visitor(thief, seatId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a PIN that is sent twice at once, or whose answer is lost, loses nobody', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const own = visits.browser();
    await visits.redeem(own, token);
    const before = new Map(own.cookies);
    const twice = await Promise.all([own.post(`/api/v1/visits/${seatId}/pin`, { pin, ownDevice: true }), own.post(`/api/v1/visits/${seatId}/pin`, { pin, ownDevice: true })]);
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    expect((await visits.visitor(own, seatId, 'seat')).trusted).toBe(true);
    const unheard = visits.browser();
    for (const [name, value] of before) unheard.cookies.set(name, value);
    expect((await unheard.post(`/api/v1/visits/${seatId}/pin`, { pin, ownDevice: true })).status).toBe(200);
    expect((await visits.visitor(unheard, seatId, 'seat')).trusted).toBe(true);
  });

  it('that a newer one replaced, by staff who made it from the roster', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    await people.staff(clinicId, 'desk@example.org', ['coordinator']);
    const desk = visits.browser();
    await desk.post('/api/v1/sign-in', { email: 'desk@example.org', password });
    const made = await desk.post(`/api/v1/sessions/${sessionId}/seats/${seatId}/link`);
    expect(made.body).toEqual({ address: expect.stringMatching(new RegExp(`^${clinic.origin}/j#1\\.[\\w-]{43}$`)), worksTo: expect.any(String) });
    expect((await visits.redeem(visits.browser(), token)).body).toMatchObject({ kind: 'dead', because: 'replaced' });
    expect((await visits.redeem(visits.browser(), made.body.address.split('#')[1])).body).toMatchObject({ kind: 'open', seatId });
    const [kept] = await clinic.database.owner<{ clear: boolean }>("select exists (select 1 from join_link where encode(token_hash, 'escape') like '%' || $1 || '%') as clear", [made.body.address.split('#')[1]]);
    expect(kept).toEqual({ clear: false });
  });

  it('after a mail scanner looked at it: looking changes nothing', async () => {
    const { token, seatId } = await visits.invited();
    const everything = () => clinic.database.owner<{ rows: string }>("select (select jsonb_agg(l)::text from join_link l where seat_id = $1) || coalesce((select jsonb_agg(d)::text from device d), '') || (select count(*) from audit_entry) as rows", [seatId]);
    const before = await everything();
    const scanner = visits.browser();
    for (const path of ['/j', `/j#${token}`, `/j?token=${token}`, `/api/v1/links/redeem`, `/api/v1/links/redeem?token=${token}`]) {
      expect((await scanner.get(path)).headers.getSetCookie()).toEqual([]);
      expect((await scanner.head(path)).headers.getSetCookie()).toEqual([]);
    }
    expect(await everything()).toEqual(before);
    expect((await visits.redeem(visits.browser(), token)).body.kind).toBe('open');
  });

  it('not from a page of somebody else', async () => {
    const { token } = await visits.invited();
    expect(await visits.browser().post('/api/v1/links/redeem', { token }, { origin: 'https://evil.example.net' })).toMatchObject({ status: 403, body: { code: 'foreign_origin' } });
  });

  it('with ten guesses a minute from one address, which do not shut out a good link there', async () => {
    const house = new Browser(clinic.origin, '198.51.100.7');
    const guesses = await Promise.all(Array.from({ length: 14 }, (_, guess) => visits.redeem(house, `1.${`${guess}`.padStart(43, 'A')}`)));
    expect(guesses.filter((answer) => answer.status === 404).length).toBeLessThanOrEqual(14);
    const refused = await visits.redeem(house, `1.${'B'.repeat(43)}`);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const { token } = await visits.invited();
    expect((await visits.redeem(house, token)).status).toBe(200);
    const tapping = visits.browser();
    const taps = [];
    for (let tap = 0; tap < 11; tap++) taps.push((await visits.redeem(tapping, token)).status);
    expect(taps.slice(0, 10)).toEqual(Array(10).fill(200));
    expect((await visits.redeem(visits.browser(), token)).status).toBe(200);
  });

  it('after staff reset the PIN: every browser asks again, and only the new one is right', async () => {
    const { token, seatId, sessionId, patientId } = await visits.invited();
    const old = await people.pin(clinicId, sessionId, seatId);
    const own = visits.browser();
    await visits.redeem(own, token);
    await visits.enterPin(own, seatId, old);
    await people.staff(clinicId, 'desk2@example.org', ['coordinator']);
    const desk = visits.browser();
    await desk.post('/api/v1/sign-in', { email: 'desk2@example.org', password });
    const { body } = await desk.post(`/api/v1/sessions/${sessionId}/seats/${seatId}/pin`);
    expect(body).toEqual({ pin: expect.stringMatching(/^\d{6}$/) });
    await expect(visits.visitor(own, seatId)).rejects.toMatchObject({ code: 'not_found' });
    await visits.redeem(own, token);
    if (old !== body.pin) expect(await visits.enterPin(own, seatId, old)).toMatchObject({ kind: 'wrong' });
    expect(await visits.enterPin(own, seatId, body.pin)).toEqual({ kind: 'right' });
    expect(await visits.actions(patientId)).toEqual(['pin.reset done', 'pin.reset done']);
  });

  it('and has this browser forget them, without touching who else uses it', async () => {
    const [ana, ben] = [await visits.invited(), await visits.invited()];
    const shared = visits.browser();
    for (const one of [ana, ben]) {
      const pin = await people.pin(clinicId, one.sessionId, one.seatId);
      await visits.redeem(shared, one.token);
      await visits.enterPin(shared, one.seatId, pin);
    }
    expect((await shared.post(`/api/v1/visits/${ana.seatId}/forget-device`)).status).toBe(200);
    await expect(visits.visitor(shared, ana.seatId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await visits.visitor(shared, ben.seatId, 'seat')).trusted).toBe(true);
    expect(await shared.post(`/api/v1/visits/${ana.seatId}/forget-device`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('and nothing of it is written down that could be used again', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const own = visits.browser();
    await visits.redeem(own, token);
    await visits.enterPin(own, seatId, pin);
    const secret = own.cookie('device') ?? '';
    const [found] = await clinic.database.owner<{ found: string[] }>(
      `select array(select 'audit' from audit_entry a where a::text like any ($1) union all select 'link' from join_link l where l::text like any ($1)
                    union all select 'device' from device d where d::text like any ($1)) as found`,
      [[token, secret, pin].map((text) => `%${text}%`).slice(0, 2)],
    );
    expect(found).toEqual({ found: [] });
    expect(await clinic.database.owner("select 1 from audit_entry where details::text like $1", [`%${pin}%`])).toEqual([]);
  });
});
