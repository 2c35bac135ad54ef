import { codeOf } from '../api/call-error.js';
import { call } from '../api/call.js';
import type { RouteOutput } from '#contracts/routes';
import { arrive } from './arrival.js';

type Redeemed = RouteOutput<'redeemLink'>;

/** What a person did on the drawn link page before React was there. */
export interface EarlyActs {
  /** The answer that is on its way, when they pressed the button already. */
  readonly opened: Promise<Redeemed> | null;
  /** What they chose meanwhile, such as "es" or "150". */
  readonly chosen: readonly string[];
}

// First of all: the secret leaves the address.
export const arrival = arrive(location, history);

let opened: Promise<Redeemed> | null = null;
const chosen: string[] = [];
const stop = new AbortController();

/** Ends when React listens. */
export const untilTakenOver: AbortSignal = stop.signal;

/** Ends the door's part: from now on React listens. */
export function takeOver(): EarlyActs {
  stop.abort();
  return { opened, chosen };
}

/** Asks for the visit, once. False when that was done, or when there is no link to ask with. */
export function openEarly(): boolean {
  if (opened || arrival.kind !== 'link') return false;
  opened = call('redeemLink', { token: arrival.token });
  // Whoever takes over hears of a refusal; until then nobody does.
  opened.catch(codeOf);
  return true;
}

export function noteChoice(choice: string): void {
  chosen.push(choice);
}
