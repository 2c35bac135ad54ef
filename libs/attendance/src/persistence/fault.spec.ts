import { faultName, faultOf, isUnreadable } from './fault.js';

const coded = (code: string): Error => Object.assign(new Error('says a name'), { code });

it.each<[string, unknown, 'database' | 'row', boolean]>([
  ['nobody listens', coded('ECONNREFUSED'), 'database', false],
  ['the connection broke while it was written to', coded('EPIPE'), 'database', false],
  ['the connection ended without a code', new Error('Connection terminated unexpectedly'), 'database', false],
  ['the database is shut down', coded('57P01'), 'database', false],
  ['there are too many connections', coded('53300'), 'database', false],
  ['two transactions waited for each other', coded('40P01'), 'database', false],
  ['a text has NUL', coded('22021'), 'row', true],
  ['JSON has NUL', coded('22P05'), 'row', true],
  ['the session is gone', coded('23503'), 'row', false],
  ['a trigger says no', coded('P0001'), 'row', false],
  ['an instant is none', new RangeError('Invalid time value'), 'row', true],
])('%s', (_what, error, whose, unreadable) => {
  expect([faultOf(error), isUnreadable(error)]).toEqual([whose, unreadable]);
  expect(faultName(error)).not.toContain('says a name');
});
