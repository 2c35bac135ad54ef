import { canonicalEntry, RefusedCalls, type Entry } from '#audit';
import { FakeClock } from '#testing';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import { password, wrongPin } from './support/people.js';
import { watchStatements } from './support/statements.js';

jest.setTimeout(60_000);

interface Line {
  readonly id: string;
  readonly clinic_id: string;
  readonly at: Date;
  readonly acts_as: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly object_kind: string | null;
  readonly object_id: string | null;
  readonly outcome: Entry['outcome'];
  readonly request_id: string | null;
  readonly details: Entry['details'];
  readonly canonical: Buffer | null;
}

describe('the access log', () => {
  // It stands still in the middle of a minute, so that what follows upon each other here falls into one, however slow the machine is.
  const clock = new FakeClock(new Date(Math.floor(Date.now() / 60_000) * 60_000 + 20_000));
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let hostId: string;
  let ana: Member;
  let other: LiveGroup;
  let uma: Member;

  const lines = (where: string, ...parameters: unknown[]) => clinic.database.owner<Line>(`select * from audit_entry where ${where} order by id`, parameters);
  /** Five seconds later what was refused is written. */
  const written = () => {
    clock.advance(5_000);
    return clinic.app.get(RefusedCalls).flush();
  };
  const refusalsOf = async (actorId: string) => {
    await written();
    return lines("action = 'call.refused' and actor_id = $1", actorId);
  };
  const people = (browser: Browser, sessionId: string) => browser.get(`/api/v1/sessions/${sessionId}/people`);
  const evidence = (browser: Browser, seatId: string) => browser.get(`/api/v1/sessions/${group.sessionId}/seats/${seatId}/evidence`);
  async function clinician(): Promise<{ personId: string; browser: Browser }> {
    const email = `${randomUUID()}@clinic.example.org`;
    const personId = await group.people.staff(group.clinicId, email, ['clinician']);
    const browser = group.browser();
    await browser.post('/api/v1/sign-in', { email, password });
    return { personId, browser };
  }

  beforeAll(async () => {
    clinic = await startTestClinic({}, { clock });
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
    hostId = (await clinic.database.owner<{ person_id: string }>('select person_id from seat where id = $1', [host.seatId]))[0]!.person_id;
    ana = await host.letIn('Ana');
    other = await LiveGroup.planned(clinic);
    uma = await other.patient('Uma');
  });
  afterAll(async () => {
    group.closeSockets();
    other.closeSockets();
    await clinic.stop();
  });

  describe('of refused calls', () => {
    it('has one line that says fifty of fifty tries of what is another\'s, by whom and not of whom', async () => {
      const curious = await clinician();
      const sessions = [group.sessionId, other.sessionId, randomUUID(), randomUUID(), randomUUID()];
      const answers = await Promise.all(Array.from({ length: 50 }, (_, tries) => people(curious.browser, sessions[tries % 5]!)));
      expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(['not_found']));
      const [line, ...more] = await refusalsOf(curious.personId);
      expect(more).toEqual([]);
      expect(line).toMatchObject({ clinic_id: group.clinicId, outcome: 'refused', object_kind: null, object_id: null });
      expect(line!.details).toEqual({ policy: 'session.people', code: 'not_found', call: 'GET /api/v1/sessions/:sessionId/people', count: 50, minute: expect.stringMatching(/:00\.000Z$/), reason: 'refused call' });
      expect(answers.map(({ body }) => body.requestId)).toContain(line!.request_id);
      for (const sessionId of sessions) expect(JSON.stringify(line)).not.toContain(sessionId);
    });

    it('has another line for another policy, and one more when a minute is over', async () => {
      const curious = await clinician();
      await people(curious.browser, group.sessionId);
      await curious.browser.get('/api/v1/today');
      await curious.browser.post(`/api/v1/sessions/${group.sessionId}/host-pass`);
      expect((await refusalsOf(curious.personId)).map(({ details }) => [details['policy'], details['count']])).toEqual([['session.people', 1], ['session.host', 1]]);
      for (let tries = 0; tries < 3; tries++) await people(curious.browser, group.sessionId);
      expect(await refusalsOf(curious.personId)).toHaveLength(2);
      clock.advance(60_000);
      expect((await refusalsOf(curious.personId)).map(({ details }) => [details['policy'], details['count']])).toEqual([['session.people', 1], ['session.host', 1], ['session.people', 3]]);
    });

    it('has a patient who tries the seats of others, over HTTP, at the door of the room and on a socket that is open', async () => {
      const ben = await host.letIn('Ben');
      expect((await ben.browser.get(`/api/v1/visits/${ana.seatId}`)).body.code).toBe('not_found');
      expect((await ben.browser.get(`/api/v1/visits/${uma.seatId}`)).body.code).toBe('not_found');
      await expect(group.socket(ben.browser, 'seat', ana.seatId)).rejects.toThrow('not_found');
      expect(await ben.socket.ask('session.end', {})).toMatchObject({ ok: false, code: 'not_allowed' });
      expect(await ben.socket.ask('staff.snapshot', {})).toMatchObject({ ok: false, code: 'not_allowed' });
      const found = await refusalsOf(ben.personId);
      expect(found.map(({ details }) => [details['policy'], details['code'], details['call'], details['count']])).toEqual([
        ['seat.device', 'not_found', 'GET /api/v1/visits/:seatId', 2],
        ['seat', 'not_found', 'connect /group-room', 1],
        ['session.host', 'not_allowed', 'session.end', 2],
      ]);
      expect(JSON.stringify(found)).not.toMatch(new RegExp(`${ana.seatId}|${uma.seatId}`));
    });

    it('has nobody who proves nothing, a browser without the PIN among them, and asks nobody for a line who only has to sign in', async () => {
      const before = (await lines("action = 'call.refused'")).length;
      const strangers = [group.browser(), group.browser(), group.browser()];
      strangers[1]!.cookies.set(`device-${new URL(clinic.origin).port}`, `1.${'A'.repeat(43)}`);
      await strangers[2]!.post('/api/v1/links/redeem', { token: await group.people.link(group.clinicId, group.sessionId, (await group.patient('Cal')).seatId) });
      for (const stranger of strangers) expect((await stranger.get(`/api/v1/visits/${ana.seatId}`)).body.code).toBe('not_found');
      expect((await people(group.browser(), group.sessionId)).body.code).toBe('not_signed_in');
      await written();
      expect(await lines("action = 'call.refused'")).toHaveLength(before);
    });

    it('is written outside of what was refused, later when the database is away, and before the process ends', async () => {
      const curious = await clinician();
      await people(curious.browser, group.sessionId);
      const lost = watchStatements('insert into audit_entry');
      await written();
      expect(await lines("action = 'call.refused' and actor_id = $1", curious.personId)).toEqual([]);
      lost.stop();
      await people(curious.browser, group.sessionId);
      await clinic.restart();
      // In one line, or in two when the timer came in between.
      expect((await lines("action = 'call.refused' and actor_id = $1", curious.personId)).reduce((sum, { details }) => sum + Number(details['count']), 0)).toBe(2);
      host.socket = await group.socket(host.browser, 'host', host.seatId);
    });
  });

  describe('of what was read', () => {
    it('has who saw the people, the minutes and the attendance of a session, once for a page that asks again and again', async () => {
      const { browser, seatId } = await group.host('Dr. Reader', 'co_facilitator');
      const [reader] = await clinic.database.owner<{ person_id: string }>('select person_id from seat where id = $1', [seatId]);
      for (let times = 0; times < 3; times++) for (const record of ['people', 'live-minutes', 'attendance']) expect((await browser.get(`/api/v1/sessions/${group.sessionId}/${record}`)).status).toBe(200);
      const read = () => lines("actor_id = $1 and action like '%read'", reader!.person_id);
      expect((await read()).map(({ action, object_kind, object_id, acts_as, outcome }) => [action, object_kind, object_id, acts_as, outcome])).toEqual(
        ['session.people_read', 'minutes.read', 'attendance.read'].map((action) => [action, 'session', group.sessionId, 'staff', 'done']),
      );
      clock.advance(10 * 60_000);
      await browser.get('/api/v1/me');
      expect((await people(browser, group.sessionId)).status).toBe(200);
      expect((await read()).map(({ action }) => action)).toEqual(['session.people_read', 'minutes.read', 'attendance.read', 'session.people_read']);
    });

    it('has the evidence of a seat by that seat', async () => {
      expect((await evidence(host.browser, ana.seatId)).status).toBe(200);
      expect(await lines("action = 'evidence.read'")).toMatchObject([{ actor_id: hostId, object_kind: 'seat', object_id: ana.seatId }]);
    });

    it('has never that a seat of another session, of another clinic or of nobody was read, but that it was refused', async () => {
      const asking = await (await group.host('Dr. Asking', 'co_facilitator')).goIn();
      const [asker] = await clinic.database.owner<{ person_id: string }>('select person_id from seat where id = $1', [asking.seatId]);
      const elsewhere = await group.people.seat(group.clinicId, await group.people.session(group.clinicId, 30), ana.personId);
      for (const seatId of [elsewhere, uma.seatId, randomUUID()]) {
        expect((await evidence(asking.browser, seatId)).body.code).toBe('not_found');
        expect(await lines('object_id = $1 and action like $2', seatId, '%read')).toEqual([]);
      }
      expect((await refusalsOf(asker!.person_id)).map(({ details, object_id }) => [details['call'], details['count'], object_id])).toEqual([['GET /api/v1/sessions/:sessionId/seats/:seatId/evidence', 3, null]]);
    });

    it('has that a host\'s page hears the roster, when its socket opens and at each snapshot, once a minute', async () => {
      const nurse = await group.host('Dr. Nurse', 'co_facilitator');
      const [reader] = await clinic.database.owner<{ person_id: string }>('select person_id from seat where id = $1', [nurse.seatId]);
      const read = () => lines("action = 'roster.read' and actor_id = $1", reader!.person_id);
      await nurse.goIn();
      expect(await read()).toMatchObject([{ object_kind: 'session', object_id: group.sessionId, request_id: expect.any(String) }]);
      for (let times = 0; times < 5; times++) await nurse.socket.act('staff.snapshot', {});
      expect(await read()).toHaveLength(1);
      clock.advance(60_001);
      await nurse.socket.act('staff.snapshot', {});
      await nurse.socket.act('staff.snapshot', {});
      expect(await read()).toHaveLength(2);
    });

    it('has no line of people who look at what is their own', async () => {
      const before = (await lines("action like '%read'")).length;
      for (const step of ['', 'minutes']) expect((await ana.visit(step)).status).toBe(200);
      await ana.withSocket();
      await ana.socket!.act('seat.snapshot', {});
      expect(await lines("action like '%read'")).toHaveLength(before);
    });

    it('comes before the answer: what cannot be put on record is not shown', async () => {
      const late = await group.host('Dr. Late', 'co_facilitator');
      const lost = watchStatements('insert into audit_entry');
      const answer = await people(late.browser, group.sessionId);
      lost.stop();
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(JSON.stringify(answer.body)).not.toContain(ana.canaries.phone);
    });
  });

  describe('each line', () => {
    it('names the call that it was written in: the request of a page', async () => {
      const dov = await group.patient('Dov');
      await dov.openLink();
      const pin = await group.people.pin(group.clinicId, group.sessionId, dov.seatId);
      await dov.openLink();
      const refused = await dov.visit('pin', { pin: wrongPin(pin), ownDevice: true });
      expect(await lines("action = 'pin.entered' and object_id = $1", dov.seatId)).toMatchObject([{ request_id: refused.body.requestId, outcome: 'refused' }]);
    });

    it('or the event of a socket, another one for each event and the same for all that one event did', async () => {
      const [eva, fay] = [await group.waiting('Eva'), await group.waiting('Fay')];
      await host.socket.act('seat.admit', { seatId: eva.seatId });
      await host.socket.act('seat.hold', { seatId: fay.seatId, message: 'soon' });
      const [admitted] = await lines("action = 'seat.admitted' and object_id = $1", eva.seatId);
      const [held] = await lines("action = 'seat.held' and object_id = $1", fay.seatId);
      expect(new Set([admitted!.request_id, held!.request_id]).size).toBe(2);
      const gus = await group.waiting('Gus');
      await host.socket.act('seats.admit-expected', {});
      const together = await lines("action = 'seat.admitted' and object_id = any ($1)", [gus.seatId, fay.seatId]);
      expect(new Set(together.map(({ request_id }) => request_id)).size).toBe(1);
    });

    it('or the very event of those that were sent all at once and took turns', async () => {
      const waiting = await Promise.all(['Hal', 'Ida', 'Jon', 'Kay', 'Lea'].map((name) => group.waiting(name)));
      await Promise.all(waiting.map(({ seatId }) => host.socket.act('seat.hold', { seatId, message: 'soon' })));
      const held = await lines("action = 'seat.held' and object_id = any ($1)", waiting.map(({ seatId }) => seatId));
      expect(new Set(held.map(({ request_id }) => request_id)).size).toBe(5);
    });

    it('has an id even where nobody called, and keeps the bytes that it stands for, which its fields make again', async () => {
      const all = await lines('true');
      expect(all.length).toBeGreaterThan(60);
      expect(all.filter(({ request_id }) => !/^[0-9a-f-]{36}$/.test(request_id ?? ''))).toEqual([]);
      const again = (line: Line) =>
        canonicalEntry({
          clinicId: line.clinic_id, at: line.at.toISOString(), actsAs: line.acts_as, actorId: line.actor_id, action: line.action,
          objectKind: line.object_kind, objectId: line.object_id, outcome: line.outcome, requestId: line.request_id, details: line.details,
        });
      expect(all.filter((line) => line.canonical?.toString('utf8') !== again(line)).map(({ action }) => action)).toEqual([]);
    });
  });
});
