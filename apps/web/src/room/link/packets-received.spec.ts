import { PacketsReceived } from './packets-received.js';

type Pair = readonly [id: string, count: number];
const transport = (...pairs: Pair[]) => ({ getStats: async () => new Map<string, unknown>([...pairs.map(([id, responsesReceived]) => [id, { id, type: 'candidate-pair', responsesReceived }] as const), ['rtp', { id: 'rtp', type: 'inbound-rtp', packetsReceived: 9_000 }]]) });

async function readings(...all: Pair[][]): Promise<(number | null)[]> {
  const packets = new PacketsReceived();
  const sums: (number | null)[] = [];
  for (const pairs of all) sums.push(await packets.read([transport(...pairs), undefined]));
  return sums;
}

describe('what came from the far end', () => {
  it('grows with each check in a silent room', async () => expect(await readings([['a', 3]], [['a', 4]], [['a', 4]])).toEqual([3, 4, 4]));
  it('a pair that goes with an ICE restart is no news', async () => expect(await readings([['a', 30], ['b', 5]], [['b', 5]], [['c', 0]])).toEqual([35, 35, 35]));
  it('a new pair that hears something is news', async () => expect(await readings([['a', 30]], [['c', 2]])).toEqual([30, 32]));
  it('is unknown without a transport', async () => expect(await new PacketsReceived().read([undefined])).toBeNull());
});
