import type { SeatSnapshot } from '#contracts/routes';

/** Where a request for staff stands, as the person sees it. */
export type HelpStanding = { readonly state: 'none' | 'sending' | 'sent' } | { readonly state: 'seen'; readonly by: string };

const againEvery = 3_000;

/**
 * "Ask staff to talk to me". One press is one request, however often it has to be sent: its id is made once and kept until the server has it.
 * It goes on trying while the line is down.
 */
export class HelpRequest {
  private helpId: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<() => void>();

  /** `send` rejects when the server did not take it. */
  constructor(
    private readonly send: (helpId: string) => Promise<unknown>,
    private readonly makeId: () => string = () => crypto.randomUUID(),
  ) {}

  readonly sending = (): boolean => this.helpId !== null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  ask(): void {
    if (this.helpId !== null) return;
    this.helpId = this.makeId();
    this.tell();
    void this.trySend(this.helpId);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private async trySend(helpId: string): Promise<void> {
    try {
      await this.send(helpId);
      this.helpId = null;
      this.tell();
    } catch {
      this.timer = setTimeout(() => void this.trySend(helpId), againEvery);
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** From what the server knows and whether something is still on its way. Never throws. */
export function helpStanding(help: SeatSnapshot['own']['help'], sending: boolean): HelpStanding {
  if (sending) return { state: 'sending' };
  if (!help) return { state: 'none' };
  return help.seenBy === null ? { state: 'sent' } : { state: 'seen', by: help.seenBy };
}
