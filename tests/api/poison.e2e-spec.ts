import { BeatRuns } from '#attendance';
import { hasBody, type Contract } from '#contracts';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Browser, type Answer } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import type { LiveSocket } from './support/live-socket.js';
import { everyContract, poison } from './support/poison.js';

jest.setTimeout(120_000);

/** Another one searches elsewhere: `POISON_SEED=7 POISON_RUNS=500 npm run test:api -- poison`. */
const seed = Number(process.env.POISON_SEED ?? 20_261_126);
const numRuns = Number(process.env.POISON_RUNS ?? 12);

type Sat = Member & { socket: LiveSocket };
type Actor = 'right' | 'stranger' | 'nobody';

/** Acts that end what the actor stands on; each is done by people of another session, so that those who come after are still somebody. */
const spending = ['enterPin', 'forgetDevice', 'signOut', 'endSession', 'chooseClinic'];

describe(`every contract, sent what nobody should send (seed ${seed})`, () => {
  let clinic: TestClinic;
  let attacked: Party;
  let elsewhere: Party;
  let nobody: Browser;

  /** Those of one session: who sends poison, whom it is about, and who only wants to be here. */
  interface Party {
    readonly group: LiveGroup;
    readonly host: Host;
    readonly hostOfBadWill: Host;
    readonly sender: Sat;
    readonly target: Sat;
    readonly honest: Sat;
    readonly known: Record<string, unknown>;
  }

  async function party(): Promise<Party> {
    const group = await LiveGroup.planned(clinic);
    const host = await (await group.host('Dr. Field')).goIn();
    const hostOfBadWill = await (await group.host('Dr. Marsh', 'co_facilitator')).goIn();
    // Who may also set what holds for the clinic.
    await clinic.database.owner("insert into role_assignment (clinic_id, person_id, role) select clinic_id, person_id, 'admin' from seat where id = $1", [hostOfBadWill.seatId]);
    const [sender, target, honest] = [await host.letIn('Sena'), await host.letIn('Tarek'), await host.letIn('Hanna')];
    const [agreement] = await clinic.database.owner<{ id: string }>("select id from agreement_version where clinic_id = $1 and locale = 'en'", [group.clinicId]);
    const known = { sessionId: group.sessionId, clinicId: group.clinicId, agreementId: agreement?.id, tabId: randomUUID(), helpId: randomUUID(), noteId: randomUUID(), pin: '123456', participantSid: sender.sid, sentMs: Date.now(), email: 'nobody@example.org', ...sender.gateAnswers };
    return { group, host, hostOfBadWill, sender, target, honest, known };
  }

  beforeAll(async () => {
    clinic = await startTestClinic();
    nobody = new Browser(clinic.origin, '203.0.113.251');
    [attacked, elsewhere] = [await party(), await party()];
  });
  afterAll(async () => {
    for (const { group } of [attacked, elsewhere]) group.closeSockets();
    await clinic.stop();
  });

  const isOfSeat = (contract: Contract): boolean => contract.policy.startsWith('seat');

  /** Who sends it: mostly the kind of person it is for, who alone gets past the policy. */
  function browserOf(contract: Contract, at: Party, actor: Actor): Browser {
    if (actor === 'nobody' || contract.policy === 'public') return nobody;
    return isOfSeat(contract) === (actor === 'right') ? at.sender.browser : at.hostOfBadWill.browser;
  }

  async function send(contract: Contract, value: unknown, at: Party, actor: Actor): Promise<{ code: string; isFault: boolean }> {
    if (contract.transport === 'http') {
      const { status, body } = await request(contract, value, browserOf(contract, at, actor), { ...at.known, seatId: seatOf(contract, at) });
      const { code } = body as { code?: string };
      return { code: code ?? String(status), isFault: status >= 500 && !(code === 'unavailable' && contract.errors.includes('unavailable')) };
    }
    // A larger frame is cut off by the server with its socket, which is another test's.
    if (Buffer.byteLength(JSON.stringify(value) ?? '') > 15_000) return { code: 'too_large', isFault: false };
    const socket = await socketOf(at, isOfSeat(contract) === (actor !== 'stranger') ? 'seat' : 'host').catch((refusal: Error) => refusal.message);
    // Whose device was forgotten before is refused at the door already.
    if (typeof socket === 'string') return { code: socket, isFault: socket === 'internal' };
    const ack = await (socket.ask as (name: string, input: unknown) => Promise<{ ok: boolean; code?: string }>).call(socket, contract.name, value);
    return { code: ack.code ?? 'done', isFault: ack.code === 'internal' };
  }

  /** The sender's; a take-over by another page of theirs ends one, and then they open the next. */
  async function socketOf({ group, sender, hostOfBadWill }: Party, as: 'seat' | 'host'): Promise<LiveSocket> {
    const who = as === 'seat' ? sender : hostOfBadWill;
    if (!who.socket.isConnected) who.socket = await group.socket(who.browser, as, who.seatId);
    return who.socket;
  }

  const seatOf = (contract: Contract, at: Party): string => (isOfSeat(contract) ? at.sender : at.target).seatId;

  it.each(everyContract.map(([name, contract]) => ({ name, contract })))('$name answers, and the next honest call is served', async ({ name, contract }) => {
    const at = spending.includes(name) ? elsewhere : attacked;
    const values = poison(contract, { ...at.known, seatId: seatOf(contract, at) });
    const actors = fc.oneof({ arbitrary: fc.constant<Actor>('right'), weight: 8 }, fc.constantFrom<Actor>('stranger', 'nobody'));
    const whole = fc.asyncProperty(values, actors, async (value, actor) => {
      expect({ ...(await send(contract, value, at, actor)), name, actor, value }).toMatchObject({ isFault: false });
    });
    await fc.assert(whole, { seed, numRuns, endOnFailure: true });
    await honestCall();
  });

  async function honestCall(): Promise<void> {
    const { honest, host } = attacked;
    expect((await honest.visit()).body).toMatchObject({ step: 'room' });
    expect((await honest.socket.act('seat.snapshot', {})).topics.peers!.length).toBeGreaterThan(1);
    expect((await host.browser.get('/api/v1/today')).status).toBe(200);
    expect((await host.socket.act('staff.snapshot', {})).topics.roster.length).toBeGreaterThan(3);
  }

  it('was understood often enough to mean something', async () => {
    const rows = await clinic.database.owner<{ address: string; callback_phone: string; emergency_name: string }>('select address, callback_phone, emergency_name from gate_answer');
    for (const row of rows) for (const kept of Object.values(row)) expect(kept).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Cs}/u);
    expect(rows.length).toBeGreaterThan(5);
  });

  it('costs nobody else their beats, and webhooks are still handled', async () => {
    const { honest } = attacked;
    const beats = () => clinic.database.owner<{ seen: string }>('select count(*)::int as spans, max(to_at) as seen from beat_span where seat_id = $1', [honest.seatId]);
    for (let sent = 0; sent < 2; sent++) {
      await honest.socket.act('beat', { participantSid: honest.sid, connection: 'connected', sentMs: Date.now(), mediaForMs: 1000, mediaPausedMs: null, mediaIdleMs: 100, visible: true, microphone: true, camera: true });
      await clinic.app.get(BeatRuns).flush();
      expect(await beats()).toEqual([{ spans: 1, seen: expect.anything() }]);
    }
    await honest.drop(true);
    const heard = await clinic.database.owner("select kind from presence_evidence where seat_id = $1 and kind = 'left'", [honest.seatId]);
    expect(heard).toEqual([{ kind: 'left' }]);
    expect(await clinic.database.owner('select event_id from webhook_inbox where handled_at is null')).toEqual([]);
  });
});

/** Path, query and body made of one value, as a browser of bad will would. What cannot stand in a path is replaced there by an honest value. */
async function request(contract: Contract & { transport: 'http' }, value: unknown, browser: Browser, known: Record<string, unknown>): Promise<Answer> {
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : known;
  const path = contract.path.replace(/:(\w+)/g, (_, key: string) => inPath(fields[key]) ?? String(known[key]));
  if (hasBody(contract.method)) return browser.post(path, value);
  const query = new URLSearchParams(Object.entries(fields).map(([key, part]): [string, string] => [key, typeof part === 'string' ? part : (JSON.stringify(part) ?? '')])).toString();
  return browser.get(`${path}?${query.slice(0, 8000)}`);
}

function inPath(part: unknown): string | undefined {
  if (typeof part !== 'string' || part === '' || part.length > 2000 || /\p{Cs}|^\.+$/u.test(part)) return undefined;
  return encodeURIComponent(part);
}
