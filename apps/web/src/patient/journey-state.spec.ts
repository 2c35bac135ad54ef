import type { Visit } from '#contracts/routes';
import type { SeatLive } from '../api/live-client.js';
import { firstState, screenOf, type Course, type JourneyState, type Screen, type Whereabouts } from './journey-state.js';

const clinic = { name: 'Example Clinic', phone: '(916) 555-0134' };
const seatId = '00000000-0000-4000-8000-000000000001';
const visit = (part: Partial<Visit>): Visit => ({
  step: 'lobby', seatId, clinic, locale: 'en', pinTriesLeft: null, session: null, givenName: null, shownName: null, pronouns: null, lastGate: null, agreement: null,
  waitingSince: null, hold: null, mayReturn: null, help: null, wishes: null, ...part,
});
const pass = { seatId, sessionId: seatId, identity: `${seatId}.1`, token: 'pass', signalPath: '/', wishes: null };
const live = {} as SeatLive;

type Asked = Extract<Course, { kind: 'asked' }>;
const asked: Asked = { kind: 'asked', again: null, pressed: null };
const ready: Course = { ...asked, kind: 'ready', live: null, lobby: 'open' };
const inside: Course = { kind: 'inside', live, pass };

const byLink = firstState({ kind: 'link', token: 'secret' });
const back = firstState({ kind: 'visit', seatId });
const place = (where: Whereabouts): JourneyState => ({ ...back, where });
const at = (step: Visit['step'], course: Course = ready, more: Partial<Visit> = {}): JourneyState => place({ at: 'visit', visit: visit({ step, ...more }), course });
const agreement = { id: seatId, version: 1, body: '' };

describe('which screen a patient sees', () => {
  it.each<[string, JourneyState, Screen['name']]>([
    ['opens a link', byLink, 'link'],
    ['opens the page without a link', firstState({ kind: 'lost' }), 'lost'],
    ['taps a link that is early', place({ at: 'early', token: 'secret', link: { kind: 'early', opensAt: '', startsAt: '', zone: '', clinic } }), 'early'],
    ['taps a link that is dead', place({ at: 'dead', link: { kind: 'dead', because: 'ended', clinic, nextAt: null, zone: null } }), 'dead'],
    ['taps a link that nobody knows', place({ at: 'unknown' }), 'unknown'],
    ['keeps no cookies', place({ at: 'no-cookies', clinic }), 'no-cookies'],
    ['has a browser without calls', place({ at: 'other-browser', clinic, address: '' }), 'other-browser'],
    ['loads the page again', back, 'loading'],
    ['loads the page again without a network', place({ at: 'opening', seatId, unread: 'offline' }), 'unread'],
    ['has a new phone', at('pin'), 'pin'],
    ['has no name yet, and no camera checked', at('name', asked), 'name'],
    ['has chosen a name', at('gate', asked), 'devices'],
    ['has checked the camera', at('gate'), 'gate'],
    ['has answered the questions', at('agreement', ready, { agreement }), 'agreement'],
    ['does not agree', at('declined'), 'declined'],
    ['wants to read the agreement again', at('declined', { ...ready, again: 'agreement' }, { agreement }), 'agreement'],
    ['is driving', at('driving'), 'driving'],
    ['has parked', at('driving', { ...ready, again: 'gate' }), 'gate'],
    ['has parked, and has loaded the page again', at('driving', { ...asked, again: 'gate' }), 'gate'],
    ['waits', at('lobby'), 'lobby'],
    ['reloads while waiting: the camera comes first', at('lobby', asked), 'devices'],
    ['is admitted, the pass on its way', at('room', { ...ready, live }), 'lobby'],
    ['is admitted', at('room', inside), 'room'],
    ['reloads in the room: the camera comes first', at('room', asked), 'devices'],
    ['opened the visit elsewhere', at('room', { kind: 'gone', why: 'taken_over' }), 'taken-over'],
    ['takes it back: the camera comes first', at('room', { ...asked, pressed: 'here' }), 'devices'],
    ['opened the visit elsewhere, and was removed there', at('removed', { kind: 'gone', why: 'taken_over' }), 'removed'],
    ['was removed for today', at('removed', asked), 'removed'],
    ['was asked to step out', at('lobby', asked, { mayReturn: true }), 'removed'],
    ['left', at('room', { kind: 'gone', why: 'left' }), 'thanks'],
    ['left, and loads the page again', at('left', asked), 'left'],
    ['left, and presses to come back: the camera comes first', at('left', { ...asked, pressed: 'back' }), 'devices'],
    ['left, and comes back', at('left', { ...ready, pressed: 'back' }), 'lobby'],
    ['took the visit back, and had left it elsewhere', at('left', { ...ready, pressed: 'here' }), 'left'],
    ['stays to the end', at('ended', asked), 'thanks'],
    ['left before the end', at('ended', { kind: 'gone', why: 'left' }), 'thanks'],
  ])('%s', (_who, state, expected) => expect(screenOf(state).name).toBe(expected));
});
