import request from 'supertest';
import { startTestClinic, type TestClinic } from './support/clinic.js';

describe('a clinic that just started', () => {
  let clinic: TestClinic;
  beforeAll(async () => void (clinic = await startTestClinic()));
  afterAll(() => clinic.stop());

  it('says that it is ready when its parts answer', async () => {
    await request(clinic.server).get('/health/ready').expect(200, { ready: true, away: [] });
  });

  it('refuses a write from another site, and one that does not say where it comes from', async () => {
    for (const headers of [{ origin: 'https://evil.example.net' }, {}] as Record<string, string>[]) {
      const answer = await request(clinic.server).post('/api/v1/sign-in').set(headers).send({});
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: 'foreign_origin' });
    }
  });

  it('speaks of an unknown route as of everything else that is not there', async () => {
    const answer = await request(clinic.server).get('/api/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'not_found' });
  });

  it('refuses what is too large', async () => {
    const answer = await request(clinic.server).post('/api/v1/nothing').set('origin', clinic.origin).send({ text: 'x'.repeat(70_000) });
    expect([404, 413]).toContain(answer.status);
  });

  it('sends headers that keep other pages and other origins out', async () => {
    const { headers } = await request(clinic.server).get('/health/live');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});
