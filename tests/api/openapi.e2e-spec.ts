import { contracts } from '#contracts';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { startTestClinic, type TestClinic } from './support/clinic.js';

describe('the published description of the API', () => {
  let clinic: TestClinic;
  let text: string;
  beforeAll(async () => {
    clinic = await startTestClinic();
    text = await (await fetch(`${clinic.origin}/api/v1/openapi.json`)).text();
  });
  afterAll(() => clinic.stop());

  it('is sound OpenAPI, says a linter that is not ours', async () => {
    // No licence is given to the world, and the one server is wherever the clinic runs.
    const config = await createConfig({ extends: ['recommended'], rules: { 'info-license': 'off', 'no-server-example.com': 'off' } });
    const problems = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer ?? ''}`)).toEqual([]);
  });

  it('describes every route by its contract', () => {
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, { operationId: string }>> };
    const described = Object.values(paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));
    const routes = Object.values(contracts).flatMap((audience) => Object.entries(audience).filter(([, contract]) => contract.transport === 'http').map(([name]) => name));
    expect(described.sort()).toEqual(routes.sort());
  });

  it('says of each call how it is refused', () => {
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>> };
    const responses = paths['/api/v1/visits/{seatId}/pin']?.post?.responses ?? {};
    expect(responses['403']?.description).toContain('wrong_pin: That PIN is not right.');
    expect(responses['410']?.description).toContain('link_dead');
  });
});
