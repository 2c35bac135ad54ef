import { CheckPin, SessionLinks } from '#identity';
import { Database, systemPrincipal } from '#platform';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { People, wrongPin } from './support/people.js';
import { Visits } from './support/visits.js';

describe('a patient enters the PIN', () => {
  let clinic: TestClinic;
  let people: People;
  let visits: Visits;
  let clinicId: string;
  const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);

  beforeAll(async () => {
    clinic = await startTestClinic();
    people = new People(clinic);
    clinicId = await people.clinicNamed('PIN test clinic');
    visits = new Visits(clinic, people, clinicId);
  });
  afterAll(() => clinic.stop());

  it('wrong five times: the link dies, staff see it, and a new one helps', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const own = visits.browser();
    await visits.redeem(own, token);
    const answers = [];
    for (let tries = 0; tries < 5; tries++) answers.push(await visits.enterPin(own, seatId, wrongPin(pin)));
    expect(answers).toEqual([{ kind: 'wrong', triesLeft: 4 }, { kind: 'wrong', triesLeft: 3 }, { kind: 'wrong', triesLeft: 2 }, { kind: 'wrong', triesLeft: 1 }, { kind: 'link_dead' }]);
    expect(await visits.enterPin(own, seatId, pin)).toEqual({ kind: 'link_dead' });
    expect((await visits.redeem(visits.browser(), token)).body).toMatchObject({ kind: 'dead', because: 'too_many_tries' });
    const dead = () => withPrincipal(systemPrincipal(clinicId, 'test'), () => clinic.app.get(SessionLinks).deadLinks(sessionId));
    expect(await dead()).toEqual([seatId]);
    const fresh = await people.link(clinicId, sessionId, seatId);
    expect(await dead()).toEqual([]);
    expect(await visits.enterPin(own, seatId, pin)).toEqual({ kind: 'link_dead' });
    await visits.redeem(own, fresh);
    expect(await visits.enterPin(own, seatId, pin)).toEqual({ kind: 'right' });
    expect((await visits.actions(seatId)).filter((line) => line.startsWith('pin.entered'))).toEqual([...Array<string>(5).fill('pin.entered refused'), 'pin.entered done']);
  });

  it('at fifty browsers at once: five are looked at, and the right one is not found by speed', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const own = visits.browser();
    await visits.redeem(own, token);
    const who = await visits.visitor(own, seatId);
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
    const first = await visits.invited();
    const pin = await people.pin(clinicId, first.sessionId, first.seatId);
    const own = visits.browser();
    const wrong = async (invitation: { token: string; seatId: string }, times: number) => {
      await visits.redeem(own, invitation.token);
      for (let tries = 0; tries < times; tries++) await visits.enterPin(own, invitation.seatId, wrongPin(pin));
    };
    await wrong(first, 5);
    const second = await visits.invited(20, first.patientId);
    await wrong(second, 4);
    const third = await visits.invited(30, first.patientId);
    await visits.redeem(own, third.token);
    expect((await visits.visitor(own, third.seatId)).pinTriesLeft).toBe(1);
    expect(await visits.enterPin(own, third.seatId, wrongPin(pin))).toEqual({ kind: 'link_dead' });
    const fourth = await visits.invited(40, first.patientId);
    await visits.redeem(own, fourth.token);
    expect(await visits.enterPin(own, fourth.seatId, pin)).toEqual({ kind: 'too_many_tries' });
    expect((await visits.redeem(visits.browser(), fourth.token)).body).toMatchObject({ kind: 'dead', because: 'too_many_tries' });
    await clinic.database.owner('update pin set tries_on = tries_on - 1 where person_id = $1', [first.patientId]);
    const tomorrow = await visits.invited(50, first.patientId);
    await visits.redeem(own, tomorrow.token);
    expect(await visits.enterPin(own, tomorrow.seatId, pin)).toEqual({ kind: 'right' });
  });

  it('right at the fifth try, which does not count', async () => {
    const { token, seatId, sessionId } = await visits.invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const own = visits.browser();
    await visits.redeem(own, token);
    for (let tries = 0; tries < 4; tries++) await visits.enterPin(own, seatId, wrongPin(pin));
    expect(await visits.enterPin(own, seatId, pin)).toEqual({ kind: 'right' });
    expect(await clinic.database.owner('select tries, dead_at from join_link where seat_id = $1', [seatId])).toEqual([{ tries: 4, dead_at: null }]);
  });

  it('that was never given to them: no PIN is right', async () => {
    const { token, seatId } = await visits.invited();
    const own = visits.browser();
    await visits.redeem(own, token);
    expect(await visits.enterPin(own, seatId, '000000')).toEqual({ kind: 'wrong', triesLeft: 4 });
  });
});
