import { noteChoice, openEarly, untilTakenOver } from './early-acts.js';

function press(event: Event): void {
  const button = (event.target as Element).closest<HTMLElement>('[data-opening]');
  if (!button || !openEarly()) return;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = button.dataset['opening'] ?? '';
  void loadPage();
}

let loading: Promise<void> | null = null;
const loadPage = (): Promise<void> => (loading ??= import('./start-page.js').then(({ startPage }) => startPage()));

/**
 * The link page comes drawn from the server. This small script makes its button work at once; the rest loads after the first picture,
 * while the person reads. A page that comes empty is started by `main.tsx`.
 */
if (document.documentElement.dataset['drawn'] !== undefined) {
  document.addEventListener('click', press, { signal: untilTakenOver });
  document.addEventListener('change', ({ target }) => noteChoice((target as HTMLInputElement).value), { signal: untilTakenOver });
  requestAnimationFrame(() => setTimeout(() => void loadPage(), 0));
}
