import type { ConnectAnswer } from '#group-room';
import { AccessToken } from 'livekit-server-sdk';
import { LiveKitAccess } from '../livekit-access.js';
import { signPass } from '../room-pass.js';
import { Gatekeeper } from './gatekeeper.js';

const secret = 'a-secret-for-unit-tests-of-32-characters';
const access = new LiveKitAccess('http://127.0.0.1:7880', 'unit', secret);
const room = '0f9d6a2e-6a53-4a0e-8f5d-0c1e6a2b7f10';
const identity = '7d1b2a90-0b60-4a35-9d3e-2f1f0a6f9c55.1';

type Answers = (identity: string, room: string) => Promise<ConnectAnswer>;
const answer = (what: ConnectAnswer): Answers => () => Promise.resolve(what);
const neverAsked: Answers = () => Promise.reject(new Error('must not be asked'));

async function decide(token: string, answers: Answers) {
  const faults: unknown[] = [];
  const gatekeeper = new Gatekeeper(access, { mayConnect: answers }, (fault) => faults.push(fault));
  return { verdict: await gatekeeper.decide(`/rtc/v1?access_token=${token}&join_request=x`, undefined), faults };
}

async function token(options: { ttl?: number; key?: string; secret?: string; identity?: string; grant?: object } = {}): Promise<string> {
  const made = new AccessToken(options.key ?? 'unit', options.secret ?? secret, { identity: options.identity ?? identity, ttl: options.ttl ?? 60 });
  made.addGrant(options.grant ?? { roomJoin: true, room });
  return made.toJwt();
}

/** The same claims under a header of our choice. */
async function underHeader(header: object, signature: string): Promise<string> {
  const [, claims] = (await token()).split('.');
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${claims}.${signature}`;
}

describe('the gate', () => {
  it('lets an admitted seat through to its room, the token no longer in the address', async () => {
    const pass = await signPass(access, { room, identity, role: 'patient' });
    const asked: string[] = [];
    const { verdict } = await decide(pass, (who, where) => (asked.push(who, where), Promise.resolve('yes')));
    expect(verdict).toEqual({ kind: 'pass', identity, room, token: pass, path: '/rtc/v1?join_request=x' });
    expect(asked).toEqual([identity, room]);
  });

  it.each<[string, Answers, 403 | 503, number]>([
    ['a removed seat, for good', answer('no'), 403, 0],
    ['a room that is being made again, for the moment', answer('not_now'), 503, 0],
    ['everybody while the database is away, for the moment', () => Promise.reject(new Error('Connection terminated')), 503, 1],
  ])('refuses %s', async (_who, answers, status, faults) => {
    const decided = await decide(await token(), answers);
    expect(decided.verdict).toEqual({ kind: 'refused', status });
    expect(decided.faults).toHaveLength(faults);
  });

  it.each<[string, () => Promise<string>, 401 | 403]>([
    ['of another key', () => token({ key: 'other', secret: 'another-secret-of-at-least-32-characters' }), 401],
    ['of our key, signed by another secret', () => token({ secret: 'another-secret-of-at-least-32-characters' }), 401],
    ['that is over', () => token({ ttl: -30 }), 401],
    ['without a signature', () => underHeader({ alg: 'none' }, ''), 401],
    ['whose header says that it needs no signature', async () => underHeader({ alg: 'none' }, (await token()).split('.')[2]!), 401],
    ['that is no token', () => Promise.resolve('abc'), 401],
    ["of our server's own API calls", () => token({ grant: { roomAdmin: true, room } }), 403],
    ['for no room', () => token({ grant: { roomJoin: true } }), 403],
  ])('refuses a token %s, and asks nobody', async (_what, make, status) => {
    expect(await decide(await make(), neverAsked)).toEqual({ verdict: { kind: 'refused', status }, faults: [] });
  });
});
