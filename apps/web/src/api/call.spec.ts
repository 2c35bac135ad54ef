import { CallError } from './call-error.js';
import { call } from './call.js';

const seatId = '00000000-0000-4000-8000-000000000001';
let asked: { address: string; method: string; body: unknown }[] = [];

/** Plays the network: answers each request with `status` and `body`, or not at all. */
function network(status: number, body: string, type = 'application/json'): void {
  asked = [];
  globalThis.fetch = (async (address: string, { method, body: sent }: RequestInit) => {
    asked.push({ address, method: method as string, body: sent === undefined ? undefined : JSON.parse(sent as string) });
    if (status === 0) throw new TypeError('Failed to fetch');
    return { ok: status < 400, status, headers: { get: () => type }, text: async () => body };
  }) as never;
}

describe('calling a route', () => {
  it('puts path parameters into the path and the rest into the body', async () => {
    network(200, '{"step":"lobby"}');
    expect(await call('enterPin', { seatId, pin: '123456', ownDevice: true })).toEqual({ step: 'lobby' });
    expect(asked).toEqual([{ address: `/api/v1/visits/${seatId}/pin`, method: 'POST', body: { pin: '123456', ownDevice: true } }]);
  });

  it('sends no body with a question', async () => {
    network(200, '{}');
    await call('getVisit', { seatId });
    expect(asked).toEqual([{ address: `/api/v1/visits/${seatId}`, method: 'GET', body: undefined }]);
  });

  it('takes an empty answer for an empty object', async () => {
    network(204, '');
    expect(await call('leaveSession', { seatId })).toEqual({});
  });

  it.each<[string, number, string, Partial<CallError>]>([
    ['a refusal', 403, '{"code":"wrong_pin","details":{"triesLeft":2},"requestId":"r1"}', { code: 'wrong_pin', details: { triesLeft: 2 }, requestId: 'r1', passing: false }],
    ['no network', 0, '', { code: 'offline', passing: true }],
    ['a proxy that cannot reach us', 502, '<html>', { code: 'unavailable', passing: true }],
    ['a page instead of an answer', 200, '<html>', { code: 'not_understood' }],
    ['a fault without a reason', 500, '', { code: 'internal' }],
  ])('tells %s', async (_what, status, body, expected) => {
    network(status, body);
    const failed = await call('getVisit', { seatId }).catch((thrown: unknown) => thrown as CallError);
    expect(failed).toBeInstanceOf(CallError);
    expect({ code: (failed as CallError).code, passing: (failed as CallError).passing, details: (failed as CallError).details, requestId: (failed as CallError).requestId }).toMatchObject(expected);
  });
});
