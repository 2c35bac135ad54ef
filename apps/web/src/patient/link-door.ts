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

/** Ends the door's part: from now on React listens. */
export function takeOver(): EarlyActs {
  stop.abort();
  return { opened, chosen };
}

function press(event: Event): void {
  const button = (event.target as Element).closest<HTMLElement>('[data-opening]');
  if (!button || opened || arrival.kind !== 'link') return;
  opened = call('redeemLink', { token: arrival.token });
  // Whoever takes over hears of a refusal; until then nobody does.
  opened.catch(codeOf);
  button.setAttribute('aria-disabled', 'true');
  button.textContent = button.dataset['opening'] ?? '';
  void loadPage();
}

let loading: Promise<void> | null = null;
const loadPage = (): Promise<void> => (loading ??= import('./start-page.js').then(({ startPage }) => startPage()));

/**
 * The link page comes drawn from the server. This small script makes its button work at once; the rest loads after the first picture,
 * while the person reads. A page that comes empty is started by
 * `main.tsx`.
 */
if (document.documentElement.dataset['drawn'] !== undefined) {
  document.addEventListener('click', press, { signal: stop.signal });
  document.addEventListener('change', ({ target }) => void chosen.push((target as HTMLInputElement).value), { signal: stop.signal });
  requestAnimationFrame(() => setTimeout(() => void loadPage(), 0));
}
