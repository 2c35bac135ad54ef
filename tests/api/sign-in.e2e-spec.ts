import { Keyring } from '#platform';
import { Browser, type Answer } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { password, People } from './support/people.js';

describe('a staff member signs in', () => {
  let clinic: TestClinic;
  let people: People;
  let sacramento: string;
  let visitors = 0;

  const browser = () => new Browser(clinic.origin, `203.0.113.${++visitors}`);
  const signIn = (where: Browser, email: string, secret = password): Promise<Answer> => where.post('/api/v1/sign-in', { email, password: secret });
  /** What the database keeps of a browser's cookie. */
  const keptOf = (where: Browser) => clinic.app.get(Keyring).kept('staff cookie', where.cookie('staff'))?.hash;
  const me = (where: Browser) => where.get('/api/v1/me');

  beforeAll(async () => {
    clinic = await startTestClinic();
    people = new People(clinic);
    sacramento = await people.clinicNamed('Sacramento test clinic');
    await people.staff(sacramento, 'field@example.org', ['clinician']);
    await people.staff(sacramento, 'admin@example.org', ['admin', 'coordinator']);
  });
  afterAll(() => clinic.stop());

  it('with the right password, whatever the case of the address, and is told who they are', async () => {
    const own = browser();
    expect(await signIn(own, 'Field@Example.org')).toMatchObject({ status: 200, body: { kind: 'signed_in' } });
    expect(await me(own)).toMatchObject({
      status: 200,
      body: { email: 'field@example.org', shownName: 'Dr. Test', roles: ['clinician'], codeAtSignIn: false, clinic: { clinicId: sacramento, phone: '(916) 555-0100', zone: 'America/Los_Angeles' }, clinics: [{ clinicId: sacramento }] },
    });
  });

  it('and gets a cookie that no script reads, no other site sends, and of which only the hash is kept', async () => {
    const own = browser();
    const answer = await signIn(own, 'field@example.org');
    const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('staff-'));
    expect(line).toMatch(/; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const secret = own.cookie('staff') ?? '';
    expect(secret).toMatch(/^1\.[\w-]{43}$/);
    const [kept] = await clinic.database.owner<{ kept: boolean; clear: boolean }>(
      "select exists (select 1 from sign_in_guard where secret_hash = $1 and key_version = 1) as kept, exists (select 1 from sign_in_guard where encode(secret_hash, 'escape') like '%' || $2 || '%') or exists (select 1 from auth.session) as clear",
      [keptOf(own), secret.slice(2)],
    );
    expect(kept).toEqual({ kept: true, clear: false });
  });

  it('and a wrong password, an unknown address and an account without a role are told the same', async () => {
    const nobody = await people.staff(sacramento, 'former@example.org', []);
    expect(nobody).not.toBe('');
    const answers = [await signIn(browser(), 'field@example.org', 'not the password at all'), await signIn(browser(), 'nobody@example.org'), await signIn(browser(), 'former@example.org')];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 401, body: { code: 'wrong_credentials', details: {} } });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  it('not after five wrong passwords from one place, not even with the right one', async () => {
    await people.staff(sacramento, 'tired@example.org', ['clinician']);
    const desk = browser();
    for (let tries = 0; tries < 5; tries++) expect((await signIn(desk, 'tired@example.org', 'wrong')).status).toBe(401);
    const refused = await signIn(desk, 'tired@example.org');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await signIn(desk, 'field@example.org')).status).toBe(200);
  });

  it('at group time on the browser that they know, whoever else guesses at their account meanwhile', async () => {
    await people.staff(sacramento, 'target@example.org', ['clinician']);
    const own = browser();
    await signIn(own, 'target@example.org');
    await own.post('/api/v1/sign-out');
    const strangers = await Promise.all(Array.from({ length: 30 }, () => signIn(browser(), 'target@example.org', 'wrong')));
    expect(strangers.filter(({ status }) => status === 429).length).toBeGreaterThan(15);
    expect((await signIn(own, 'target@example.org')).status).toBe(200);
    const forged = browser();
    for (const [name, value] of own.cookies) if (name.startsWith('known')) forged.cookies.set(name, value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    await Promise.all(Array.from({ length: 4 }, () => signIn(browser(), 'target@example.org', 'wrong')));
    expect((await signIn(forged, 'target@example.org')).status).toBe(429);
  });

  it('and a browser that they know gets no more than five wrong passwords itself', async () => {
    await people.staff(sacramento, 'stolen@example.org', ['clinician']);
    const own = browser();
    await signIn(own, 'stolen@example.org');
    const answers = [];
    for (let tries = 0; tries < 6; tries++) answers.push((await signIn(own, 'stolen@example.org', 'wrong')).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('not after twenty wrong tries from one address, while a busy desk behind another is not shut out', async () => {
    const attacker = browser();
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, guess) => signIn(attacker, `guess-${guess}@example.org`, 'wrong')));
    expect(guesses.map((answer) => answer.status)).toEqual(Array(20).fill(401));
    expect((await signIn(attacker, 'field@example.org')).status).toBe(429);
    const desk = browser();
    for (let arrivals = 0; arrivals < 22; arrivals++) expect((await signIn(desk, 'field@example.org')).status).toBe(200);
  });

  it('and a flood of wrong passwords at once gets five looks, and then one each two seconds', async () => {
    await people.staff(sacramento, 'flooded@example.org', ['clinician']);
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(browser(), 'flooded@example.org', 'wrong')));
    const looks = answers.filter((answer) => answer.status === 401).length;
    expect(looks).toBeGreaterThanOrEqual(5);
    expect(looks).toBeLessThanOrEqual(6 + Math.floor((performance.now() - began) / 2000));
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(30 - looks);
  });

  it('only from our own pages', async () => {
    const answer = await browser().post('/api/v1/sign-in', { email: 'field@example.org', password }, { origin: 'https://evil.example.net' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'foreign_origin' } });
  });

  it('and the account library cannot be reached by any address of its own', async () => {
    for (const path of ['/api/auth/sign-in/email', '/sign-in/email', '/api/auth/sign-up/email', '/api/v1/sign-in/email', '/api/auth/get-session']) {
      expect((await browser().post(path, { email: 'field@example.org', password, name: 'x' })).status).toBe(404);
    }
  });

  it('signs out: the cookie goes, what the browser stored goes, and the old secret is worth nothing', async () => {
    const own = browser();
    await signIn(own, 'field@example.org');
    const stolen = new Map(own.cookies);
    const answer = await own.post('/api/v1/sign-out');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(own.cookie('staff')).toBeUndefined();
    const thief = browser();
    for (const [name, value] of stolen) thief.cookies.set(name, value);
    expect(await me(thief)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    expect((await own.post('/api/v1/sign-out')).status).toBe(200);
  });

  it('never with a secret that was there before: a planted cookie is replaced', async () => {
    const victim = browser();
    await signIn(victim, 'field@example.org');
    const name = [...victim.cookies.keys()].find((key) => key.startsWith('staff')) ?? '';
    const planted = `1.${'A'.repeat(43)}`;
    victim.cookies.set(name, planted);
    await signIn(victim, 'field@example.org');
    expect(victim.cookies.get(name)).not.toBe(planted);
    expect((await me(victim)).status).toBe(200);
  });

  it('is in the access log with each sign-in, refused ones and the end of it, and without address or password', async () => {
    const own = browser();
    const watched = await people.staff(sacramento, 'watched@example.org', ['clinician']);
    await signIn(own, 'watched@example.org', 'wrong');
    await signIn(own, 'watched@example.org');
    await own.post('/api/v1/sign-out');
    const entries = () => clinic.database.owner<{ action: string; outcome: string; details: object }>("select action, outcome, details from audit_entry where object_id = $1 order by action, outcome", [watched]);
    // The refused one is written after its answer.
    while ((await entries()).length < 3) await new Promise(setImmediate);
    expect(await entries()).toEqual([
      { action: 'sign_in.ended', outcome: 'done', details: { reason: 'sign in' } },
      { action: 'sign_in.opened', outcome: 'done', details: { reason: 'sign in' } },
      { action: 'sign_in.opened', outcome: 'refused', details: { factor: 'password', reason: 'sign in' } },
    ]);
  });

  describe('and the time they have', () => {
    const age = (own: Browser, set: string) => clinic.database.owner(`update sign_in_guard set ${set} where secret_hash = $1`, [keptOf(own)]);

    it('locks the pages of a clinician after 15 minutes without use, and use keeps them open', async () => {
      const own = browser();
      await signIn(own, 'field@example.org');
      await age(own, "last_input_at = now() - interval '14 minutes 50 seconds'");
      expect((await me(own)).status).toBe(200);
      await age(own, "last_input_at = now() - interval '15 minutes 1 second'");
      expect(await me(own)).toMatchObject({ status: 401, body: { code: 'signed_out_idle' } });
    });

    it('locks those of an administrator after 10', async () => {
      const own = browser();
      expect((await signIn(own, 'admin@example.org')).headers.getSetCookie().join()).toContain('Max-Age=28800');
      await age(own, "last_input_at = now() - interval '10 minutes 1 second'");
      expect(await me(own)).toMatchObject({ status: 401, body: { code: 'signed_out_idle' } });
    });

    it('is not prolonged by what a page asks by itself', async () => {
      const own = browser();
      await signIn(own, 'field@example.org');
      await age(own, "last_input_at = now() - interval '5 minutes'");
      await me(own);
      const [guard] = await clinic.database.owner<{ moved: boolean }>("select last_input_at > now() - interval '4 minutes' as moved from sign_in_guard where secret_hash = $1", [keptOf(own)]);
      expect(guard).toEqual({ moved: false });
    });

    it('is told to the page, so that it can warn before the end', async () => {
      const own = browser();
      await signIn(own, 'field@example.org');
      await age(own, "expires_at = '2031-03-04 05:06:07Z'");
      expect((await me(own)).body.signInEndsAt).toBe('2031-03-04T05:06:07.000Z');
    });

    it('ends after 12 hours, however busy, and after 8 for an administrator', async () => {
      const [clinician, admin] = [browser(), browser()];
      await signIn(clinician, 'field@example.org');
      await signIn(admin, 'admin@example.org');
      const hours = async (own: Browser) => (await clinic.database.owner<{ hours: number }>('select round(extract(epoch from expires_at - signed_in_at) / 3600)::int as hours from sign_in_guard where secret_hash = $1', [keptOf(own)]))[0]?.hours;
      expect([await hours(clinician), await hours(admin)]).toEqual([12, 8]);
      await age(clinician, "expires_at = now() - interval '1 second', last_input_at = now()");
      expect(await me(clinician)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    });
  });

  describe('with several clinics', () => {
    let davis: string;

    beforeAll(async () => {
      davis = await people.clinicNamed('Davis test clinic');
      await people.staff(sacramento, 'both@example.org', ['clinician']);
      await people.staff(davis, 'both@example.org', ['admin']);
    });

    it('is asked which, and sees nothing before', async () => {
      const own = browser();
      expect((await signIn(own, 'both@example.org')).body).toEqual({
        kind: 'choose_clinic',
        clinics: [
          { clinicId: davis, name: 'Davis test clinic' },
          { clinicId: sacramento, name: 'Sacramento test clinic' },
        ],
      });
      expect(await me(own)).toMatchObject({ status: 401, body: { code: 'clinic_needed' } });
    });

    it('chooses, switches later, and each time the cookie is another and the old one dead', async () => {
      const own = browser();
      await signIn(own, 'both@example.org');
      const first = new Map(own.cookies);
      expect((await own.post('/api/v1/sign-in/clinic', { clinicId: sacramento })).body).toEqual({ kind: 'signed_in' });
      expect((await me(own)).body).toMatchObject({ roles: ['clinician'], clinic: { clinicId: sacramento }, clinics: [{ clinicId: davis }, { clinicId: sacramento }] });
      const second = new Map(own.cookies);
      await own.post('/api/v1/sign-in/clinic', { clinicId: davis });
      expect((await me(own)).body).toMatchObject({ roles: ['admin'], clinic: { clinicId: davis } });
      for (const old of [first, second]) {
        const thief = browser();
        for (const [name, value] of old) thief.cookies.set(name, value);
        expect((await me(thief)).status).toBe(401);
      }
    });

    it('cannot choose a clinic that is not theirs', async () => {
      const own = browser();
      await signIn(own, 'field@example.org');
      expect(await own.post('/api/v1/sign-in/clinic', { clinicId: davis })).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
      expect((await me(own)).body).toMatchObject({ clinic: { clinicId: sacramento } });
    });

    it('loses the clinic in which the last role ended, at once', async () => {
      const own = browser();
      await people.staff(sacramento, 'leaving@example.org', ['clinician']);
      await signIn(own, 'leaving@example.org');
      expect((await me(own)).status).toBe(200);
      await clinic.database.owner("update role_assignment set valid_to = now() where person_id = (select id from person where user_id = (select id from auth.\"user\" where email = 'leaving@example.org'))");
      expect(await me(own)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    });
  });
});
