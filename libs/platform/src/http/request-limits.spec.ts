import { addressKey, RequestLimits } from './request-limits.js';

describe('an address that asks', () => {
  it.each([
    ['of IPv4 is itself', '203.0.113.7', '203.0.113.7'],
    ['of IPv4 in the clothes of IPv6 is the same', '::ffff:203.0.113.7', '203.0.113.7'],
    ['of IPv6 is its whole house', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
    ['of IPv6 written short too', '2001:db8::7', '2001:db8:0:0'],
  ])('%s', (_what, ip, key) => expect(addressKey(ip)).toBe(key));
});

describe('requests of one address', () => {
  const refusals = async (limits: RequestLimits, times: number, secretOf: (turn: number) => string[]) => {
    const answers = await Promise.allSettled(Array.from({ length: times }, (_, turn) => limits.count('203.0.113.7', secretOf(turn))));
    return answers.filter(({ status }) => status === 'rejected').length;
  };

  it('are counted together though each shows another made-up cookie', async () => {
    expect(await refusals(new RequestLimits(), 700, (turn) => [`made up ${turn}`])).toBe(100);
  });

  it('do not shut out a browser there that was proven, which has a count of its own', async () => {
    const limits = new RequestLimits();
    limits.proved('the cookie of a clinician', 'sign-in 1');
    await refusals(limits, 700, () => []);
    expect(await refusals(limits, 600, () => ['the cookie of a clinician'])).toBe(0);
    expect(await refusals(limits, 10, () => ['the cookie of a clinician'])).toBe(10);
  });

  it('are one count however often the same sign-in changes its cookie', async () => {
    const limits = new RequestLimits();
    for (let turn = 0; turn < 700; turn++) limits.proved(`cookie ${turn}`, 'sign-in 1');
    expect(await refusals(limits, 700, (turn) => [`cookie ${turn}`])).toBe(100);
  });

  it('end at the wide limit whoever they are', async () => {
    const limits = new RequestLimits();
    for (let browser = 0; browser < 20; browser++) limits.proved(`cookie ${browser}`, `device ${browser}`);
    expect(await refusals(limits, 6100, (turn) => [`cookie ${turn % 20}`])).toBe(100);
  });
});
