/** Asks again and again until the answer fits, and gives it; each asking waits for the server, so nothing sleeps. Fails after twenty seconds with the last answer. */
export async function until<Answer>(ask: () => Promise<Answer>, fits: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`it did not come true; the last answer was ${JSON.stringify(answer)}`);
  }
}
