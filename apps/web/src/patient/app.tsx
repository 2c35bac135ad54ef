import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, setLanguage } from '../i18n/i18n.js';
import { languageChosen } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/skeleton.js';
import { useSlow } from '../ui/use-slow.js';
import { fetchAhead, loadAfterLink, loadStopped, loadVisit } from './chunks.js';
import { Fault } from './fault.js';
import type { Journey } from './journey.js';
import { screenOf, type JourneyState, type Screen, type StoppedLink } from './journey-state.js';
import { platformOf } from './media/media-problem.js';
import { LinkScreen, NoLinkScreen, UnreadScreen } from './screens/link-screens.js';

const VisitScreens = lazy(async () => ({ default: (await loadVisit()).VisitScreens }));

const EarlyScreen = lazy(async () => ({ default: (await loadAfterLink()).EarlyScreen }));
const DeadScreen = lazy(async () => ({ default: (await loadAfterLink()).DeadScreen }));
const NoCookiesScreen = lazy(async () => ({ default: (await loadStopped()).NoCookiesScreen }));
const OtherBrowserScreen = lazy(async () => ({ default: (await loadStopped()).OtherBrowserScreen }));

/**
 * One screen at a time, chosen by the journey. Those before the visit are here; the rest comes while the first one is read.
 * `drawn`: the state that the page shows already, where the server has drawn it; `onTaken`: all of it is React's now. Nothing may change
 * in between, or React would throw the drawn page away.
 */
export function App({ journey, drawn, onTaken }: { journey: Journey; drawn?: JourneyState; onTaken?: () => void }) {
  const state = useSyncExternalStore(journey.subscribe, journey.state, () => drawn ?? journey.state());
  const screen = screenOf(state);
  useFetchAhead(screen);
  useOwnFont(screen);
  useVisitLanguage(state);
  useAgreementLanguage(state, journey);
  return (
    <Fault>
      <Suspense fallback={<Waiting />}>
        <FirstScreens key={screen} screen={screen} state={state} journey={journey} onTaken={onTaken} />
        {state.visit && screen !== 'dead' && (
          <VisitScreens screen={screen} state={{ ...state, visit: state.visit }} journey={journey} />
        )}
      </Suspense>
    </Fault>
  );
}

function FirstScreens({ screen, state, journey, onTaken }: { screen: Screen; state: JourneyState; journey: Journey; onTaken: (() => void) | undefined }) {
  useEffect(() => onTaken?.(), [onTaken]);
  const opening = { busy: state.busy, problem: state.problem, onOpen: () => void journey.redeem() };
  if (screen === 'link') return <LinkScreen {...opening} />;
  if (screen === 'early' && state.link?.kind === 'early') return <EarlyScreen link={state.link} {...opening} />;
  if (screen === 'dead' && state.link?.kind === 'dead') return <DeadScreen link={state.link} />;
  if (state.link?.kind === 'no-cookies' || state.link?.kind === 'other-browser') return <StoppedScreen link={state.link} />;
  return <AstrayScreens screen={screen} state={state} journey={journey} />;
}

/** No link, an answer that did not come, or one that is still on its way. */
function AstrayScreens({ screen, state, journey }: { screen: Screen; state: JourneyState; journey: Journey }) {
  if (screen === 'unknown' || screen === 'lost') return <NoLinkScreen kind={screen} />;
  if (screen === 'unread' && state.unread) return <UnreadScreen code={state.unread} onAgain={() => void journey.load()} />;
  return screen === 'loading' ? <Waiting /> : null;
}

function StoppedScreen({ link }: { link: StoppedLink }) {
  if (link.kind === 'no-cookies') return <NoCookiesScreen clinic={link.clinic} />;
  return <OtherBrowserScreen clinic={link.clinic} platform={platformOf(navigator)} address={link.address} />;
}

// A part that does not come has no end of its own: after a while the page offers the one thing that helps.
function Waiting() {
  const { t } = useTranslation('ui');
  const slow = useSlow(true);
  return (
    <main className="patient-main">
      <Skeleton />
      <div role="status">{slow && <p>{t('slow')}</p>}</div>
      {slow && (
        <Button size="big" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
      )}
    </main>
  );
}

function useFetchAhead(screen: Screen): void {
  useEffect(() => {
    // The first screen has the network for itself; a person needs longer than this to read it.
    const timer = setTimeout(() => (screen === 'link' || screen === 'early') && fetchAhead('visit'), 700);
    if (screen === 'name' || screen === 'devices' || screen === 'gate' || screen === 'agreement' || screen === 'lobby') fetchAhead('room');
    return () => clearTimeout(timer);
  }, [screen]);
}

// The link page keeps the letters that it came with; every other screen has our own.
function useOwnFont(screen: Screen): void {
  useLayoutEffect(() => {
    if (screen !== 'link') delete document.documentElement.dataset['face'];
  }, [screen]);
}

// The clinic knows a person's language; a choice made on this device goes before it.
function useVisitLanguage({ visit }: JourneyState): void {
  const locale = visit?.locale;
  useEffect(() => {
    if (locale && !languageChosen()) void setLanguage(locale).catch(() => undefined);
  }, [locale]);
}

// The agreement is the one long text that comes from the server: it has to follow the language on the page.
function useAgreementLanguage({ visit }: JourneyState, journey: Journey): void {
  const { i18n } = useTranslation();
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (visit?.step !== 'agreement') return;
    // The answer that led here spoke the person's own language.
    shown.current ??= visit.locale;
    if (shown.current === i18n.language) return;
    shown.current = currentLanguage();
    void journey.load();
  }, [visit?.step, visit?.locale, i18n.language, journey]);
}
