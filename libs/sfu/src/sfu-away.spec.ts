import { asAway, isNotFound, SfuAway, untilFound } from './sfu-away.js';

const notFound = Object.assign(new Error('not there'), { code: 'not_found' });

function failing(times: number): { calls: () => number; call: () => Promise<string> } {
  let calls = 0;
  return { calls: () => calls, call: () => ((calls += 1) <= times ? Promise.reject(notFound) : Promise.resolve('done')) };
}

describe('a call to LiveKit', () => {
  it('is tried again while LiveKit does not know the person yet', async () => {
    const { call, calls } = failing(2);
    await expect(untilFound(call)).resolves.toBe('done');
    expect(calls()).toBe(3);
  });

  it('gives up after three repeats, saying that nobody was found', async () => {
    const { call, calls } = failing(9);
    expect(isNotFound(await untilFound(call).catch((error: unknown) => error))).toBe(true);
    expect(calls()).toBe(4);
  });

  it('is not repeated after any other failure, and crosses the boundary as unavailable', async () => {
    let calls = 0;
    const error = await asAway('removeParticipant', untilFound(() => ((calls += 1), Promise.reject(new Error('fetch failed'))))).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SfuAway);
    expect(error).toMatchObject({ code: 'unavailable', status: 503, call: 'removeParticipant' });
    expect(calls).toBe(1);
  });
});
