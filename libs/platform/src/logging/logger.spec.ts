import { pino } from 'pino';
import { PinoLogger } from './logger.js';

function logged(thrown: unknown): Record<string, unknown> {
  let line = '';
  new PinoLogger(pino({ base: null, timestamp: false }, { write: (text: string) => (line = text) })).error(thrown, 'Refused');
  return JSON.parse(line) as Record<string, unknown>;
}

describe('an error in the log', () => {
  it.each([
    ['of one line', 'violates a rule: (Ana Testperson)'],
    ['of several lines, each a row', 'refused:\nAna Testperson\n    at 12 Sample Street, of Ana Testperson\n'],
    ['without words', ''],
  ])('says its class, its code and where it happened, and nothing of a message %s', (_what, message) => {
    const line = logged(Object.assign(new TypeError(message), { code: '23505' }));
    expect(line).toMatchObject({ msg: 'TypeError 23505', context: 'Refused' });
    expect(line.stack).toMatch(/^ {4}at .*logger\.spec/m);
    expect(JSON.stringify(line)).not.toMatch(/Ana|Sample/);
  });

  it('that is no error but a text is the text', () => expect(logged('the keeper could not look')).toMatchObject({ msg: 'the keeper could not look' }));
});
