import { atOnce } from './at-once.js';

describe('work on many things', () => {
  it('goes on beside one that takes long, and never on more at a time than agreed', async () => {
    const [done, atWork] = [[] as number[], new Set<number>()];
    let most = 0;
    let finishFirst = (): void => undefined;
    const all = atOnce(2, [1, 2, 3, 4], async (item) => {
      most = Math.max(most, atWork.add(item).size);
      if (item === 1) await new Promise<void>((resolve) => (finishFirst = resolve));
      else await Promise.resolve();
      atWork.delete(item);
      done.push(item);
      if (item === 4) finishFirst();
    });
    await all;
    expect(done).toEqual([2, 3, 4, 1]);
    expect(most).toBe(2);
  });
});
