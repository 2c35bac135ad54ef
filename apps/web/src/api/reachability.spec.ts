import { jest } from '@jest/globals';
import { makeReachability } from './reachability.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('notices a lost server once, asks every 3 s, and notices its return', async () => {
  const answers = [Promise.reject(new Error('still away')), Promise.resolve()];
  answers[0]?.catch(() => undefined);
  const ask = jest.fn(() => answers.shift() ?? Promise.resolve());
  const reach = makeReachability(ask);
  const heard: boolean[] = [];
  reach.subscribe(() => heard.push(reach.online()));
  reach.missed();
  reach.missed();
  await jest.advanceTimersByTimeAsync(3_000);
  expect([heard, ask.mock.calls.length]).toEqual([[false], 1]);
  await jest.advanceTimersByTimeAsync(3_000);
  expect([heard, ask.mock.calls.length]).toEqual([[false, true], 2]);
  await jest.advanceTimersByTimeAsync(30_000);
  expect(ask.mock.calls.length).toBe(2);
});

it('starts offline when the browser says so', () => expect(makeReachability(() => Promise.resolve(), () => false).online()).toBe(false));
