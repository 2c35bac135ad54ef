import { live, policyNames, type PolicyName } from '#contracts';
import { CheckPin, SocketProofs, type VisitorPrincipal } from '#identity';
import type { DomainError } from '#kernel';
import { Keyring, Policies, SocketDoor, type Principal, type SocketIdentity } from '#platform';
import { randomUUID } from 'node:crypto';
import { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { password, People } from './support/people.js';
import { watchStatements } from './support/statements.js';

/** Everybody who may come, by what they have. */
const staffActors = {
  host: { roles: ['clinician'], seat: 'host' },
  coFacilitator: { roles: ['clinician'], seat: 'co_facilitator' },
  observer: { roles: ['clinician'], seat: 'observer' },
  otherClinician: { roles: ['clinician'], seat: undefined },
  coordinator: { roles: ['coordinator'], seat: undefined },
  supervisor: { roles: ['supervisor'], seat: undefined },
  admin: { roles: ['admin'], seat: undefined },
} as const;
type StaffActor = keyof typeof staffActors;
const actors = ['nobody', 'patient', 'untrusted', 'peer', 'elsewhere', 'undecided', ...(Object.keys(staffActors) as StaffActor[])] as const;
type Actor = (typeof actors)[number];

/** The patient's session; another of the clinic, where no actor sits; one of another clinic; one that is not there. */
const places = ['own', 'sibling', 'foreign', 'unknown'] as const;
type Place = (typeof places)[number];

/** The rules once more, as plainly as can be. */
function model(actor: Actor, policy: PolicyName, place: Place): string {
  if (policy === 'public') return 'nobody';
  if (policy === 'seat' || policy === 'seat.device') return modelOfSeat(actor, policy, place);
  if (['nobody', 'patient', 'untrusted', 'peer'].includes(actor)) return 'not_signed_in';
  if (policy === 'account') return 'account';
  if (actor === 'undecided') return 'clinic_needed';
  // Of a list everybody of the staff gets their rows, perhaps none.
  if (policy === 'staff' || policy === 'session.see') return 'staff';
  if (policy === 'clinic.settings') return actor === 'admin' || actor === 'elsewhere' ? 'staff' : 'not_allowed';
  return modelOfSession(actor, policy, place);
}

function modelOfSeat(actor: Actor, policy: 'seat' | 'seat.device', place: Place): string {
  if (place !== 'own') return 'not_found';
  if (actor === 'patient') return 'seat';
  if (actor === 'untrusted') return policy === 'seat' ? 'pin_needed' : 'seat';
  return 'not_found';
}

function modelOfSession(actor: Actor, policy: PolicyName, place: Place): string {
  if (actor === 'elsewhere') return place !== 'foreign' ? 'not_found' : policy === 'session.host' ? 'not_allowed' : 'staff';
  const leads = place === 'own' && (actor === 'host' || actor === 'coFacilitator');
  if (leads) return 'staff';
  const sees = (place === 'own' && actor === 'observer') || (['own', 'sibling'].includes(place) && ['coordinator', 'supervisor', 'admin'].includes(actor));
  if (!sees) return 'not_found';
  const reads = ['session.people', 'session.records', 'person.records'].includes(policy) && actor !== 'admin';
  return reads || (policy === 'person.access' && actor === 'coordinator') ? 'staff' : 'not_allowed';
}

describe('who may use what', () => {
  let clinic: TestClinic;
  let people: People;
  let clinicId: string;
  const cookies = new Map<Actor, Map<string, string>>();
  const seats = {} as Record<Place, string>;
  const sessions = {} as Record<Place, string>;
  const staffSeats = new Map<StaffActor, string>();
  let peerSeat: string;
  let visitors = 0;

  const browser = () => new Browser(clinic.origin, `203.0.113.${++visitors}`);

  async function signedIn(email: string): Promise<Map<string, string>> {
    const own = browser();
    await own.post('/api/v1/sign-in', { email, password });
    return new Map([['staff', own.cookie('staff') ?? '']]);
  }

  async function atSeat(where: { clinicId: string; sessionId: string; seatId: string }, trusted: boolean): Promise<Map<string, string>> {
    const pin = await people.pin(where.clinicId, where.sessionId, where.seatId);
    const own = browser();
    await own.post('/api/v1/links/redeem', { token: await people.link(where.clinicId, where.sessionId, where.seatId) });
    const held = new Map([['device', own.cookie('device') ?? '']]);
    if (!trusted) return held;
    const answer = await clinic.app.get(CheckPin).run((await decide('seat.device', { seatId: where.seatId }, held)) as VisitorPrincipal, { pin, ownDevice: true });
    return new Map([['device', (answer.kind === 'right' && answer.deviceSecret) || '']]);
  }

  function decide(policy: PolicyName, input: object, held: ReadonlyMap<string, string>, socket?: SocketIdentity): Promise<Principal> {
    return clinic.app.get(Policies).decide({ policy, input, cookies: held, byPerson: true, ...(socket && { socket }) });
  }

  const outcome = (deciding: Promise<Principal>) => deciding.then((principal) => principal.kind).catch((error: DomainError) => error.code);
  const set = (held: ReadonlyMap<string, string>, change: string) => clinic.database.owner(`update sign_in_guard set ${change} where secret_hash = $1`, [clinic.app.get(Keyring).kept('staff cookie', held.get('staff'))?.hash]);

  beforeAll(async () => {
    clinic = await startTestClinic();
    people = new People(clinic);
    clinicId = await people.clinicNamed('Policy test clinic');
    const foreign = await people.clinicNamed('Another clinic');
    const place = async (where: string) => {
      const sessionId = await people.session(where, 10);
      return { clinicId: where, sessionId, seatId: await people.seat(where, sessionId, await people.patient(where)) };
    };
    const [own, sibling, abroad] = [await place(clinicId), await place(clinicId), await place(foreign)];
    Object.assign(seats, { own: own.seatId, sibling: sibling.seatId, foreign: abroad.seatId, unknown: randomUUID() });
    Object.assign(sessions, { own: own.sessionId, sibling: sibling.sessionId, foreign: abroad.sessionId, unknown: randomUUID() });
    peerSeat = await people.seat(clinicId, own.sessionId, await people.patient(clinicId, 'Peer'));
    for (const [actor, { roles, seat }] of Object.entries(staffActors)) {
      const personId = await people.staff(clinicId, `${actor.toLowerCase()}@example.org`, roles);
      if (seat) staffSeats.set(actor as StaffActor, await people.seat(clinicId, own.sessionId, personId, seat));
      cookies.set(actor as StaffActor, await signedIn(`${actor.toLowerCase()}@example.org`));
    }
    await people.staff(foreign, 'elsewhere@example.org', ['admin', 'clinician', 'coordinator']);
    await people.staff(foreign, 'undecided@example.org', ['clinician']);
    await people.staff(clinicId, 'undecided@example.org', ['clinician']);
    cookies.set('nobody', new Map());
    cookies.set('elsewhere', await signedIn('elsewhere@example.org'));
    cookies.set('undecided', await signedIn('undecided@example.org'));
    // A new PIN forgets every browser, so the trusted one comes last.
    cookies.set('patient', await atSeat(own, true));
    cookies.set('peer', await atSeat({ ...own, seatId: peerSeat }, true));
    const own2 = browser();
    await own2.post('/api/v1/links/redeem', { token: await people.link(clinicId, own.sessionId, own.seatId) });
    cookies.set('untrusted', new Map([['device', own2.cookie('device') ?? '']]));
  });
  afterAll(() => clinic.stop());

  it('is what the plain model says: each policy, for everybody, in every place', async () => {
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const policy of policyNames)
      for (const actor of actors)
        for (const place of places) {
          const line = `${policy} · ${actor} · ${place}`;
          found[line] = await outcome(decide(policy, { seatId: seats[place], sessionId: sessions[place] }, cookies.get(actor) ?? new Map()));
          expected[line] = model(actor, policy, place);
        }
    expect(found).toEqual(expected);
    expect(Object.keys(found)).toHaveLength(policyNames.length * actors.length * places.length);
  });

  it('refuses with nothing but the code, so that what is another’s looks like what is not there', async () => {
    const refusals = await Promise.all((['sibling', 'foreign', 'unknown'] as const).map((place) => decide('seat', { seatId: seats[place] }, cookies.get('patient') ?? new Map()).catch((error: DomainError) => ({ code: error.code, details: error.details }))));
    expect(refusals).toEqual(Array(3).fill({ code: 'not_found', details: {} }));
  });

  it('closes a seat to its person when it is withdrawn, and ten minutes after the session', async () => {
    const patient = cookies.get('patient') ?? new Map();
    const world = { seatId: seats.own };
    await clinic.database.owner("update live_session set state = 'ended', ended_by = 'host', ended_at = now() - interval '9 minutes' where session_id = $1", [sessions.own]);
    expect(await outcome(decide('seat', world, patient))).toBe('seat');
    await clinic.database.owner("update live_session set ended_at = now() - interval '10 minutes' where session_id = $1", [sessions.own]);
    expect(await outcome(decide('seat', world, patient))).toBe('session_ended');
    await clinic.database.owner("update live_session set state = 'planned', ended_by = null, ended_at = null where session_id = $1", [sessions.own]);
    await clinic.database.owner('update seat set withdrawn_at = now() where id = $1', [seats.own]);
    expect(await outcome(decide('seat', world, patient))).toBe('not_found');
    await clinic.database.owner('update seat set withdrawn_at = null where id = $1', [seats.own]);
  });

  it('lets staff with a role in another program only not see this session', async () => {
    const program = async (name: string) => (await clinic.database.owner<{ id: string }>("insert into program (clinic_id, name, kind, zone) values ($1, $2, 'iop_mh', 'America/Los_Angeles') returning id", [clinicId, name]))[0]?.id;
    const personId = await people.staff(clinicId, 'scoped@example.org', ['coordinator']);
    const held = await signedIn('scoped@example.org');
    expect(await outcome(decide('session.people', { sessionId: sessions.own }, held))).toBe('staff');
    await clinic.database.owner('update role_assignment set program_id = $2 where person_id = $1', [personId, await program('Evening')]);
    expect(await outcome(decide('session.people', { sessionId: sessions.own }, held))).toBe('not_found');
  });

  it('spends one statement on who a staff member is, and three on a whole one-row read', async () => {
    const { said, stop } = watchStatements();
    // The inbox looks around by itself every few seconds.
    const ofTheCall = (texts: readonly string[]) => texts.filter((text) => !text.includes('open_webhooks('));
    try {
      await decide('staff', {}, cookies.get('host') ?? new Map());
      expect(ofTheCall(said.splice(0))).toEqual([expect.stringContaining('use_sign_in(')]);
      const own = browser();
      own.cookies.set(`staff-${new URL(clinic.origin).port}`, cookies.get('host')?.get('staff') ?? '');
      expect((await own.get('/api/v1/me')).status).toBe(200);
      // A connection that is new learns by doing it once how a principal is said.
      const texts = new Set(ofTheCall(said).filter((text) => !/^(begin|rollback)$/.test(text)));
      expect([...texts]).toEqual(['use_sign_in(', "set_config('app.acts_as'", 'from person p'].map((part) => expect.stringContaining(part)));
    } finally {
      stop();
    }
  });

  describe('on a live socket', () => {
    /** What the door found when the socket opened. */
    const socketOf = async (as: 'seat' | 'host', seatId: string, mine: ReadonlyMap<string, string>): Promise<SocketIdentity> => clinic.app.get(SocketDoor).identify(live.groupRoom, { as, seatId }, mine);
    const door = (as: 'seat' | 'host', seatId: string, held: ReadonlyMap<string, string>) =>
      clinic.app
        .get(SocketDoor)
        .identify(live.groupRoom, { as, seatId }, held)
        .catch((error: DomainError) => error.code);
    const held = (actor: Actor) => cookies.get(actor) ?? new Map<string, string>();
    const hostSeat = () => staffSeats.get('host') ?? '';

    it.each<[string, Actor, 'seat' | 'host', () => string, string]>([
      ['a patient at the own seat', 'patient', 'seat', () => seats.own, 'in'],
      ['a patient without the PIN', 'untrusted', 'seat', () => seats.own, 'pin_needed'],
      ['a patient at a peer’s seat', 'patient', 'seat', () => peerSeat, 'not_found'],
      ['a patient at the host’s seat', 'patient', 'seat', hostSeat, 'not_found'],
      ['a patient as host', 'patient', 'host', hostSeat, 'not_signed_in'],
      ['nobody', 'nobody', 'seat', () => seats.own, 'not_found'],
      ['the host', 'host', 'host', hostSeat, 'in'],
      ['the host at a patient’s seat', 'host', 'host', () => seats.own, 'not_found'],
      ['the co-facilitator at the host’s seat', 'coFacilitator', 'host', hostSeat, 'not_found'],
      ['an observer as host', 'observer', 'host', () => staffSeats.get('observer') ?? '', 'not_allowed'],
      ['a clinician of another group', 'otherClinician', 'host', hostSeat, 'not_found'],
      ['staff of another clinic', 'elsewhere', 'host', hostSeat, 'not_found'],
    ])('%s', async (_who, actor, as, seatId, expected) => {
      const found = await door(as, seatId(), held(actor));
      if (expected === 'in') expect(found).toEqual({ as, seatId: seatId(), sessionId: sessions.own, clinicId, personId: expect.any(String), holderId: expect.any(String) });
      else expect(found).toBe(expected);
    });

    it('refuses a handshake that is not of the agreed form', async () => {
      for (const approach of [undefined, {}, { as: 'admin', seatId: seats.own }, { as: 'seat', seatId: 'x' }, { as: 'seat', seatId: seats.own, role: 'host' }]) {
        await expect(clinic.app.get(SocketDoor).identify(live.groupRoom, approach, held('patient'))).rejects.toMatchObject({ code: 'bad_input' });
      }
    });

    it('a patient is their seat and never a host, whatever the event names', async () => {
      const socket = await socketOf('seat', seats.own, held('patient'));
      expect(await decide('seat', {}, held('patient'), socket)).toMatchObject({ kind: 'seat', seatId: seats.own });
      expect(await outcome(decide('session.host', { seatId: seats.own }, held('patient'), socket))).toBe('not_allowed');
      expect(await outcome(decide('seat', { seatId: peerSeat }, held('patient'), socket))).toBe('not_found');
    });

    it('a host leads from the own seat, names other seats, and is a seat as well', async () => {
      const socket = await socketOf('host', hostSeat(), held('host'));
      expect(await decide('session.host', { seatId: seats.own }, held('host'), socket)).toMatchObject({ kind: 'staff', seatId: hostSeat(), sessionId: sessions.own });
      expect(await decide('seat', {}, held('host'), socket)).toEqual({ kind: 'seat', clinicId, seatId: hostSeat(), sessionId: sessions.own, personId: expect.any(String) });
      expect(await outcome(decide('session.host', { sessionId: sessions.sibling }, held('host'), socket))).toBe('not_found');
    });

    it('a host goes on while the other pages are locked, comes back after a short drop, and the pages stay locked', async () => {
      const mine = await signedIn('host@example.org');
      const socket = await socketOf('host', hostSeat(), mine);
      await set(mine, "last_input_at = now() - interval '2 hours'");
      expect(await door('host', hostSeat(), mine)).toBe('signed_out_idle');
      expect(await outcome(decide('session.host', { sessionId: sessions.own }, mine))).toBe('signed_out_idle');
      // The socket was open before the pages locked.
      expect(await outcome(decide('session.host', {}, mine, socket))).toBe('staff');
      expect(await clinic.app.get(SocketProofs).failing([{ socketId: 'open', identity: socket }], 'alone')).toEqual([]);
      expect(await outcome(decide('session.host', { sessionId: sessions.own }, mine))).toBe('staff');
      expect(await door('host', hostSeat(), mine)).toMatchObject({ as: 'host' });
      expect(await outcome(decide('staff', {}, mine))).toBe('signed_out_idle');
      expect(await outcome(decide('session.people', { sessionId: sessions.own }, mine))).toBe('signed_out_idle');
      // To the millisecond, as the server's clock tells time: a microsecond less and the five minutes are not over within the same one.
      await set(mine, "in_room_at = date_trunc('milliseconds', now()) - interval '5 minutes'");
      expect(await door('host', hostSeat(), mine)).toBe('signed_out_idle');
    });

    it('a host is out at once after signing out, at the absolute end, and when the seat or the role is taken', async () => {
      const mine = await signedIn('host@example.org');
      const socket = await socketOf('host', hostSeat(), mine);
      /** What an act gets, which must agree with whether the socket may stay open. */
      const act = async (held: ReadonlyMap<string, string>): Promise<string> => {
        const answer = await outcome(decide('session.host', {}, held, socket));
        const failing = await clinic.app.get(SocketProofs).failing([{ socketId: 'open', identity: socket }], 'alone');
        expect(failing).toHaveLength(answer === 'staff' ? 0 : 1);
        return answer;
      };
      await set(mine, 'ended_at = now()');
      expect(await act(mine)).toBe('not_signed_in');
      await set(mine, "ended_at = null, expires_at = now() - interval '1 second'");
      expect(await act(mine)).toBe('not_signed_in');
      await set(mine, "expires_at = now() + interval '1 hour'");
      expect(await act(mine)).toBe('staff');
      await clinic.database.owner('update seat set withdrawn_at = now() where id = $1', [hostSeat()]);
      expect(await act(mine)).toBe('not_found');
      await clinic.database.owner('update seat set withdrawn_at = null where id = $1', [hostSeat()]);
      // To the millisecond, as the server's clock tells time: a microsecond more and the role still holds within the same one.
      await clinic.database.owner("update role_assignment set valid_to = date_trunc('milliseconds', now()) where person_id = (select person_id from seat where id = $1)", [hostSeat()]);
      expect(await act(mine)).toBe('not_allowed');
    });
  });
});
