import type { MediaWishes } from '#contracts/routes';

/** What holds while nothing is known: nobody is shown who has not pressed for it. */
const nothingKnown: MediaWishes = { camera: false, onBreak: false, saveData: false, onlyListening: false };
const askAgainAfter = 2_000;

/**
 * What the person of this seat switched off or is taking a break from. The server keeps it, never the browser: a press holds at once, and is
 * told to the server until it has it; all else is what the server told last.
 */
export class OwnWishes {
  private told: MediaWishes | null = null;
  /** Pressed here, and not known to be kept yet. */
  private pressed: Partial<MediaWishes> = {};
  private keeping = false;

  /** `keep` tells the server; what it rejects is told again. */
  constructor(private readonly keep: (wishes: MediaWishes) => Promise<unknown> = () => Promise.resolve()) {}

  /** What the server says, with the visit or with a pass. */
  readonly hear = (wishes: MediaWishes | null): void => void (this.told = wishes ?? this.told);

  readonly now = (): MediaWishes => ({ ...nothingKnown, ...this.told, ...this.pressed });

  /** The person pressed something. Never throws. */
  readonly want = (part: Partial<MediaWishes>): void => {
    this.pressed = { ...this.pressed, ...part };
    if (!this.keeping) void this.keepAll();
  };

  /** One after the other, so that an older wish never arrives after a newer one. */
  private async keepAll(): Promise<void> {
    this.keeping = true;
    while (Object.keys(this.pressed).length > 0) {
      const sent = this.pressed;
      const wishes = this.now();
      try {
        await this.keep(wishes);
        this.told = wishes;
        // Pressed again meanwhile: that is told next.
        if (this.pressed === sent) this.pressed = {};
      } catch {
        await new Promise((resolve) => setTimeout(resolve, askAgainAfter));
      }
    }
    this.keeping = false;
  }
}
