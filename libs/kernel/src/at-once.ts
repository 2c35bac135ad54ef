/**
 * Works on all items, so many at a time, each begun in the order given; resolves when all are done. `work` should not throw: the first
 * throw rejects, and those who are at it finish unheard.
 */
export async function atOnce<Item>(most: number, items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}
