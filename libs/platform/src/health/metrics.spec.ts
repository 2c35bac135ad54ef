import { serveMetrics } from './metrics.js';

// Only Linux has more than one loopback address by itself.
const chosen = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

it('serves the figures at the address that the operator chose, and nothing else there', async () => {
  const port = await serveMetrics(0, chosen);
  const answer = await fetch(`http://${chosen}:${port}/metrics`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('process_cpu_seconds_total');
  expect((await fetch(`http://${chosen}:${port}/`)).status).toBe(404);
  if (chosen !== '127.0.0.1') await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
});
