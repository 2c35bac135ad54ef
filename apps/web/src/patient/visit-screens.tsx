import type { Visit } from '#contracts/routes';
import { Fragment, useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { call } from '../api/call.js';
import { useOnline } from '../api/use-live.js';
import type { LiveView, SeatLive } from '../api/live-client.js';
import { useTranslation } from '../i18n/i18n.js';
import { OwnWishes } from '../room/link/own-wishes.js';
import { useNow } from '../ui/use-now.js';
import type { Journey } from './journey.js';
import { visitOf, type JourneyState, type VisitScreen } from './journey-state.js';
import { lobbyFacts } from './lobby-facts.js';
import { canMeet } from './media/can-meet.js';
import { platformOf } from './media/media-problem.js';
import { OwnMedia } from './media/own-media.js';
import { useOwnMinutes } from './own-minutes.js';
import { useReturningMedia } from './returning-media.js';
import { loadRoom } from './room-chunk.js';
import { RoomDoor } from './room-door.js';
import { AgreementScreen } from './screens/agreement-screen.js';
import { DeclinedScreen, DrivingScreen, RemovedScreen, TakenOverScreen } from './screens/closed-screens.js';
import { DeviceScreen } from './screens/device-screen.js';
import { GateScreen } from './screens/gate-screen.js';
import { LobbyScreen } from './screens/lobby-screen.js';
import { NameScreen } from './screens/name-screen.js';
import { PinScreen } from './screens/pin-screen.js';
import { ThanksScreen, type About } from './screens/thanks-screen.js';
import { rememberDevicesChecked } from './tab-memory.js';
import { WayIn } from './way-in.js';

interface VisitScreensProps {
  screen: VisitScreen;
  /** What the person tries at the moment, and how it went. */
  state: Pick<JourneyState, 'busy' | 'problem' | 'about'>;
  journey: Journey;
}

/** What each screen of the visit is drawn from. */
type Drawn<Name extends VisitScreen['name']> = Omit<VisitScreensProps, 'screen'> & Parts & { screen: VisitScreen<Name>; returning: boolean };

interface Parts {
  readonly media: OwnMedia;
  readonly wishes: OwnWishes;
  readonly door: RoomDoor;
}

const parts = new WeakMap<Journey, Parts>();

/** One of each for a journey: React may begin the first drawing anew, and then makes its state a second time. */
function partsOf(journey: Journey): Parts {
  const known = parts.get(journey);
  if (known) return known;
  const media = new OwnMedia(navigator.mediaDevices);
  const wishes = wishesOf(journey);
  const door = new RoomDoor(media, wishes, loadRoom);
  journey.equip((ports, hold) => new WayIn(ports, hold, door));
  const made = { media, wishes, door };
  parts.set(journey, made);
  return made;
}

/** Hears what each reading of the visit says of the person's wishes, and tells the server what they press. */
function wishesOf(journey: Journey): OwnWishes {
  const wishes = new OwnWishes((wanted) => call('keepMediaWishes', { ...wanted, seatId: visitOf(journey.state())?.seatId ?? '' }));
  let heard: Visit | null = null;
  const hear = (): void => {
    const visit = visitOf(journey.state());
    if (visit !== heard && visit) wishes.hear(visit.wishes);
    heard = visit;
  };
  journey.subscribe(hear);
  hear();
  return wishes;
}

const isAsked = ({ screen: { visit }, state: { busy, problem } }: Drawn<VisitScreen['name']>) => ({ clinic: visit.clinic, busy, problem });

/** Every screen of a visit, by its name. */
const screens: { readonly [Name in VisitScreen['name']]: (drawn: Drawn<Name>) => ReactNode } = {
  pin: (drawn) => <PinScreen {...isAsked(drawn)} triesLeft={drawn.screen.visit.pinTriesLeft} onPin={(pin, own) => void drawn.journey.enterPin(pin, own)} />,
  name: (drawn) => <Name {...drawn} />,
  devices: (drawn) => <Devices {...drawn} />,
  gate: (drawn) => <GateScreen {...isAsked(drawn)} about={drawn.state.about} last={drawn.screen.visit.lastGate} onAnswers={(answers) => void drawn.journey.answerGate(answers)} />,
  agreement: (drawn) => <Agreement {...drawn} />,
  declined: ({ screen: { visit }, journey }) => <DeclinedScreen clinic={visit.clinic} onAgain={() => (visit.agreement ? journey.goTo('agreement') : void journey.load())} />,
  driving: ({ screen: { visit }, journey }) => <DrivingScreen clinic={visit.clinic} onParked={() => journey.goTo('gate')} />,
  lobby: (drawn) => <Lobby {...drawn} />,
  room: (drawn) => <Room {...drawn} />,
  thanks: (drawn) => <Goodbye {...drawn} why={drawn.screen.why} />,
  left: (drawn) => <Goodbye {...drawn} why="left_before" />,
  'taken-over': ({ screen: { visit }, journey }) => <TakenOverScreen clinic={visit.clinic} onHere={journey.useHere} />,
  removed: (drawn) => <RemovedScreen {...isAsked(drawn)} mayReturn={drawn.screen.visit.mayReturn} onBack={() => void drawn.journey.returnToLobby()} />,
};

function draw<Name extends VisitScreen['name']>(drawn: Drawn<Name>): ReactNode {
  return screens[drawn.screen.name](drawn);
}

/**
 * The screens from the PIN to the goodbye.
 * @public Loaded by chunks.ts through a dynamic import, which the check for unused exports does not follow.
 */
export function VisitScreens(props: VisitScreensProps) {
  const { screen, journey } = props;
  const [own] = useState(() => partsOf(journey));
  const returning = useReturningMedia(screen.name, journey, own.media, own.wishes);
  return <Fragment key={screen.name}>{draw({ ...props, ...own, returning })}</Fragment>;
}

function Name(drawn: Drawn<'name'>) {
  const { visit } = drawn.screen;
  return <NameScreen {...isAsked(drawn)} about={drawn.state.about} suggestion={visit.shownName ?? visit.givenName ?? ''} pronouns={visit.pronouns} onName={(name, pronouns) => void drawn.journey.chooseName(name, pronouns)} />;
}

function Agreement(drawn: Drawn<'agreement'>) {
  const { i18n } = useTranslation();
  const { journey, screen } = drawn;
  const { agreement, visit } = screen;
  return <AgreementScreen {...isAsked(drawn)} agreement={agreement} language={visit.locale ?? i18n.language} onAgree={() => void journey.acceptAgreement(agreement.id)} onDecline={() => void journey.declineAgreement()} />;
}

function Devices({ screen, journey, media, wishes, returning }: Drawn<'devices'>) {
  const now = useSyncExternalStore(media.subscribe, media.state);
  const done = (): void => {
    const { camera, stream } = media.state();
    rememberDevicesChecked(true);
    wishes.want({ camera, onlyListening: stream === null });
    journey.devicesDone();
  };
  return <DeviceScreen clinic={screen.visit.clinic} media={now} acts={media} platform={platformOf(navigator)} canMeet={canMeet()} returning={returning} onDone={done} />;
}

const noView: LiveView<never> | null = null;

function useView(live: SeatLive | null) {
  return useSyncExternalStore(live?.watch ?? (() => () => undefined), live?.view ?? (() => noView));
}

function Lobby({ screen, journey, media, wishes, door }: Drawn<'lobby'>) {
  useEffect(() => door.prepare(), [door]);
  const { visit, live, lobby } = screen;
  const now = useSyncExternalStore(media.subscribe, media.state);
  const view = useView(live);
  const online = useOnline();
  const clock = useNow(15_000, view?.clockAheadMs ?? 0);
  const facts = lobbyFacts(visit, view, lobby === 'closed', clock);
  const setCamera = useCallback(
    async (on: boolean) => {
      wishes.want({ camera: on, ...(on && { onlyListening: false }) });
      await media.setCamera(on);
    },
    [media, wishes],
  );
  return <LobbyScreen visit={visit} facts={{ ...facts, dropped: facts.dropped && online }} now={clock} media={now} acts={{ ...media, setCamera }} onShown={journey.enter} onGone={journey.pause} />;
}

function Room({ screen: { visit, live, pass }, journey, door }: Drawn<'room'>) {
  if (door.fault) throw door.fault;
  if (!door.entered) return null;
  const { store, PatientRoom } = door.entered;
  return <PatientRoom key={pass.token} seatId={visit.seatId} session={visit.session} store={store} live={live} clinicPhone={visit.clinic.phone} onLeave={journey.leave} onEnded={journey.roomEnded} />;
}

function Goodbye({ screen, journey, why }: Drawn<'thanks' | 'left'> & { why: 'left' | 'left_before' | 'over' }) {
  const { seatId, clinic } = screen.visit;
  const minutes = useOwnMinutes(call, seatId);
  const tell = async (about: About): Promise<void> => void (await call('tellStaff', { seatId, noteId: crypto.randomUUID(), about }));
  return <ThanksScreen clinic={clinic} minutes={minutes} why={why} onComeBack={() => void journey.comeBack()} onTell={tell} />;
}
