import type { Visit } from '#contracts/routes';
import type { SeatLive } from '../api/live-client.js';
import { firstState, progressOf, screenOf, type JourneyState, type Screen } from './journey-state.js';

const clinic = { name: 'Example Clinic', phone: '(916) 555-0134' };
const seatId = '00000000-0000-4000-8000-000000000001';
const visit = (part: Partial<Visit>): Visit => ({
  step: 'lobby', seatId, clinic, locale: 'en', pinTriesLeft: null, session: null, givenName: null, shownName: null, lastGate: null, agreement: null,
  waitingSince: null, hold: null, mayReturn: null, help: null, wishes: null, ...part,
});
const pass = { seatId, sessionId: seatId, identity: `${seatId}.1`, token: 'pass', signalPath: '/', wishes: null };
const live = {} as SeatLive;

const byLink = firstState({ kind: 'link', token: 'secret' });
const back = firstState({ kind: 'visit', seatId });
const at = (step: Visit['step'], part: Partial<JourneyState> = {}, more: Partial<Visit> = {}): JourneyState => ({ ...back, devicesReady: true, visit: visit({ step, ...more }), ...part });

describe('which screen a patient sees', () => {
  it.each<[string, JourneyState, Screen]>([
    ['opens a link', byLink, 'link'],
    ['opens the page without a link', firstState({ kind: 'lost' }), 'lost'],
    ['taps a link that is early', { ...byLink, link: { kind: 'early', opensAt: '', startsAt: '', zone: '', clinic } }, 'early'],
    ['taps a link that is dead', { ...byLink, link: { kind: 'dead', because: 'ended', clinic, nextAt: null, zone: null } }, 'dead'],
    ['taps a link that nobody knows', { ...byLink, link: { kind: 'unknown' } }, 'unknown'],
    ['loads the page again', back, 'loading'],
    ['loads the page again without a network', { ...back, unread: 'offline' }, 'unread'],
    ['has a new phone', at('pin'), 'pin'],
    ['used up the tries at the PIN', at('pin', { link: { kind: 'dead', because: 'too_many_tries', clinic, nextAt: null, zone: null } }), 'dead'],
    ['has no name yet, and no camera checked', at('name', { devicesReady: false }), 'name'],
    ['has chosen a name', at('gate', { devicesReady: false }), 'devices'],
    ['has checked the camera', at('gate'), 'gate'],
    ['has answered the questions', at('agreement'), 'agreement'],
    ['does not agree', at('declined'), 'declined'],
    ['wants to read the agreement again', at('declined', { again: 'agreement' }), 'agreement'],
    ['is driving', at('driving'), 'driving'],
    ['has parked', at('driving', { again: 'gate' }), 'gate'],
    ['waits', at('lobby'), 'lobby'],
    ['reloads while waiting: the camera comes first', at('lobby', { devicesReady: false }), 'devices'],
    ['is admitted, the pass on its way', at('room', { live }), 'lobby'],
    ['is admitted', at('room', { live, pass }), 'room'],
    ['reloads in the room: the camera comes first', at('room', { live, pass, devicesReady: false }), 'devices'],
    ['opened the visit elsewhere', at('room', { takenOver: true }), 'taken-over'],
    ['was removed for today', at('removed'), 'removed'],
    ['was asked to step out', at('lobby', {}, { mayReturn: true }), 'removed'],
    ['goes back after stepping out', at('lobby', { returned: true }, { mayReturn: true }), 'lobby'],
    ['left', at('room', { left: true }), 'thanks'],
    ['left, and loads the page again', at('left'), 'left'],
    ['left, and presses to come back: the camera comes first', at('left', { comingBack: true, devicesReady: false }), 'devices'],
    ['left, and comes back', at('left', { comingBack: true }), 'lobby'],
    ['stays to the end', at('ended'), 'thanks'],
  ])('%s', (_who, state, expected) => expect(screenOf(state)).toBe(expected));

  it('counts four steps', () => expect((['name', 'devices', 'gate', 'agreement', 'lobby'] as const).map((screen) => progressOf(screen)?.step)).toEqual([1, 2, 3, 4, undefined]));
});
