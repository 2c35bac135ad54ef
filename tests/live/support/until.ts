import { setTimeout as pause } from 'node:timers/promises';

/** Asks again every 100 ms until the answer is the wanted one, and gives it. Throws with the last answer when time is up. */
export async function until<Answer>(ask: () => Promise<Answer> | Answer, isWanted: (answer: Answer) => boolean, seconds = 15): Promise<Answer> {
  const latest = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > latest) throw new Error(`after ${seconds} s the answer is still ${JSON.stringify(answer)}`);
    await pause(100);
  }
}
