/** Said when something of ours took longer than it may. */
class TookTooLong extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'TookTooLong';
  }
}

/** The answer if it comes in time, else a TookTooLong. The work itself goes on; its late answer is dropped. */
export async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new TookTooLong(milliseconds)), milliseconds)));
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
