import { CheckPin, SessionLinks, type PinAnswer, type VisitorPrincipal } from '#identity';
import { Policies, systemPrincipal, withPrincipal } from '#platform';
import { randomUUID } from 'node:crypto';
import { Browser } from './support/browser.js';
import { startIdentityClinic } from './support/identity-clinic.js';
import { People, password, wrongPin } from './support/people.js';

describe('a patient opens the link from the message', () => {
  let clinic: Awaited<ReturnType<typeof startIdentityClinic>>;
  let people: People;
  let clinicId: string;
  let visitors = 0;

  const browser = () => new Browser(clinic.origin, `203.0.113.${++visitors}`);
  const redeem = (where: Browser, token: string) => where.post('/api/v1/links/redeem', { token });

  /** A patient with a seat in a block that begins in so many minutes, and a link to it. */
  async function invited(beginsInMinutes = 10, personId?: string) {
    const patientId = personId ?? (await people.patient(clinicId));
    const sessionId = await people.session(clinicId, beginsInMinutes);
    const seatId = await people.seat(clinicId, sessionId, patientId);
    return { patientId, sessionId, seatId, token: await people.link(clinicId, sessionId, seatId) };
  }

  /** Who the policy says is at this browser, for this seat. */
  function visitor(where: Browser, seatId: string, policy: 'seat' | 'seat.device' = 'seat.device'): Promise<VisitorPrincipal> {
    const cookies = new Map([['device', where.cookie('device') ?? '']]);
    return clinic.app.get(Policies).decide({ policy, input: { seatId }, cookies, byPerson: true }) as Promise<VisitorPrincipal>;
  }

  async function enterPin(where: Browser, seatId: string, pin: string, ownDevice = true): Promise<PinAnswer> {
    return clinic.app.get(CheckPin).run(await visitor(where, seatId), { pin, ownDevice });
  }

  const actions = async (objectId: string) =>
    (await clinic.database.owner<{ line: string }>("select action || ' ' || outcome as line from audit_entry where object_id = $1 order by id", [objectId])).map((row) => row.line);

  beforeAll(async () => {
    clinic = await startIdentityClinic();
    people = new People(clinic);
    clinicId = await people.clinicNamed('Link test clinic');
  });
  afterAll(() => clinic.stop());

  it('and is asked for the PIN on a browser that is new', async () => {
    const { token, seatId } = await invited();
    const own = browser();
    expect(await redeem(own, token)).toMatchObject({ status: 200, body: { kind: 'open', seatId } });
    expect(own.cookie('device')).toMatch(/^[\w-]{43}$/);
    expect(await visitor(own, seatId)).toMatchObject({ kind: 'seat', seatId, trusted: false, pinTriesLeft: 5 });
    await expect(visitor(own, seatId, 'seat')).rejects.toMatchObject({ code: 'pin_needed' });
  });

  it('with the right PIN it is known for 90 days, and the next link needs one tap', async () => {
    const first = await invited();
    const pin = await people.pin(clinicId, first.sessionId, first.seatId);
    const own = browser();
    await redeem(own, first.token);
    expect(await enterPin(own, first.seatId, pin)).toEqual({ kind: 'right' });
    expect(await visitor(own, first.seatId, 'seat')).toMatchObject({ seatId: first.seatId, personId: first.patientId, sessionId: first.sessionId, trusted: true });
    const [device] = await clinic.database.owner<{ days: number }>("select round(extract(epoch from trusted_until - now()) / 86400)::int as days from device where person_id = $1", [first.patientId]);
    expect(device).toEqual({ days: 90 });
    const next = await invited(20, first.patientId);
    const secret = own.cookie('device');
    await redeem(own, next.token);
    expect(own.cookie('device')).toBe(secret);
    expect((await visitor(own, next.seatId, 'seat')).trusted).toBe(true);
    await clinic.database.owner("update device set trusted_until = now() - interval '1 second' where person_id = $1", [first.patientId]);
    await expect(visitor(own, next.seatId, 'seat')).rejects.toMatchObject({ code: 'pin_needed' });
  });

  it('on somebody else’s computer it is known for this visit only', async () => {
    const first = await invited();
    const pin = await people.pin(clinicId, first.sessionId, first.seatId);
    const library = browser();
    await redeem(library, first.token);
    await enterPin(library, first.seatId, pin, false);
    expect((await visitor(library, first.seatId, 'seat')).trusted).toBe(true);
    await redeem(library, first.token);
    expect((await visitor(library, first.seatId, 'seat')).trusted).toBe(true);
    const next = await invited(20, first.patientId);
    await expect(visitor(library, next.seatId)).rejects.toMatchObject({ code: 'not_found' });
    await redeem(library, next.token);
    expect((await visitor(library, next.seatId)).trusted).toBe(false);
  });

  it('and two people of one household use one browser without seeing each other', async () => {
    const [ana, ben] = [await invited(), await invited()];
    const pin = await people.pin(clinicId, ana.sessionId, ana.seatId);
    const shared = browser();
    await redeem(shared, ana.token);
    await enterPin(shared, ana.seatId, pin);
    await redeem(shared, ben.token);
    expect((await visitor(shared, ana.seatId, 'seat')).personId).toBe(ana.patientId);
    await expect(visitor(shared, ben.seatId, 'seat')).rejects.toMatchObject({ code: 'pin_needed' });
  });

  it('a day early and is told when to come back, with the clinic’s number', async () => {
    const { token, patientId } = await invited(24 * 60);
    const own = browser();
    const { body } = await redeem(own, token);
    expect(body).toEqual({ kind: 'early', opensAt: expect.any(String), startsAt: expect.any(String), zone: 'America/Los_Angeles', clinic: { name: 'Link test clinic', phone: '(916) 555-0100' } });
    expect(Date.parse(body.startsAt) - Date.parse(body.opensAt)).toBe(3_600_000);
    expect(own.cookie('device')).toBeUndefined();
    expect(await clinic.database.owner('select 1 from device where person_id = $1', [patientId])).toEqual([]);
  });

  it('that was never one, or is broken, or is a session of our own: all the same answer', async () => {
    for (const token of ['A'.repeat(43), 'not a token, but long enough', `${'A'.repeat(42)}=`, "' or 1=1 --'''''''''''''''", randomUUID()]) {
      expect(await redeem(browser(), token)).toMatchObject({ status: 404, body: { code: 'link_unknown', details: {} } });
    }
    expect((await redeem(browser(), 'short')).status).toBe(400);
    expect((await browser().post('/api/v1/links/redeem', { token: ['A'.repeat(43)] })).status).toBe(400);
  });

  it.each([
    ['after the session ended', "update session set state = 'ended', ended_at = now(), ended_by = 'host' where id = $2 and $1::uuid is not null", 'ended'],
    ['after the day of the session', "update join_link set works_to = now() - interval '1 second' where seat_id = $1 and $2::uuid is not null", 'ended'],
    ['after the session was moved', "update join_link set dead_at = now(), dead_because = 'rescheduled' where seat_id = $1 and $2::uuid is not null", 'replaced'],
    ['after being discharged', "update seat set withdrawn_at = now() where id = $1 and $2::uuid is not null", 'not_coming'],
  ])('%s, and reads whom to call and when the next one is', async (_when, change, because) => {
    const { token, seatId, sessionId, patientId } = await invited();
    const next = await people.session(clinicId, 2 * 24 * 60);
    await people.seat(clinicId, next, patientId);
    await clinic.database.owner(change, [seatId, sessionId]);
    const own = browser();
    expect((await redeem(own, token)).body).toEqual({ kind: 'dead', because, clinic: { name: 'Link test clinic', phone: '(916) 555-0100' }, nextAt: expect.any(String), zone: 'America/Los_Angeles' });
    expect(own.cookie('device')).toBeUndefined();
  });

  it('that a newer one replaced, by staff who made it from the roster', async () => {
    const { token, seatId, sessionId } = await invited();
    await people.staff(clinicId, 'desk@example.org', ['coordinator']);
    const desk = browser();
    await desk.post('/api/v1/sign-in', { email: 'desk@example.org', password });
    const made = await desk.post(`/api/v1/sessions/${sessionId}/seats/${seatId}/link`);
    expect(made.body).toEqual({ address: expect.stringMatching(new RegExp(`^${clinic.origin}/j#[\\w-]{43}$`)), worksTo: expect.any(String) });
    expect((await redeem(browser(), token)).body).toMatchObject({ kind: 'dead', because: 'replaced' });
    expect((await redeem(browser(), made.body.address.split('#')[1])).body).toMatchObject({ kind: 'open', seatId });
    const [kept] = await clinic.database.owner<{ clear: boolean }>("select exists (select 1 from join_link where encode(token_hash, 'escape') like '%' || $1 || '%') as clear", [made.body.address.split('#')[1]]);
    expect(kept).toEqual({ clear: false });
  });

  it('after a mail scanner looked at it: looking changes nothing', async () => {
    const { token, seatId } = await invited();
    const everything = () => clinic.database.owner<{ rows: string }>("select (select jsonb_agg(l)::text from join_link l where seat_id = $1) || coalesce((select jsonb_agg(d)::text from device d), '') || (select count(*) from audit_entry) as rows", [seatId]);
    const before = await everything();
    const scanner = browser();
    for (const path of ['/j', `/j#${token}`, `/j?token=${token}`, `/api/v1/links/redeem`, `/api/v1/links/redeem?token=${token}`]) {
      expect((await scanner.get(path)).headers.getSetCookie()).toEqual([]);
      expect((await scanner.head(path)).headers.getSetCookie()).toEqual([]);
    }
    expect(await everything()).toEqual(before);
    expect((await redeem(browser(), token)).body.kind).toBe('open');
  });

  it('not from a page of somebody else', async () => {
    const { token } = await invited();
    expect(await browser().post('/api/v1/links/redeem', { token }, { origin: 'https://evil.example.net' })).toMatchObject({ status: 403, body: { code: 'foreign_origin' } });
  });

  it('with ten guesses a minute from one address, which do not shut out others there', async () => {
    const house = new Browser(clinic.origin, '198.51.100.7');
    const guesses = await Promise.all(Array.from({ length: 14 }, (_, guess) => redeem(house, `${guess}`.padStart(43, 'A'))));
    expect(guesses.filter((answer) => answer.status === 404).length).toBeLessThanOrEqual(14);
    expect(await redeem(house, 'B'.repeat(43))).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    const { token } = await invited();
    const tapping = browser();
    const taps = [];
    for (let tap = 0; tap < 11; tap++) taps.push((await redeem(tapping, token)).status);
    expect(taps.slice(0, 10)).toEqual(Array(10).fill(200));
    expect((await redeem(browser(), token)).status).toBe(200);
  });

  describe('and enters the PIN', () => {
    it('wrong five times: the link dies, staff see it, and a new one helps', async () => {
      const { token, seatId, sessionId } = await invited();
      const pin = await people.pin(clinicId, sessionId, seatId);
      const own = browser();
      await redeem(own, token);
      const answers = [];
      for (let tries = 0; tries < 5; tries++) answers.push(await enterPin(own, seatId, wrongPin(pin)));
      expect(answers).toEqual([{ kind: 'wrong', triesLeft: 4 }, { kind: 'wrong', triesLeft: 3 }, { kind: 'wrong', triesLeft: 2 }, { kind: 'wrong', triesLeft: 1 }, { kind: 'link_dead' }]);
      expect(await enterPin(own, seatId, pin)).toEqual({ kind: 'link_dead' });
      expect((await redeem(browser(), token)).body).toMatchObject({ kind: 'dead', because: 'too_many_tries' });
      const dead = () => withPrincipal(systemPrincipal(clinicId, 'test'), () => clinic.app.get(SessionLinks).deadLinks(sessionId));
      expect(await dead()).toEqual([seatId]);
      const fresh = await people.link(clinicId, sessionId, seatId);
      expect(await dead()).toEqual([]);
      expect(await enterPin(own, seatId, pin)).toEqual({ kind: 'link_dead' });
      await redeem(own, fresh);
      expect(await enterPin(own, seatId, pin)).toEqual({ kind: 'right' });
      expect((await actions(seatId)).filter((line) => line.startsWith('pin.entered'))).toEqual([...Array<string>(5).fill('pin.entered refused'), 'pin.entered done']);
    });

    it('at fifty browsers at once: five are looked at, and the right one is not found by speed', async () => {
      const { token, seatId, sessionId } = await invited();
      const pin = await people.pin(clinicId, sessionId, seatId);
      const own = browser();
      await redeem(own, token);
      const who = await visitor(own, seatId);
      const answers = await Promise.all(Array.from({ length: 50 }, () => clinic.app.get(CheckPin).run(who, { pin: wrongPin(pin), ownDevice: true })));
      const count = (kind: string) => answers.filter((answer) => answer.kind === kind).length;
      const [kept] = await clinic.database.owner<{ refused: number; tries: number; because: string }>(
        `select (select count(*)::int from audit_entry where object_id = $1 and action = 'pin.entered') as refused, tries, dead_because as because from join_link where seat_id = $1`,
        [seatId],
      );
      expect(kept).toEqual({ refused: 5, tries: 5, because: 'too_many_tries' });
      expect([count('right'), count('wrong')]).toEqual([0, 4]);
    });

    it('ten times wrong in a day, over several links: enough for this day, and not for the next', async () => {
      const first = await invited();
      const pin = await people.pin(clinicId, first.sessionId, first.seatId);
      const own = browser();
      const wrong = async (invitation: { token: string; seatId: string }, times: number) => {
        await redeem(own, invitation.token);
        for (let tries = 0; tries < times; tries++) await enterPin(own, invitation.seatId, wrongPin(pin));
      };
      await wrong(first, 5);
      const second = await invited(20, first.patientId);
      await wrong(second, 4);
      const third = await invited(30, first.patientId);
      await redeem(own, third.token);
      expect((await visitor(own, third.seatId)).pinTriesLeft).toBe(1);
      expect(await enterPin(own, third.seatId, wrongPin(pin))).toEqual({ kind: 'link_dead' });
      const fourth = await invited(40, first.patientId);
      await redeem(own, fourth.token);
      expect(await enterPin(own, fourth.seatId, pin)).toEqual({ kind: 'too_many_tries' });
      expect((await redeem(browser(), fourth.token)).body).toMatchObject({ kind: 'dead', because: 'too_many_tries' });
      await clinic.database.owner('update pin set tries_on = tries_on - 1 where person_id = $1', [first.patientId]);
      const tomorrow = await invited(50, first.patientId);
      await redeem(own, tomorrow.token);
      expect(await enterPin(own, tomorrow.seatId, pin)).toEqual({ kind: 'right' });
    });

    it('right at the fifth try, which does not count', async () => {
      const { token, seatId, sessionId } = await invited();
      const pin = await people.pin(clinicId, sessionId, seatId);
      const own = browser();
      await redeem(own, token);
      for (let tries = 0; tries < 4; tries++) await enterPin(own, seatId, wrongPin(pin));
      expect(await enterPin(own, seatId, pin)).toEqual({ kind: 'right' });
      expect(await clinic.database.owner('select tries, dead_at from join_link where seat_id = $1', [seatId])).toEqual([{ tries: 4, dead_at: null }]);
    });

    it('that was never given to them: no PIN is right', async () => {
      const { token, seatId } = await invited();
      const own = browser();
      await redeem(own, token);
      expect(await enterPin(own, seatId, '000000')).toEqual({ kind: 'wrong', triesLeft: 4 });
    });
  });

  it('after staff reset the PIN: every browser asks again, and only the new one is right', async () => {
    const { token, seatId, sessionId, patientId } = await invited();
    const old = await people.pin(clinicId, sessionId, seatId);
    const own = browser();
    await redeem(own, token);
    await enterPin(own, seatId, old);
    await people.staff(clinicId, 'desk2@example.org', ['coordinator']);
    const desk = browser();
    await desk.post('/api/v1/sign-in', { email: 'desk2@example.org', password });
    const { body } = await desk.post(`/api/v1/sessions/${sessionId}/seats/${seatId}/pin`);
    expect(body).toEqual({ pin: expect.stringMatching(/^\d{6}$/) });
    await expect(visitor(own, seatId)).rejects.toMatchObject({ code: 'not_found' });
    await redeem(own, token);
    if (old !== body.pin) expect(await enterPin(own, seatId, old)).toMatchObject({ kind: 'wrong' });
    expect(await enterPin(own, seatId, body.pin)).toEqual({ kind: 'right' });
    expect(await actions(patientId)).toEqual(['pin.reset done', 'pin.reset done']);
  });

  it('and has this browser forget them, without touching who else uses it', async () => {
    const [ana, ben] = [await invited(), await invited()];
    const shared = browser();
    for (const one of [ana, ben]) {
      const pin = await people.pin(clinicId, one.sessionId, one.seatId);
      await redeem(shared, one.token);
      await enterPin(shared, one.seatId, pin);
    }
    expect((await shared.post(`/api/v1/visits/${ana.seatId}/forget-device`)).status).toBe(200);
    await expect(visitor(shared, ana.seatId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await visitor(shared, ben.seatId, 'seat')).trusted).toBe(true);
    expect(await shared.post(`/api/v1/visits/${ana.seatId}/forget-device`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('and nothing of it is written down that could be used again', async () => {
    const { token, seatId, sessionId } = await invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const own = browser();
    await redeem(own, token);
    await enterPin(own, seatId, pin);
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
