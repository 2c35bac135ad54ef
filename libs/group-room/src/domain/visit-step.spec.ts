import type { VisitStep } from '#kernel';
import { visitStep, type VisitFacts } from './visit-step.js';

const ready: VisitFacts = { deviceTrusted: true, sessionEnded: false, standing: { state: 'checking' }, named: true, driving: false, agreed: true, declined: false };

describe('the page that a person sees', () => {
  it.each<[string, Partial<VisitFacts>, VisitStep]>([
    ['opens the link on a new phone', { deviceTrusted: false, named: false }, 'pin'],
    ['opens it on a new phone after the session: says nothing before the PIN', { deviceTrusted: false, sessionEnded: true }, 'pin'],
    ['has chosen no name', { named: false, driving: null, agreed: false }, 'name'],
    ['has not said where they are', { driving: null, agreed: false }, 'gate'],
    ['is driving: stays out, with a sentence', { driving: true }, 'driving'],
    ['has not read the agreement', { agreed: false }, 'agreement'],
    ['does not agree', { agreed: false, declined: true }, 'declined'],
    ['changed their mind and agreed', { declined: true }, 'lobby'],
    ['has answered all', {}, 'lobby'],
    ['waits', { standing: { state: 'waiting' } }, 'lobby'],
    ['is held', { standing: { state: 'held' } }, 'lobby'],
    ['dropped: straight in', { standing: { state: 'dropped' } }, 'room'],
    ['left and came again: is asked', { standing: { state: 'left' } }, 'left'],
    ['left, on a phone that proved nothing yet', { deviceTrusted: false, standing: { state: 'left' } }, 'pin'],
    ['was removed for today', { standing: { state: 'removed', mayReturn: false } }, 'removed'],
    ['was removed and may return: by the lobby', { standing: { state: 'removed', mayReturn: true } }, 'lobby'],
    ['comes when all is over', { sessionEnded: true, standing: { state: 'in' } }, 'ended'],
  ])('%s', (_who, change, expected) => expect(visitStep({ ...ready, ...change })).toBe(expected));
});
