/**
 * Runs every arm once per round, the order turned by one each round, so that what changes slowly on the machine meets all arms alike. The first
 * rounds warm up and are thrown away.
 *
 * @template Result
 * @param {Record<string, () => Promise<Result>>} arms @param {{ count: number, warmUp?: number, enough?: () => boolean }} plan
 *   enough: asked before each round beyond the third; true ends the figure early, so that the whole stays within its time
 * @returns {Promise<Record<string, Result[]>>} the results of each arm, by round
 */
export async function interleave(arms, { count, warmUp = 1, enough = () => false }) {
  const names = Object.keys(arms);
  const results = Object.fromEntries(names.map((name) => [name, /** @type {Result[]} */ ([])]));
  for (let round = -warmUp; round < count; round += 1) {
    if (round > 2 && enough()) break;
    const turned = names.map((_, place) => names[(place + round + warmUp) % names.length]);
    for (const name of turned) {
      const result = await arms[name]();
      if (round >= 0) results[name].push(result);
    }
  }
  return results;
}
