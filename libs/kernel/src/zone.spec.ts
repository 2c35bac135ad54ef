import { isZone } from './zone.js';

it.each([
  ['America/Los_Angeles', true],
  ['UTC', true],
  ['America/Atlantis', false],
  ['+05:00', false],
  ['', false],
])('the zone "%s" is one: %s', (zone, expected) => expect(isZone(zone)).toBe(expected));
