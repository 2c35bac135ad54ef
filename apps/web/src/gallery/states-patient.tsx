import '../patient/patient.css';
import type { ReactNode } from 'react';
import type { LiveView } from '../api/live-client.js';
import type { SeatSnapshot, Visit } from '#contracts/routes';
import { currentLanguage } from '../i18n/i18n.js';
import { FaultScreen } from '../patient/fault.js';
import { lobbyFacts } from '../patient/lobby-facts.js';
import type { MediaProblem, Platform } from '../patient/media/media-problem.js';
import type { MediaState } from '../patient/media/own-media.js';
import { AgreementScreen } from '../patient/screens/agreement-screen.js';
import { DeclinedScreen, DrivingScreen, RemovedScreen, TakenOverScreen } from '../patient/screens/closed-screens.js';
import { DeviceScreen } from '../patient/screens/device-screen.js';
import { GateScreen } from '../patient/screens/gate-screen.js';
import { DeadScreen, EarlyScreen } from '../patient/screens/after-link-screens.js';
import { LinkScreen, NoLinkScreen, UnreadScreen } from '../patient/screens/link-screens.js';
import { LobbyScreen } from '../patient/screens/lobby-screen.js';
import { NameScreen } from '../patient/screens/name-screen.js';
import { NoCookiesScreen, OtherBrowserScreen } from '../patient/screens/stopped-screens.js';
import { PinScreen } from '../patient/screens/pin-screen.js';
import { ThanksScreen, type OwnMinutes } from '../patient/screens/thanks-screen.js';
import { OfflineStrip } from '../ui/offline-strip.js';
import { Skeleton } from '../ui/skeleton.js';
import type { GalleryState } from './gallery-state.js';
import { agreementIn, clinic, deadLinks, earlyLink, inMinutes, settled, snapshotOf, visit, workingMedia } from './patient-fixtures.js';

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;
const acts = { open: later, close: nothing, setCamera: later, useCamera: later, useMicrophone: later };
const idle = { busy: false, problem: null } as const;
const at = (id: string, draw: () => ReactNode, then?: () => void): GalleryState => ({ id: `patient/${id}`, texts: ['arrival', 'patient'], draw, ...(then && { then }) });
const press = (selector: string) => () => document.querySelector<HTMLElement>(selector)?.click();

const first: GalleryState[] = [
  at('link', () => <LinkScreen {...idle} onOpen={nothing} />),
  at('link-opening', () => <LinkScreen busy problem={null} onOpen={nothing} />),
  at('link-unavailable', () => <LinkScreen busy={false} problem="unavailable" onOpen={nothing} />),
  at('link-offline', () => (<><OfflineStrip online={false} /><LinkScreen busy={false} problem="offline" onOpen={nothing} /></>)),
  at('early', () => <EarlyScreen link={earlyLink} {...idle} onOpen={nothing} />),
  ...deadLinks.map((link) => at(`dead-${link.because.replaceAll('_', '-')}`, () => <DeadScreen link={link} />)),
  at('unknown', () => <NoLinkScreen kind="unknown" />),
  at('lost', () => <NoLinkScreen kind="lost" />),
  ...(['ios', 'android', 'safari', 'desktop'] as const).map((platform) => at(`other-browser-${platform}`, () => <OtherBrowserScreen clinic={clinic} platform={platform} address="https://clinic.example.org/j#dGhpcyBpcyBhIHNhbXBsZSBsaW5r" />)),
  at('other-browser-late', () => <OtherBrowserScreen clinic={clinic} platform="ios" address={null} />),
  at('no-cookies', () => <NoCookiesScreen clinic={clinic} />),
  at('unread', () => <UnreadScreen code="offline" onAgain={nothing} />),
  at('fault', () => <FaultScreen onReload={nothing} />),
  at('loading', () => (<main className="patient-main"><h1>Stepwell</h1><Skeleton at={0} /></main>)),
];

const asked: GalleryState[] = [
  at('pin', () => <PinScreen clinic={clinic} triesLeft={5} {...idle} onPin={nothing} />),
  at('pin-wrong', () => <PinScreen clinic={clinic} triesLeft={3} busy={false} problem="wrong_pin" onPin={nothing} />),
  at('pin-too-many-tries', () => <PinScreen clinic={clinic} triesLeft={1} busy={false} problem="too_many_tries" onPin={nothing} />),
  at('name', () => <NameScreen clinic={clinic} suggestion="Ana" {...idle} onName={nothing} />),
  at('name-taken', () => <NameScreen clinic={clinic} suggestion="Ana" busy={false} problem="name_taken" onName={nothing} />),
  at('gate', () => <GateScreen clinic={clinic} last={null} {...idle} onAnswers={nothing} />),
  at('gate-same', () => <GateScreen clinic={clinic} last={visit.lastGate} {...idle} onAnswers={nothing} />),
  at('gate-unavailable', () => <GateScreen clinic={clinic} last={visit.lastGate} busy={false} problem="unavailable" onAnswers={nothing} />),
  at('gate-gaps', () => <GateScreen clinic={clinic} last={visit.lastGate} {...idle} onAnswers={nothing} />, press('button[type=submit]')),
  at('gate-filled', () => <GateScreen clinic={clinic} last={visit.lastGate} {...idle} onAnswers={nothing} />, press('.patient-same')),
  at('settings-open', () => <DrivingScreen clinic={clinic} onParked={nothing} />, press('.patient-top button')),
  at('driving', () => <DrivingScreen clinic={clinic} onParked={nothing} />),
  at('agreement', () => <AgreementScreen clinic={clinic} agreement={agreementIn(currentLanguage())} language={currentLanguage()} {...idle} onAgree={nothing} onDecline={nothing} />),
  at('declined', () => <DeclinedScreen clinic={clinic} onAgain={nothing} />),
];

const devices = (id: string, media: MediaState, platform: Platform = 'android', part: { returning?: boolean; firstStuck?: boolean } = {}): GalleryState =>
  at(`devices${id}`, () => <DeviceScreen clinic={clinic} media={media} acts={acts} platform={platform} returning={false} {...part} onDone={nothing} />);
const without = (part: Partial<MediaState>): MediaState => ({ ...workingMedia(), stream: null, camera: false, microphone: false, ...part });
const failed = (problem: MediaProblem): MediaState => without({ status: 'failed', cameraProblem: problem, microphoneProblem: problem });

const deviceStates: GalleryState[] = [
  devices('', without({ status: 'idle' })),
  devices('-asking', without({ status: 'asking' })),
  devices('-returning', without({ status: 'asking' }), 'android', { returning: true }),
  ...(['ios', 'android', 'safari', 'desktop'] as const).map((platform) => devices(`-stuck-${platform}`, without({ status: 'asking' }), platform, { firstStuck: true })),
  devices('-camera-gone', workingMedia({ camera: false, cameraProblem: 'in_use' })),
  devices('-ready', workingMedia()),
  devices('-camera-off', workingMedia({ camera: false })),
  devices('-no-microphone', workingMedia({ microphone: false, microphoneProblem: 'missing' })),
  devices('-camera-denied', workingMedia({ camera: false, cameraProblem: 'denied' })),
  ...(['ios', 'android', 'safari', 'desktop'] as const).map((platform) => devices(`-denied-${platform}`, failed('denied'), platform)),
  devices('-missing', failed('missing'), 'desktop'),
  devices('-in-use', failed('in_use'), 'desktop'),
  devices('-unsupported', failed('unsupported'), 'ios'),
  devices('-unknown', failed('unknown'), 'ios'),
];

interface LobbyFixture {
  visit?: Partial<Visit>;
  live?: Parameters<typeof snapshotOf>[0];
  connection?: LiveView<SeatSnapshot>['connection'];
  closed?: boolean;
  media?: MediaState;
}

function lobby(id: string, { visit: part, live, connection = 'open', closed = false, media = workingMedia() }: LobbyFixture = {}): GalleryState {
  const own = { ...visit, ...part };
  const now = Date.parse(inMinutes(0));
  const view: LiveView<SeatSnapshot> = { connection, snapshot: snapshotOf(live), clockAheadMs: 0, takenOver: false, refusal: null, pass: null };
  return at(`lobby-${id}`, () => <LobbyScreen visit={own} facts={lobbyFacts(own, view, closed, now)} now={now} media={media} acts={acts} onShown={nothing} onGone={nothing} />);
}

const devicesOpen: GalleryState = { ...lobby('waiting'), id: 'patient/lobby-devices-open', then: press('.patient-two button:last-child') };
const longAgo = { startsAt: inMinutes(-8) };
const lobbyStates: GalleryState[] = [
  lobby('waiting'),
  devicesOpen,
  lobby('kept', { live: { session: { hostInside: false } } }),
  lobby('closed', { closed: true, visit: { session: { ...(visit.session as NonNullable<Visit['session']>), lobbyOpensAt: inMinutes(25), startsAt: inMinutes(40) } }, live: { session: { startsAt: inMinutes(40), hostInside: false } } }),
  lobby('long', { visit: { session: { ...(visit.session as NonNullable<Visit['session']>), ...longAgo } }, live: { session: longAgo, own: { waitingSince: inMinutes(-5) } } }),
  lobby('held-soon', { live: { own: { hold: 'soon' } } }),
  lobby('held-after-this-part', { live: { own: { hold: 'after_this_part' } } }),
  lobby('held-call-us', { live: { own: { hold: 'call_us' } } }),
  lobby('host-away', { live: { session: { hostInside: false, hostAwayName: 'Dr. Field' } } }),
  lobby('second-line', { visit: { clinic: { ...clinic, secondLanguageLine: '(916) 555-0177' } } }),
  lobby('dropped', { connection: 'lost' }),
  lobby('camera-off', { media: workingMedia({ camera: false }) }),
  lobby('only-listening', { media: without({ status: 'failed', cameraProblem: 'denied', microphoneProblem: 'denied' }) }),
  lobby('opening', { visit: { step: 'room' } }),
];

const thanks = (id: string, minutes: OwnMinutes | 'wait' | 'failed', why: 'left' | 'left_before' | 'over'): GalleryState =>
  at(`thanks-${id}`, () => <ThanksScreen clinic={clinic} minutes={minutes} why={why} onComeBack={nothing} onTell={later} />);

const goodbyes: GalleryState[] = [
  thanks('ended', settled, 'over'),
  thanks('left', { ...settled, minutes: 1, settled: false }, 'left'),
  thanks('left-before', { ...settled, settled: false }, 'left_before'),
  thanks('no-next', { ...settled, nextAt: null }, 'over'),
  thanks('loading', 'wait', 'over'),
  thanks('failed', 'failed', 'over'),
  at('removed-may-return', () => <RemovedScreen clinic={clinic} mayReturn {...idle} onBack={nothing} />),
  at('removed-today', () => <RemovedScreen clinic={clinic} mayReturn={false} {...idle} onBack={nothing} />),
  at('taken-over', () => <TakenOverScreen clinic={clinic} onHere={nothing} />),
];

/** Patient screens, from the link to the goodbye. */
export const patientStates: readonly GalleryState[] = [...first, ...asked, ...deviceStates, ...lobbyStates, ...goodbyes];
