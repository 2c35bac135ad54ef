import { newlyWaiting, titleWith } from './waiting-signal.js';

it.each([
  [0, 'Evening cohort B'],
  [2, '(2) Evening cohort B'],
])('%i waiting: %s', (waiting, title) => expect(titleWith(waiting, 'Evening cohort B')).toBe(title));

it('sounds for somebody new, not for the same person twice, and again when they come back', () => {
  const first = newlyWaiting(new Set(), [{ seatId: 'ana', state: 'waiting' }]);
  const same = newlyWaiting(first.waiting, [{ seatId: 'ana', state: 'waiting' }, { seatId: 'bea', state: 'in' }]);
  const gone = newlyWaiting(same.waiting, [{ seatId: 'ana', state: 'in' }]);
  const back = newlyWaiting(gone.waiting, [{ seatId: 'ana', state: 'waiting' }]);
  expect([first, same, gone, back].map(({ fresh }) => fresh)).toEqual([1, 0, 0, 1]);
});
