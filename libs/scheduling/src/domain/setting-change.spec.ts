import { settingChange } from './setting-change.js';

const now = { name: 'North', zone: 'UTC', minutes: 15, line: null };

describe('a change of settings', () => {
  it.each([
    ['of one setting', { minutes: 15 }, { minutes: 20 }, { kind: 'changed', keys: ['minutes'] }],
    ['of what was not set', { line: null }, { line: '1' }, { kind: 'changed', keys: ['line'] }],
    ['of two, one of which stays as it is', { name: 'North', zone: 'UTC' }, { name: 'South', zone: 'UTC' }, { kind: 'changed', keys: ['name'] }],
    ['of nothing', {}, {}, { kind: 'changed', keys: [] }],
    ['of what somebody else changed meanwhile', { name: 'East', zone: 'UTC' }, { name: 'South', zone: 'EST' }, { kind: 'conflict', key: 'name' }],
    ['that was done already', { minutes: 10 }, { minutes: 15 }, { kind: 'changed', keys: [] }],
    ['that does not say what was read', {}, { minutes: 20 }, { kind: 'not_alike', key: 'minutes' }],
    ['that does not say what is wanted', { minutes: 15 }, {}, { kind: 'not_alike', key: 'minutes' }],
  ])('%s', (_what, from, to, expected) => expect(settingChange(now, { from, to })).toEqual(expected));
});
