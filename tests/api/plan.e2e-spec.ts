import type { Attendance } from '#contracts/routes';
import { ConnectGate, RoomKeeper } from '#group-room';
import { systemPrincipal } from '#platform';
import { GiveSeat, MoveSession, PlanSession, WithdrawSeat } from '#scheduling';
import { FakeClock } from '#testing';
import { jest } from '@jest/globals';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';

jest.setTimeout(60_000);

const zone = 'America/Los_Angeles';
const minutes = (count: number) => count * 60_000;

describe('the plan', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  const clock = new FakeClock();

  const us = () => systemPrincipal(group.clinicId, 'test of the plan');
  const rows = <Row extends Record<string, unknown>>(text: string, ...parameters: unknown[]) => clinic.database.owner<Row>(text, parameters);
  const give = (personId: string, role: 'patient' | 'guest' | 'host' = 'patient', sessionId = group.sessionId) => clinic.app.get(GiveSeat).run(us(), { sessionId, personId, role });
  const withdraw = (seatId: string) => clinic.app.get(WithdrawSeat).run(us(), seatId);
  const move = (from: Date, to = new Date(from.getTime() + minutes(180)), sessionId = group.sessionId) => clinic.app.get(MoveSession).run(us(), sessionId, { from, to });
  const inMinutes = (count: number) => new Date(clock.now().getTime() + minutes(count));
  const actionsOn = async (objectId: string) => (await rows<{ line: string }>("select action || ' ' || outcome as line from audit_entry where object_id = $1 order by id", objectId)).map(({ line }) => line);
  const redeem = async (token: string, from = group.browser()) => (await from.post('/api/v1/links/redeem', { token })).body as { kind: string; because?: string };

  async function inside(host: Host, name: string): Promise<Awaited<ReturnType<LiveGroup['waiting']>>> {
    const member = await host.letIn(name);
    await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some(({ seatId, state }) => seatId === member.seatId && state === 'in'));
    return member;
  }

  beforeAll(async () => void (clinic = await startTestClinic({}, { clock })));
  afterAll(() => clinic.stop());
  beforeEach(async () => void (group = await LiveGroup.planned(clinic, -10)));
  afterEach(() => group.closeSockets());

  it('holds a block with its segments; its lobby opens as early as its program sets, and links work from then on', async () => {
    const [program] = await rows<{ id: string }>("insert into program (clinic_id, name, kind, zone, lobby_opens_minutes) values ($1, 'Early', 'iop_mh', $2, 120) returning id", group.clinicId, zone);
    const [cohort] = await rows<{ id: string }>("insert into cohort (clinic_id, program_id, name, capacity) values ($1, $2, 'Mornings', 8) returning id", group.clinicId, program!.id);
    const segment = (title: string, from: string, to: string, counts: boolean) => ({ kind: counts ? ('process' as const) : ('break' as const), title, from: `2031-01-06T${from}`, to: `2031-01-06T${to}`, counts });
    const segments = [segment('Break', '10:00', '10:15', false), segment('Process', '09:00', '10:00', true), segment('Skills', '10:15', '12:00', true)];
    const sessionId = await clinic.app.get(PlanSession).run(us(), { kind: 'block', cohortId: cohort!.id, title: 'Mornings', zone, from: '2031-01-06T09:00', to: '2031-01-06T12:00', segments });
    expect(await rows('select cohort_id, planned_from, planned_to, lobby_opens_at, capacity from session where id = $1', sessionId)).toEqual([
      { cohort_id: cohort!.id, planned_from: new Date('2031-01-06T17:00:00Z'), planned_to: new Date('2031-01-06T20:00:00Z'), lobby_opens_at: new Date('2031-01-06T15:00:00Z'), capacity: 8 },
    ]);
    expect(await rows('select position, title, counts from segment where session_id = $1 order by position', sessionId)).toEqual([
      { position: 0, title: 'Process', counts: true },
      { position: 1, title: 'Break', counts: false },
      { position: 2, title: 'Skills', counts: true },
    ]);
    expect(await actionsOn(sessionId)).toEqual(['session.planned done']);
    const seatId = await give(await group.people.patient(group.clinicId), 'patient', sessionId);
    await group.people.link(group.clinicId, sessionId, seatId);
    expect(await rows('select works_from from join_link where seat_id = $1', seatId)).toEqual([{ works_from: new Date('2031-01-06T15:00:00Z') }]);
  });

  it('says what is wrong with a wish, and then nothing is planned', async () => {
    const wish = { kind: 'block' as const, cohortId: null, title: 'Group', zone, from: '2031-01-06T09:00', to: '2031-01-06T12:00' };
    const before = await rows('select count(*) from session');
    const late = [{ kind: 'process' as const, title: 'Late', from: '2031-01-06T11:00', to: '2031-01-06T12:30', counts: true }];
    await expect(clinic.app.get(PlanSession).run(us(), { ...wish, segments: late })).rejects.toMatchObject({ code: 'bad_input', details: { problem: 'segment_outside', segment: 0 } });
    await expect(clinic.app.get(PlanSession).run(us(), { ...wish, cohortId: group.sessionId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await rows('select count(*) from session')).toEqual(before);
  });

  it('has one seat per person: two coordinators who give it at once, and one who gives a withdrawn seat again, mean the same row', async () => {
    const personId = await group.people.patient(group.clinicId, 'Twice');
    const [one, other] = await Promise.all([give(personId), give(personId)]);
    expect(other).toBe(one);
    expect(await Promise.all([withdraw(one), withdraw(one)])).toEqual(expect.arrayContaining([true, false]));
    expect(await give(personId)).toBe(one);
    expect(await rows('select id, withdrawn_at from seat where session_id = $1 and person_id = $2', group.sessionId, personId)).toEqual([{ id: one, withdrawn_at: null }]);
    expect(await actionsOn(one)).toEqual(['seat.given done', 'seat.withdrawn done', 'seat.given done']);
  });

  it('gives staff the name of the rooms with its key, never the same to two, and lets nobody sit as what they are not', async () => {
    const [first, second] = await Promise.all(['one', 'two'].map((name) => group.people.staff(group.clinicId, `${name}-${group.sessionId}@clinic.example.org`, ['clinician'])));
    const seats = [await give(first!, 'host'), await give(second!, 'host')];
    const named = await rows<{ shown_name: string; name_key: string }>('select shown_name, name_key from seat where id = any ($1) order by shown_name', seats);
    expect(named).toMatchObject([{ shown_name: 'Dr. Test', name_key: 'drtest' }, { shown_name: expect.stringMatching(/^Test Staff( \d+)?$/) }]);
    await expect(give(first!, 'patient')).rejects.toMatchObject({ code: 'bad_input', details: { problem: 'role' } });
    await expect(give(await group.people.patient(group.clinicId), 'host')).rejects.toMatchObject({ code: 'bad_input' });
  });

  describe('with people in the room', () => {
    let host: Host;
    let ana: Member & { socket: NonNullable<Member['socket']> };

    beforeEach(async () => {
      host = await (await group.host('Dr. Field')).goIn();
      ana = await inside(host, 'Ana');
    });

    it('shows staff who has a new seat at once', async () => {
      const seatId = await give(await group.people.patient(group.clinicId, 'Newcomer'));
      await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.rows.some((row) => row.seatId === seatId && row.state === 'expected'));
    });

    it('takes out who is discharged: link, page, picture and pass end, staff and the group see it, the minutes stay', async () => {
      const bea = await inside(host, 'Bea');
      const [room] = await rows<{ id: string }>('select id from room where session_id = $1', group.sessionId);
      await clinic.app.get(RoomKeeper).tick();
      const identity = clinic.sfu.inside(room!.id).find((one) => one.startsWith(ana.seatId))!;
      expect(await clinic.app.get(ConnectGate).mayConnect(identity, room!.id)).toBe('yes');
      const token = await group.people.link(group.clinicId, group.sessionId, ana.seatId);
      // Half a minute more than is asserted: edges are whole seconds of LiveKit.
      clock.advance(minutes(10.5));
      await clinic.app.get(RoomKeeper).tick();
      expect(await withdraw(ana.seatId)).toBe(true);

      await ana.socket.ended();
      await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.gone.includes(ana.seatId));
      await bea.socket.push('seats.delta', ({ topics: { peers } }) => peers?.gone.includes(ana.seatId));
      expect(clinic.sfu.inside(room!.id)).not.toContain(identity);
      expect(await clinic.app.get(ConnectGate).mayConnect(identity, room!.id)).toBe('no');
      // That she comes no more is told to her own browser; whoever else holds the link reads only that it is over.
      expect(await redeem(token, ana.browser)).toMatchObject({ kind: 'dead', because: 'not_coming' });
      expect(await redeem(token)).toMatchObject({ kind: 'dead', because: 'ended' });
      expect(await ana.visit()).toMatchObject({ status: 404 });
      const people = ((await host.browser.get(`/api/v1/sessions/${group.sessionId}/attendance`)).body as Attendance).people;
      expect(people.find(({ seatId }) => seatId === ana.seatId)).toMatchObject({ directMinutes: 10, edges: [{ side: 'in' }, { side: 'out' }] });

      await give(ana.personId);
      expect((await ana.visit()).body).toMatchObject({ step: 'lobby' });
      expect(await clinic.app.get(ConnectGate).mayConnect(identity, room!.id)).toBe('no');
    });

    it('takes out who waits, too', async () => {
      const cal = await group.waiting('Cal');
      await withdraw(cal.seatId);
      await cal.socket.ended();
      expect(await rows('select ended_because from admission where seat_id = $1', cal.seatId)).toEqual([{ ended_because: 'withdrawn' }]);
    });

    it('leaves a room without its host when the only one is withdrawn, and everybody reads so', async () => {
      await withdraw(host.seatId);
      const { session } = await ana.socket.push('own.delta', (standing) => !standing.session.hostInside);
      expect(session.state).toBe('live');
    });

    it('is carried out by the keeper when a process without rooms withdrew the seat', async () => {
      await rows('update seat set withdrawn_at = now() where id = $1', ana.seatId);
      await clinic.app.get(RoomKeeper).tick();
      await ana.socket.ended();
      await host.socket.push('staff.delta', ({ topics: { roster } }) => roster?.gone.includes(ana.seatId));
    });

    it('does not move a session that is live, nor one that has ended, nor gives or takes seats in it then', async () => {
      const before = await rows('select planned_from, planned_to, lobby_opens_at from session where id = $1', group.sessionId);
      expect(await move(inMinutes(120))).toEqual({ kind: 'refused', reason: 'live' });
      await host.socket.act('session.end', {});
      expect(await move(inMinutes(120))).toEqual({ kind: 'refused', reason: 'ended' });
      expect(await rows('select planned_from, planned_to, lobby_opens_at from session where id = $1', group.sessionId)).toEqual(before);
      expect((await actionsOn(group.sessionId)).filter((line) => line.startsWith('session.moved'))).toEqual(['session.moved refused', 'session.moved refused']);
      await expect(withdraw(ana.seatId)).rejects.toMatchObject({ code: 'session_ended' });
      await expect(give(await group.people.patient(group.clinicId))).rejects.toMatchObject({ code: 'session_ended' });
    });
  });

  it('moves while links are out: those lead nowhere, new ones fit the new time, and lobby and segments follow', async () => {
    const from = new Date('2031-01-06T17:00:00Z');
    const segments = [{ kind: 'process' as const, title: 'Process', from, to: new Date(from.getTime() + minutes(60)), counts: true }];
    const sessionId = await clinic.app.get(PlanSession).run(us(), { kind: 'block', cohortId: null, title: 'Group', zone, from, to: new Date(from.getTime() + minutes(180)), segments });
    const seatId = await give(await group.people.patient(group.clinicId), 'patient', sessionId);
    const token = await group.people.link(group.clinicId, sessionId, seatId);
    expect(await redeem(token)).toMatchObject({ kind: 'early' });

    const later = new Date(from.getTime() + minutes(24 * 60));
    expect(await move(later, undefined, sessionId)).toMatchObject({ kind: 'moved', from: later, lobbyOpensAt: new Date(later.getTime() - minutes(15)) });
    expect(await redeem(token)).toMatchObject({ kind: 'dead', because: 'replaced' });
    expect(await rows('select dead_because from join_link where seat_id = $1', seatId)).toEqual([{ dead_because: 'rescheduled' }]);
    expect(await rows('select planned_from from segment where session_id = $1', sessionId)).toEqual([{ planned_from: later }]);
    expect(await redeem(await group.people.link(group.clinicId, sessionId, seatId))).toMatchObject({ kind: 'early', startsAt: later.toISOString() });
  });

  it('tells those who wait of the new time; they keep their place while the lobby is open, and else come again', async () => {
    const dov = await group.waiting('Dov');
    const [soon, tomorrow] = [inMinutes(10), inMinutes(24 * 60)];
    await move(soon);
    await dov.socket.push('own.delta', ({ session }) => session.startsAt === soon.toISOString());
    expect((await dov.socket.act('seat.snapshot', {})).own.standing.step).toBe('lobby');
    await move(tomorrow);
    const put = await dov.socket.push('own.delta', ({ session }) => session.startsAt === tomorrow.toISOString());
    expect(put.own.standing?.step).toBe('checking');
  });
});
