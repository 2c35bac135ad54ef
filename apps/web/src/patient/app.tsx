import type { Visit } from '#contracts/routes';
import { Fragment, lazy, Suspense, useEffect, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { currentLanguage, setLanguage, useTranslation } from '../i18n/i18n.js';
import { languageChosen } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/skeleton.js';
import { useSlow } from '../ui/use-slow.js';
import { fetchAhead, loadAfterLink, loadStopped, loadVisit } from './chunks.js';
import { Fault } from './fault.js';
import type { Journey } from './journey.js';
import { screenOf, visitOf, type JourneyState, type OuterScreen, type Screen, type VisitScreen } from './journey-state.js';
import { platformOf } from './media/media-problem.js';
import { LinkScreen, NoLinkScreen, UnreadScreen } from './screens/link-screens.js';

const VisitScreens = lazy(async () => ({ default: (await loadVisit()).VisitScreens }));

const EarlyScreen = lazy(async () => ({ default: (await loadAfterLink()).EarlyScreen }));
const DeadScreen = lazy(async () => ({ default: (await loadAfterLink()).DeadScreen }));
const NoCookiesScreen = lazy(async () => ({ default: (await loadStopped()).NoCookiesScreen }));
const OtherBrowserScreen = lazy(async () => ({ default: (await loadStopped()).OtherBrowserScreen }));

interface Drawn<Name extends OuterScreen['name']> {
  screen: OuterScreen<Name>;
  state: JourneyState;
  journey: Journey;
}

const opening = ({ state: { busy, problem }, journey }: Drawn<OuterScreen['name']>) => ({ busy, problem, onOpen: () => void journey.redeem() });

/** Every screen outside a visit, by its name. */
const screens: { readonly [Name in OuterScreen['name']]: (drawn: Drawn<Name>) => ReactNode } = {
  lost: () => <NoLinkScreen kind="lost" />,
  unknown: () => <NoLinkScreen kind="unknown" />,
  link: (drawn) => <LinkScreen {...opening(drawn)} />,
  early: (drawn) => <EarlyScreen link={drawn.screen.link} {...opening(drawn)} />,
  dead: ({ screen }) => <DeadScreen link={screen.link} />,
  'no-cookies': ({ screen }) => <NoCookiesScreen clinic={screen.clinic} />,
  'other-browser': ({ screen }) => <OtherBrowserScreen clinic={screen.clinic} platform={platformOf(navigator)} address={screen.address} />,
  loading: () => <Waiting />,
  unread: ({ screen, journey }) => <UnreadScreen code={screen.code} onAgain={() => void journey.load()} />,
};

function draw<Name extends OuterScreen['name']>(drawn: Drawn<Name>): ReactNode {
  return screens[drawn.screen.name](drawn);
}

/**
 * One screen at a time, chosen by the journey. Those before the visit are here; the rest comes while the first one is read.
 * `drawn`: the state that the page shows already, where the server has drawn it; `onTaken`: all of it is React's now. Nothing may change
 * in between, or React would throw the drawn page away.
 */
export function App({ journey, drawn, onTaken }: { journey: Journey; drawn?: JourneyState; onTaken?: () => void }) {
  const state = useSyncExternalStore(journey.subscribe, journey.state, () => drawn ?? journey.state());
  const screen = screenOf(state);
  useFetchAhead(screen.name);
  useOwnFont(screen.name);
  useVisitLanguage(visitOf(state));
  useAgreementLanguage(visitOf(state), journey);
  return (
    <Fault>
      <Suspense fallback={<Waiting />}>
        <Taken onTaken={onTaken} />
        {isOfVisit(screen) ? <VisitScreens screen={screen} state={state} journey={journey} /> : <Fragment key={screen.name}>{draw({ screen, state, journey })}</Fragment>}
      </Suspense>
    </Fault>
  );
}

const isOfVisit = (screen: Screen): screen is VisitScreen => 'visit' in screen;

// Told from inside what may wait for a part of the page: only then all of it is React's.
function Taken({ onTaken }: { onTaken: (() => void) | undefined }) {
  useEffect(() => onTaken?.(), [onTaken]);
  return null;
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

function useFetchAhead(screen: Screen['name']): void {
  useEffect(() => {
    // The first screen has the network for itself; a person needs longer than this to read it.
    const timer = setTimeout(() => (screen === 'link' || screen === 'early') && fetchAhead('visit'), 700);
    if (screen === 'name' || screen === 'devices' || screen === 'gate' || screen === 'agreement' || screen === 'lobby') fetchAhead('room');
    return () => clearTimeout(timer);
  }, [screen]);
}

// The link page keeps the letters that it came with; every other screen has our own.
function useOwnFont(screen: Screen['name']): void {
  useLayoutEffect(() => {
    if (screen !== 'link') delete document.documentElement.dataset['face'];
  }, [screen]);
}

// The clinic knows a person's language; a choice made on this device goes before it.
function useVisitLanguage(visit: Visit | null): void {
  const locale = visit?.locale;
  useEffect(() => {
    if (locale && !languageChosen()) void setLanguage(locale).catch(() => undefined);
  }, [locale]);
}

// The agreement is the one long text that comes from the server: it has to follow the language on the page.
function useAgreementLanguage(visit: Visit | null, journey: Journey): void {
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
