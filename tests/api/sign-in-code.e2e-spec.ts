import { codeOf } from './support/authenticator.js';
import { Browser, type Answer } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { password, People } from './support/people.js';

describe('a staff member with an authenticator app', () => {
  let clinic: TestClinic;
  let people: People;
  let clinicId: string;
  let visitors = 0;

  const browser = () => new Browser(clinic.origin, `203.0.113.${++visitors}`);
  const signIn = (where: Browser, email: string): Promise<Answer> => where.post('/api/v1/sign-in', { email, password });
  const enter = (where: Browser, code: string): Promise<Answer> => where.post('/api/v1/sign-in/code', { code });

  /** Enrols an app and gives what it knows. The code of this very step is used up by that. */
  async function enrol(email: string): Promise<{ address: string; recoveryCodes: string[] }> {
    await people.staff(clinicId, email, ['clinician']);
    const own = browser();
    await signIn(own, email);
    const { body } = await own.post('/api/v1/me/totp', { password });
    expect((await own.post('/api/v1/me/totp/confirm', { code: codeOf(body.address) })).status).toBe(200);
    return body;
  }

  beforeAll(async () => {
    clinic = await startTestClinic();
    people = new People(clinic);
    clinicId = await people.clinicNamed('Code test clinic');
  });
  afterAll(() => clinic.stop());

  it('enrols it with the password and a first code, and from then on is asked for one', async () => {
    await people.staff(clinicId, 'field@example.org', ['clinician']);
    const own = browser();
    await signIn(own, 'field@example.org');
    expect(await own.post('/api/v1/me/totp', { password: 'not the password' })).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    const { body } = await own.post('/api/v1/me/totp', { password });
    expect(body).toEqual({ address: expect.stringMatching(/^otpauth:\/\/totp\/Stepwell:field%40example\.org\?secret=/), recoveryCodes: expect.any(Array) });
    expect(body.recoveryCodes).toHaveLength(10);
    expect((await own.get('/api/v1/me')).body.codeAtSignIn).toBe(false);
    expect(await own.post('/api/v1/me/totp/confirm', { code: codeOf(body.address, 40) })).toMatchObject({ status: 401, body: { code: 'wrong_code' } });
    expect((await own.post('/api/v1/me/totp/confirm', { code: codeOf(body.address) })).status).toBe(200);
    expect((await own.get('/api/v1/me')).body.codeAtSignIn).toBe(true);
    expect(await own.post('/api/v1/me/totp', { password })).toMatchObject({ status: 409, body: { code: 'conflict' } });

    const next = browser();
    expect((await signIn(next, 'field@example.org')).body).toEqual({ kind: 'code_needed' });
    expect(next.cookie('staff')).toBeUndefined();
    expect((await next.get('/api/v1/me')).status).toBe(401);
    expect(await enter(next, codeOf(body.address, 40))).toMatchObject({ status: 401, body: { code: 'wrong_code' } });
    expect((await enter(next, codeOf(body.address, 1))).body).toEqual({ kind: 'signed_in' });
    expect((await next.get('/api/v1/me')).status).toBe(200);
    expect(next.cookie('second-step')).toBeUndefined();
  });

  it('uses each code once: what somebody read over the shoulder is worth nothing', async () => {
    const { address } = await enrol('shoulder@example.org');
    const code = codeOf(address, 1);
    const [first, second] = [browser(), browser()];
    await signIn(first, 'shoulder@example.org');
    await signIn(second, 'shoulder@example.org');
    expect((await enter(first, code)).status).toBe(200);
    expect(await enter(second, code)).toMatchObject({ status: 401, body: { code: 'wrong_code' } });
    expect(second.cookie('staff')).toBeUndefined();
  });

  it('not even when twelve browsers send the same code at the same moment', async () => {
    const { address } = await enrol('race@example.org');
    const browsers = Array.from({ length: 12 }, browser);
    await Promise.all(browsers.map((each) => signIn(each, 'race@example.org')));
    const code = codeOf(address, 1);
    const answers = await Promise.all(browsers.map((each) => enter(each, code)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  it('nor when one second step is answered many times at once', async () => {
    const { address } = await enrol('double@example.org');
    const own = browser();
    await signIn(own, 'double@example.org');
    const code = codeOf(address, 1);
    const answers = await Promise.all(Array.from({ length: 12 }, () => enter(own, code)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  it('gets five looks at a second step, however many codes come at once with the right one among them', async () => {
    const { address } = await enrol('burst@example.org');
    const own = browser();
    await signIn(own, 'burst@example.org');
    const wrong = await Promise.all(Array.from({ length: 79 }, (_, tries) => enter(own, codeOf(address, 40 + tries))));
    const right = await enter(own, codeOf(address, 1));
    expect(wrong.filter(({ body }) => body.code === 'wrong_code').length).toBeLessThanOrEqual(5);
    expect(right).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    expect(own.cookie('staff')).toBeUndefined();
  });

  it('and ten over all second steps of the account', async () => {
    const { address } = await enrol('guess@example.org');
    for (const own of [browser(), browser()]) {
      await signIn(own, 'guess@example.org');
      for (let tries = 0; tries < 5; tries++) expect((await enter(own, codeOf(address, 40 + tries))).body.code).toBe('wrong_code');
      expect((await enter(own, codeOf(address, 1))).status).toBe(429);
    }
    const own = browser();
    await signIn(own, 'guess@example.org');
    expect(await enter(own, codeOf(address, 1))).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
  });

  it('has three second steps open at most: the newest', async () => {
    const { address } = await enrol('steps@example.org');
    const browsers = Array.from({ length: 5 }, browser);
    for (const each of browsers) await signIn(each, 'steps@example.org');
    expect(await enter(browsers[1]!, codeOf(address, 1))).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    expect((await enter(browsers[2]!, codeOf(address, 1))).status).toBe(200);
  });

  it('comes in by a recovery code when the phone is lost, with each one once', async () => {
    const { recoveryCodes } = await enrol('lost@example.org');
    const [first, second] = [browser(), browser()];
    await signIn(first, 'lost@example.org');
    expect((await enter(first, recoveryCodes[0] ?? '')).body).toEqual({ kind: 'signed_in' });
    await signIn(second, 'lost@example.org');
    expect((await enter(second, recoveryCodes[0] ?? '')).status).toBe(401);
    expect((await enter(second, recoveryCodes[1] ?? '')).status).toBe(200);
  });

  it('gets nowhere without the first step, or with a made-up one', async () => {
    const own = browser();
    expect(await enter(own, '123456')).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    own.cookies.set(`second-step-${new URL(clinic.origin).port}`, '1.2fa-abcdefghijklmnopqrst.c2lnbmF0dXJl');
    expect(await enter(own, '123456')).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  });

  it('and a first step stops being good when its signature was changed', async () => {
    const { address } = await enrol('signed@example.org');
    const own = browser();
    await signIn(own, 'signed@example.org');
    const [name, value = ''] = [...own.cookies].find(([key]) => key.startsWith('second-step')) ?? [];
    const real = decodeURIComponent(value);
    own.cookies.set(name ?? '', encodeURIComponent(`${real.split('.', 2).join('.')}.${'A'.repeat(43)}=`));
    expect((await enter(own, codeOf(address, 1))).status).toBe(401);
    expect(own.cookie('staff')).toBeUndefined();
  });

  it('leaves no code and no secret in the access log', async () => {
    const entries = await clinic.database.owner<{ text: string }>('select details::text as text from audit_entry');
    expect(entries.filter(({ text }) => /\d{6}|otpauth|secret/.test(text))).toEqual([]);
  });
});
