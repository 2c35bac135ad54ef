import { contracts, type RouteContract } from '#contracts';
import { CheckPin, type VisitorPrincipal } from '#identity';
import { Policies } from '#platform';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { password, People } from './support/people.js';

type AnyRoute = Pick<RouteContract<z.ZodType, z.ZodType, never>, 'policy' | 'method' | 'path'>;

/** Every route there is, by name. */
const routes = Object.values(contracts).flatMap((audience) => Object.entries<unknown>(audience)).filter((entry): entry is [string, AnyRoute] => (entry[1] as { transport?: unknown }).transport === 'http');

const actors = ['nobody', 'patient', 'untrusted', 'peer', 'host', 'otherClinician', 'coordinator', 'elsewhere'] as const;
type Actor = (typeof actors)[number];
type Refusal = 'not_signed_in' | 'not_allowed' | 'not_found' | 'pin_needed';

/** Whom a route turns away, and how, when it is asked about the patient's seat and session. */
const turnedAway: Record<string, Partial<Record<Actor, Refusal>>> = {
  public: {},
  'seat.device': { nobody: 'not_found', peer: 'not_found', host: 'not_found', otherClinician: 'not_found', coordinator: 'not_found', elsewhere: 'not_found' },
  seat: { nobody: 'not_found', untrusted: 'pin_needed', peer: 'not_found', host: 'not_found', otherClinician: 'not_found', coordinator: 'not_found', elsewhere: 'not_found' },
  account: { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in' },
  staff: { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in' },
  'clinic.settings': { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in', host: 'not_allowed', otherClinician: 'not_allowed', coordinator: 'not_allowed' },
  'session.see': { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in' },
  'session.people': { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in', otherClinician: 'not_found', elsewhere: 'not_found' },
  'session.records': { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in', otherClinician: 'not_found', elsewhere: 'not_found' },
  'person.access': { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in', otherClinician: 'not_found', elsewhere: 'not_found' },
  'person.records': { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in', otherClinician: 'not_found', elsewhere: 'not_found' },
  'session.host': { nobody: 'not_signed_in', patient: 'not_signed_in', untrusted: 'not_signed_in', peer: 'not_signed_in', otherClinician: 'not_found', elsewhere: 'not_found', coordinator: 'not_allowed' },
};

describe('every route, asked by everybody', () => {
  let clinic: TestClinic;
  const browsers = {} as Record<Actor, Browser>;
  let at: { seatId: string; sessionId: string };
  const unknown = { seatId: randomUUID(), sessionId: randomUUID() };

  /** What each route takes beside its path. */
  const bodies: Record<string, object> = {
    chooseName: { shownName: 'Test' },
    keepMediaWishes: { camera: true, onBreak: false, saveData: false, onlyListening: false },
    answerGate: { place: 'home', address: '1 Test Street', inState: true, alone: true, driving: false, callbackPhone: '916 555 0100', emergencyName: 'Test Kin', emergencyPhone: '916 555 0101' },
    acceptAgreement: { agreementId: randomUUID() },
    enterPin: { pin: '123456', ownDevice: true },
    askForHelp: { helpId: randomUUID() },
    tellStaff: { noteId: randomUUID(), about: 'technical' },
    chooseClinic: { clinicId: randomUUID() },
    startTotp: { password: 'x' },
    confirmTotp: { code: '123456' },
    publishAgreement: { from: null, bodies: { en: 'Be kind.', es: 'Sea amable.' } },
    changeClinicSettings: { from: {}, to: {} },
    changeProgramSettings: { from: {}, to: {} },
    changeCohortSettings: { from: {}, to: {} },
  };

  async function ask(name: string, route: AnyRoute, who: Actor, where: { seatId: string; sessionId: string }): Promise<string> {
    const path = route.path.replace(':seatId', where.seatId).replace(':sessionId', where.sessionId).replace(/:(programId|cohortId)/, unknown.sessionId);
    const { status, body } = await browsers[who].send(route.method, path, bodies[name]);
    return (body as { code?: string }).code ?? String(status);
  }

  beforeAll(async () => {
    clinic = await startTestClinic();
    const people = new People(clinic);
    const [clinicId, foreign] = [await people.clinicNamed('Route test clinic'), await people.clinicNamed('Another clinic')];
    const sessionId = await people.session(clinicId, 10);
    const seatId = await people.seat(clinicId, sessionId, await people.patient(clinicId));
    const peerSeat = await people.seat(clinicId, sessionId, await people.patient(clinicId, 'Peer'));
    at = { seatId, sessionId };
    actors.forEach((actor, index) => (browsers[actor] = new Browser(clinic.origin, `203.0.113.${index}`)));
    for (const [actor, where, role] of [['host', clinicId, 'clinician'], ['otherClinician', clinicId, 'clinician'], ['coordinator', clinicId, 'coordinator'], ['elsewhere', foreign, 'admin']] as const) {
      const personId = await people.staff(where, `${actor.toLowerCase()}@example.org`, [role]);
      if (actor === 'host') await people.seat(clinicId, sessionId, personId, 'host');
      await browsers[actor].post('/api/v1/sign-in', { email: `${actor.toLowerCase()}@example.org`, password });
    }
    for (const [actor, seat] of [['patient', seatId], ['peer', peerSeat]] as const) {
      const pin = await people.pin(clinicId, sessionId, seat);
      await browsers[actor].post('/api/v1/links/redeem', { token: await people.link(clinicId, sessionId, seat) });
      const cookies = new Map([['device', browsers[actor].cookie('device') ?? '']]);
      const visitor = await clinic.app.get(Policies).decide({ policy: 'seat.device', input: { seatId: seat }, cookies, byPerson: true });
      const answer = await clinic.app.get(CheckPin).run(visitor as VisitorPrincipal, { pin, ownDevice: true });
      if (answer.kind === 'right' && answer.deviceSecret) browsers[actor].setCookie('device', answer.deviceSecret);
    }
    await browsers.untrusted.post('/api/v1/links/redeem', { token: await people.link(clinicId, sessionId, seatId) });
  });
  afterAll(() => clinic.stop());

  it('is served, so that a refusal below is one', () => {
    const fastify = clinic.app.getHttpAdapter().getInstance();
    expect(routes.filter(([, { method, path }]) => !fastify.hasRoute({ method, url: path }))).toEqual([]);
    expect(routes.length).toBeGreaterThan(25);
  });

  it('turns away exactly those whom its policy does not name', async () => {
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [name, route] of routes.filter(([, each]) => each.policy !== 'public'))
      for (const actor of actors) {
        const refusal = turnedAway[route.policy]?.[actor];
        // Those who may are not asked here: what they get is told by the tests of each route.
        if (!refusal) continue;
        found[`${name} · ${actor}`] = await ask(name, route, actor, at);
        expected[`${name} · ${actor}`] = refusal;
      }
    expect(found).toEqual(expected);
    expect(Object.keys(found).length).toBeGreaterThan(150);
  });

  it('and says of a seat or session that is not there what it says of another’s', async () => {
    const told: Record<string, string> = {};
    for (const [name, route] of routes.filter(([, each]) => /:seatId|:sessionId/.test(each.path)))
      for (const actor of ['peer', 'otherClinician', 'elsewhere'] as const) {
        const [real, none] = [await ask(name, route, actor, at), await ask(name, route, actor, unknown)];
        if (real !== none) told[`${name} · ${actor}`] = `${real}, and ${none} when it is not there`;
      }
    expect(told).toEqual({});
  });

  it('names its policy: what is open to anybody is this short list', () => {
    expect(routes.filter(([, route]) => route.policy === 'public').map(([name]) => name).sort()).toEqual(['enterCode', 'redeemLink', 'signIn', 'signOut']);
  });
});
