import type { RoomPass } from '#contracts/routes';

const askAgainAfter = 2_000;

/**
 * The first pass that comes. A question that hangs (a line that was cut says nothing) is asked again every 2 s beside the old one, so that the
 * first moment with a line is found. Rejects with the first refusal.
 */
export function firstPass(ask: () => Promise<RoomPass>): Promise<RoomPass> {
  return new Promise((resolve, reject) => {
    const once = (): void => void ask().then(done(resolve), done(reject));
    const timer = setInterval(once, askAgainAfter);
    const done =
      <T>(settle: (value: T) => void) =>
      (value: T): void => {
        clearInterval(timer);
        settle(value);
      };
    once();
  });
}
