import { jest } from '@jest/globals';
import { HelpRequest, helpStanding } from './help-request.js';

afterEach(() => void jest.useRealTimers());

it('a press is one request, sent again with the same id until the server has it', async () => {
  jest.useFakeTimers();
  const sent: string[] = [];
  let fails = 2;
  const send = async (id: string): Promise<void> => {
    sent.push(id);
    if (fails-- > 0) throw new Error('no line');
  };
  let made = 0;
  const help = new HelpRequest(send, () => `help-${(made += 1)}`);
  help.ask();
  help.ask();
  await jest.advanceTimersByTimeAsync(10_000);
  expect([sent, help.sending()]).toEqual([['help-1', 'help-1', 'help-1'], false]);
  help.ask();
  await jest.advanceTimersByTimeAsync(0);
  expect(sent.at(-1)).toBe('help-2');
});

it.each([
  ['nothing asked', null, false, { state: 'none' }],
  ['on its way', null, true, { state: 'sending' }],
  ['asked', { askedAt: '2026-11-02T17:24:00Z', seenBy: null }, false, { state: 'sent' }],
  ['seen', { askedAt: '2026-11-02T17:24:00Z', seenBy: 'Dr. Field' }, false, { state: 'seen', by: 'Dr. Field' }],
] as const)('%s', (_what, help, sending, standing) => expect(helpStanding(help, sending)).toEqual(standing));
