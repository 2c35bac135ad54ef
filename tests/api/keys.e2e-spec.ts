import { jest } from '@jest/globals';
import { codeOf } from './support/authenticator.js';
import type { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';
import { password, People } from './support/people.js';

jest.setTimeout(60_000);

const old = 'the-old-secret-of-the-installation-1';
const young = 'the-new-secret-of-the-installation-2';

describe('the installation gets a new secret', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let trusted: Member;
  let linked: { member: Member; token: string };
  let secured: { address: string; halfway: Browser };
  /** Another such clinician, who does not come while both versions are kept. */
  let away: { address: string };

  const rows = <Row extends object>(text: string, ...parameters: unknown[]) => clinic.database.owner<Row>(text, parameters);
  const versionOf = async (table: 'join_link' | 'device', column: string, id: string) => (await rows<{ version: number }>(`select key_version as version from ${table} where ${column} = $1 order by created_at desc limit 1`, id))[0]?.version;
  const newestSignIn = async () => (await rows<{ version: number }>('select key_version as version from sign_in_guard order by signed_in_at desc, id limit 1'))[0]?.version;
  const me = (browser: Browser) => browser.get('/api/v1/me');
  const signIn = (browser: Browser, email: string) => browser.post('/api/v1/sign-in', { email, password });
  const redeem = (browser: Browser, token: string) => browser.post('/api/v1/links/redeem', { token });
  /** Somebody new to the clinic, who comes by a link of today and enters the PIN. */
  async function newcomer(name: string): Promise<Member> {
    const member = await group.patient(name);
    await member.trustDevice();
    return member;
  }

  beforeAll(async () => {
    clinic = await startTestClinic({ STEPWELL_SECRET: old });
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
    trusted = await newcomer('Ana');
    const member = await group.patient('Ben');
    linked = { member, token: await group.people.link(group.clinicId, group.sessionId, member.seatId) };
    secured = await withAuthenticator('careful@example.org');
    away = await withAuthenticator('away@example.org');
  });
  afterAll(async () => {
    group.closeSockets();
    await clinic.stop();
  });

  /** A clinician whose sign-in asks for a code, and a browser that has given the password and not the code yet. */
  async function withAuthenticator(email: string): Promise<{ address: string; halfway: Browser }> {
    await new People(clinic).staff(group.clinicId, email, ['clinician']);
    const own = group.browser();
    await signIn(own, email);
    const { address } = (await own.post('/api/v1/me/totp', { password })).body as { address: string };
    await own.post('/api/v1/me/totp/confirm', { code: codeOf(address) });
    const halfway = group.browser();
    expect((await signIn(halfway, email)).body).toEqual({ kind: 'code_needed' });
    return { address, halfway };
  }

  it('first everything is made by version 1, and says so', async () => {
    expect(linked.token).toMatch(/^1\./);
    expect([await versionOf('join_link', 'seat_id', linked.member.seatId), await versionOf('device', 'person_id', trusted.personId), await newestSignIn()]).toEqual([1, 1, 1]);
  });

  describe('and keeps the old one for what is alive', () => {
    beforeAll(() => clinic.restart({ STEPWELL_SECRET: `2:${young},1:${old}` }));

    it('the link that was sent opens, and the device is trusted', async () => {
      expect(await redeem(linked.member.browser, linked.token)).toMatchObject({ status: 200, body: { kind: 'open' } });
      expect(await trusted.visit()).toMatchObject({ status: 200, body: { step: 'name' } });
    });

    it('the clinician is signed in, and goes on in the room', async () => {
      expect((await me(host.browser)).status).toBe(200);
      const again = await group.socket(host.browser, 'host', host.seatId);
      expect((await again.act('staff.snapshot', {})).topics.roster?.map(({ seatId }) => seatId)).toContain(trusted.seatId);
    });

    it('a browser that knows its owner counts its own wrong passwords, by the old mark as by the new one', async () => {
      const email = 'known@example.org';
      await new People(clinic).staff(group.clinicId, email, ['clinician']);
      await clinic.restart({ STEPWELL_SECRET: old });
      const own = group.browser();
      await signIn(own, email);
      await clinic.restart({ STEPWELL_SECRET: `2:${young},1:${old}` });
      expect(own.cookie('known')).toMatch(/^1\./);
      for (let tries = 0; tries < 6; tries++) await group.browser().post('/api/v1/sign-in', { email, password: 'wrong' });
      expect((await signIn(own, email)).status).toBe(200);
      expect(own.cookie('known')).toMatch(/^2\./);
    });

    it('what is made from now on names version 2', async () => {
      const cal = await newcomer('Cal');
      const own = group.browser();
      await new People(clinic).staff(group.clinicId, 'new@example.org', ['clinician']);
      await signIn(own, 'new@example.org');
      expect([own.cookie('staff'), cal.browser.cookie('device')]).toEqual([expect.stringMatching(/^2\./), expect.stringMatching(/^2\./)]);
      expect([await versionOf('join_link', 'seat_id', cal.seatId), await versionOf('device', 'person_id', cal.personId), await newestSignIn()]).toEqual([2, 2, 2]);
    });

    it('who had given a password and no code yet gives it once more, and the code of the same app is taken', async () => {
      expect(await secured.halfway.post('/api/v1/sign-in/code', { code: codeOf(secured.address, 1) })).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
      await signIn(secured.halfway, 'careful@example.org');
      expect((await secured.halfway.post('/api/v1/sign-in/code', { code: codeOf(secured.address, 1) })).body).toEqual({ kind: 'signed_in' });
      expect(await rows(`select 1 from auth."twoFactor" where secret not like '$ba$2$%' or "backupCodes" not like '$ba$2$%'`)).toEqual([]);
    });
  });

  describe('and later gives the old one up', () => {
    beforeAll(async () => {
      // One link more that nobody used before.
      await clinic.restart({ STEPWELL_SECRET: old });
      linked = { member: await group.patient('Dov'), token: '' };
      linked.token = await group.people.link(group.clinicId, group.sessionId, linked.member.seatId);
      await clinic.restart({ STEPWELL_SECRET: `2:${young}` });
    });

    it('an old link is answered as one that is not known: ask for a new one', async () => {
      expect(await redeem(linked.member.browser, linked.token)).toMatchObject({ status: 404, body: { code: 'link_unknown' } });
    });

    it('an old device is a new one: its visit is not found, a new link leads to the PIN', async () => {
      expect(await trusted.visit()).toMatchObject({ status: 404, body: { code: 'not_found' } });
      await trusted.openLink();
      expect(trusted.browser.cookie('device')).toMatch(/^2\./);
      expect(await trusted.visit()).toMatchObject({ status: 200, body: { step: 'pin' } });
    });

    it('an old sign-in has ended, over HTTP and at the door of the room, and signing out with it is no fault', async () => {
      expect(await me(host.browser)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
      await expect(group.socket(host.browser, 'host', host.seatId)).rejects.toThrow('not_signed_in');
      expect((await host.browser.post('/api/v1/sign-out')).status).toBe(200);
    });

    it('an authenticator app that was sealed anew goes on; one that was not is refused, and is no fault', async () => {
      const own = group.browser();
      await signIn(own, 'away@example.org');
      expect((await own.post('/api/v1/sign-in/code', { code: codeOf(away.address, 1) })).body).toEqual({ kind: 'signed_in' });
      await rows(`update auth."twoFactor" set secret = replace(secret, '$ba$2$', '$ba$1$')`);
      await signIn(own, 'away@example.org');
      expect(await own.post('/api/v1/sign-in/code', { code: codeOf(away.address, 1) })).toMatchObject({ status: 401, body: { code: 'wrong_code' } });
    });
  });
});
