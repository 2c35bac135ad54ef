import type { Visit } from '#contracts/routes';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.js';
import { useOnline } from '../api/use-live.js';
import type { LiveView, SeatLive } from '../api/live-client.js';
import { OwnWishes } from '../room/link/own-wishes.js';
import { useNow } from '../ui/use-now.js';
import type { Journey } from './journey.js';
import type { JourneyState, Screen } from './journey-state.js';
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
  screen: Screen;
  state: JourneyState & { readonly visit: Visit };
  journey: Journey;
}

interface Parts {
  readonly media: OwnMedia;
  readonly wishes: OwnWishes;
  readonly door: RoomDoor;
}

type WithMedia = VisitScreensProps & Parts;

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
  const wishes = new OwnWishes((wanted) => call('keepMediaWishes', { ...wanted, seatId: journey.state().visit?.seatId ?? '' }));
  let heard: Visit | null = null;
  const hear = (): void => {
    const { visit } = journey.state();
    if (visit !== heard && visit) wishes.hear(visit.wishes);
    heard = visit;
  };
  journey.subscribe(hear);
  hear();
  return wishes;
}

/**
 * The screens from the PIN to the goodbye.
 * @public Loaded by chunks.ts through a dynamic import, which the check for unused exports does not follow.
 */
export function VisitScreens(props: VisitScreensProps) {
  const { screen, state, journey } = props;
  const [own] = useState(() => partsOf(journey));
  const withMedia = { ...props, ...own };
  const returning = useReturningMedia(screen, journey, own.media, own.wishes);
  if (screen === 'devices') return <Devices {...withMedia} returning={returning} />;
  if (screen === 'lobby') return <Lobby {...withMedia} />;
  if (screen === 'room') return <Room {...withMedia} />;
  if (screen === 'thanks' || screen === 'left') return <Thanks screen={screen} journey={journey} state={state} />;
  return <Asked key={screen} {...props} />;
}

/** Screens that ask one thing and go on with the answer. */
function Asked({ screen, state, journey }: VisitScreensProps) {
  const { i18n } = useTranslation();
  const { visit, busy, problem, about } = state;
  const common = { clinic: visit.clinic, busy, problem };
  if (screen === 'pin') return <PinScreen {...common} triesLeft={visit.pinTriesLeft} onPin={(pin, own) => void journey.enterPin(pin, own)} />;
  if (screen === 'name') return <NameScreen {...common} about={about} suggestion={visit.shownName ?? visit.givenName ?? ''} onName={(name) => void journey.chooseName(name)} />;
  if (screen === 'gate') return <GateScreen {...common} about={about} last={visit.lastGate} onAnswers={(answers) => void journey.answerGate(answers)} />;
  if (screen === 'driving') return <DrivingScreen clinic={visit.clinic} onParked={() => journey.goTo('gate')} />;
  if (screen === 'removed') return <RemovedScreen {...common} mayReturn={visit.mayReturn} onBack={() => void journey.returnToLobby()} />;
  if (screen === 'taken-over') return <TakenOverScreen clinic={visit.clinic} onHere={journey.useHere} />;
  if (screen === 'agreement' && visit.agreement) {
    const { agreement } = visit;
    return <AgreementScreen {...common} agreement={agreement} language={visit.locale ?? i18n.language} onAgree={() => void journey.acceptAgreement(agreement.id)} onDecline={() => void journey.declineAgreement()} />;
  }
  return <DeclinedScreen clinic={visit.clinic} onAgain={() => (visit.agreement ? journey.goTo('agreement') : void journey.load())} />;
}

function Devices({ state, journey, media, wishes, returning }: WithMedia & { returning: boolean }) {
  const now = useSyncExternalStore(media.subscribe, media.state);
  const done = (): void => {
    const { camera, stream } = media.state();
    rememberDevicesChecked(true);
    wishes.want({ camera, onlyListening: stream === null });
    journey.devicesDone();
  };
  return <DeviceScreen clinic={state.visit.clinic} media={now} acts={media} platform={platformOf(navigator)} canMeet={canMeet()} returning={returning} onDone={done} />;
}

const noView: LiveView<never> | null = null;

function useView(live: SeatLive | null) {
  return useSyncExternalStore(live?.watch ?? (() => () => undefined), live?.view ?? (() => noView));
}

function Lobby({ state, journey, media, wishes, door }: WithMedia) {
  useEffect(() => door.prepare(), [door]);
  const now = useSyncExternalStore(media.subscribe, media.state);
  const view = useView(state.live);
  const online = useOnline();
  const clock = useNow(15_000, view?.clockAheadMs ?? 0);
  const facts = lobbyFacts(state.visit, view, state.lobbyClosed, clock);
  const setCamera = useCallback(
    async (on: boolean) => {
      wishes.want({ camera: on, ...(on && { onlyListening: false }) });
      await media.setCamera(on);
    },
    [media, wishes],
  );
  return (
    <LobbyScreen visit={state.visit} facts={{ ...facts, dropped: facts.dropped && online }} now={clock} media={now} acts={{ ...media, setCamera }} onShown={journey.enter} onGone={journey.pause} />
  );
}

function Room({ state, journey, door }: WithMedia) {
  if (door.fault) throw door.fault;
  if (!state.pass || !state.live || !door.entered) return null;
  const { store, PatientRoom } = door.entered;
  return <PatientRoom key={state.pass.token} seatId={state.visit.seatId} session={state.visit.session} store={store} live={state.live} clinicPhone={state.visit.clinic.phone} onLeave={journey.leave} onEnded={journey.roomEnded} />;
}

function Thanks({ screen, state, journey }: VisitScreensProps) {
  const { seatId, clinic } = state.visit;
  const minutes = useOwnMinutes(call, seatId);
  const tell = async (about: About): Promise<void> => void (await call('tellStaff', { seatId, noteId: crypto.randomUUID(), about }));
  return <ThanksScreen clinic={clinic} minutes={minutes} why={state.visit.step === 'ended' ? 'over' : screen === 'left' ? 'left_before' : 'left'} onComeBack={() => void journey.comeBack()} onTell={tell} />;
}
