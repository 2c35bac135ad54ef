import '../ui/styles.js';
import './patient.css';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { call, type Call } from '../api/call.js';
import { chooseLanguage, currentLanguage, startTexts } from '../i18n/i18n.js';
import { firstLanguage, languages } from '../i18n/language.js';
import { chooseTextSize, restoreTextSize, textSizes } from '../ui/text-size.js';
import { App } from './app.js';
import { openSeat } from './chunks.js';
import { arrival, takeOver, type EarlyActs } from './early-acts.js';
import { Journey } from './journey.js';
import { canMeet } from './media/can-meet.js';

/** Draws the patient's page, or takes over the link page that the server has drawn already, as the person has left it. Called once; resolves when the page is React's. */
export async function startPage(): Promise<void> {
  const root = document.getElementById('root') as HTMLElement;
  const drawn = root.hasChildNodes();
  restoreTextSize();
  await startTexts(['arrival'], drawn ? (languages.find((language) => language === document.documentElement.lang) ?? 'en') : firstLanguage());
  const early = takeOver();
  let taken = (): void => undefined;
  const isTaken = new Promise<void>((resolve) => void (taken = resolve));
  const journey = new Journey(arrival, { call: callAfter(early, isTaken), openLive: openSeat, language: currentLanguage, canMeet, showAddress: (path) => history.replaceState(history.state, '', path) });
  // Who has pressed already finds the page as they left it: opening.
  if (early.opened) void journey.redeem();
  if (drawn && arrival.kind === 'link') hydrateRoot(root, <App journey={journey} drawn={journey.state()} onTaken={taken} />);
  else createRoot(root).render(<App journey={journey} onTaken={taken} />);
  await isTaken;
  for (const choice of early.chosen) choose(choice);
}

/** The page's calls; the first one for the link takes the answer that was asked for before the page was there, when the page can show it. */
function callAfter({ opened }: EarlyActs, isTaken: Promise<void>): Call {
  let waiting = opened && isTaken.then(() => opened as Promise<never>);
  return (name, input) => {
    const answer = name === 'redeemLink' ? waiting : null;
    if (answer) waiting = null;
    return answer ?? call(name, input);
  };
}

function choose(choice: string): void {
  const language = languages.find((one) => one === choice);
  const size = textSizes.find((one) => String(one) === choice);
  if (language) void chooseLanguage(language).catch(() => undefined);
  if (size) chooseTextSize(size);
}
