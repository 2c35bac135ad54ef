import { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { password, People } from './support/people.js';

describe('a clinic on https', () => {
  const origin = 'https://clinic.example.org';
  let clinic: TestClinic;
  let people: People;

  /** Where the server listens, behind the proxy that speaks https. */
  const behindProxy = () => `http://127.0.0.1:${clinic.config.values.PORT}`;

  beforeAll(async () => {
    clinic = await startTestClinic({ PUBLIC_URL: origin });
    people = new People(clinic);
  });
  afterAll(() => clinic.stop());

  it('binds the staff cookie to the host', async () => {
    await people.staff(await people.clinicNamed('Secure'), 'field@example.org', ['clinician']);
    const answer = await new Browser(behindProxy()).post('/api/v1/sign-in', { email: 'field@example.org', password }, { origin });
    expect(answer.headers.getSetCookie().join('\n')).toMatch(/^__Host-staff=1\.[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/m);
  });

  it('binds the device cookie too, and a message app may carry it along', async () => {
    const clinicId = await people.clinicNamed('Secure too');
    const sessionId = await people.session(clinicId, 10);
    const token = await people.link(clinicId, sessionId, await people.seat(clinicId, sessionId, await people.patient(clinicId)));
    const answer = await new Browser(behindProxy()).post('/api/v1/links/redeem', { token }, { origin });
    expect(answer.headers.getSetCookie().join('\n')).toMatch(/^__Host-device=1\.[\w-]{43}; Max-Age=8640000; Path=\/; HttpOnly; Secure; SameSite=Lax$/m);
  });
});
