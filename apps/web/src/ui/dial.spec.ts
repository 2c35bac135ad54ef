import { dial } from './dial.js';

it.each([
  ['(916) 555-0100', 'tel:9165550100'],
  ['(916) 555-0100 ext. 12', 'tel:9165550100,12'],
  ['+44 20 7946 0958', 'tel:+442079460958'],
])('dials %s as %s', (shown, address) => expect(dial(shown)).toBe(address));
