import { readConfig } from '../config/config.js';
import { sameOrigin } from './origin.js';

const settings = { STEPWELL_SECRET: 's'.repeat(32), DATABASE_APP_URL: 'postgres://app@127.0.0.1/x' };
const clinic = readConfig({ ...settings, PUBLIC_URL: 'https://rooms.example.com', TRUST_PROXY: '127.0.0.1' });
const desk = readConfig({ ...settings, PORT: '3000' });

describe('a write from', () => {
  it.each([
    ['our own page', clinic, { 'sec-fetch-site': 'same-origin', origin: 'https://rooms.example.com' }, true],
    ['our own page in a browser that sends only Origin', clinic, { origin: 'https://rooms.example.com' }, true],
    ['our own page that sends only Sec-Fetch-Site', clinic, { 'sec-fetch-site': 'same-origin' }, true],
    ['another site', clinic, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.net' }, false],
    ['a sibling of our site', clinic, { 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' }, false],
    ['a page that only claims our origin as a prefix', clinic, { origin: 'https://rooms.example.com.evil.example.net' }, false],
    ['a sandboxed frame', clinic, { origin: 'null' }, false],
    ['something that says nothing', clinic, {}, false],
    ['localhost on the desk machine', desk, { origin: 'http://localhost:3000' }, true],
    ['another port of the desk machine', desk, { origin: 'http://localhost:3001' }, false],
  ])('%s', (_who, config, headers, allowed) => expect(sameOrigin(config, headers)).toBe(allowed));
});

it('refuses plain http for people outside this machine, and names the setting', () => {
  expect(() => readConfig({ ...settings, PUBLIC_URL: 'http://rooms.example.com' })).toThrow(/PUBLIC_URL/);
});

it('refuses https without the proxy that speaks it, which would put everybody behind one address, and names the setting', () => {
  expect(() => readConfig({ ...settings, PUBLIC_URL: 'https://rooms.example.com' })).toThrow(/TRUST_PROXY/);
});

it('names every setting at fault and repeats no value', () => {
  const fault = () => readConfig({ ...settings, STEPWELL_SECRET: 'hunter2', PORT: 'many' });
  expect(fault).toThrow(/STEPWELL_SECRET/);
  expect(fault).toThrow(/PORT/);
  expect(fault).not.toThrow(/hunter2/);
});
