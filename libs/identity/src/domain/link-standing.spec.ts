import { linkStanding, linkWindow, type Link } from './link-standing.js';

const at = (clock: string) => new Date(`2026-03-02T${clock}:00Z`);
const link: Link = { worksFrom: at('16:00'), worksTo: at('21:00'), tries: 0, deadBecause: null };
const seat = (state: 'planned' | 'live' | 'ended' = 'planned', withdrawn = false) => ({ withdrawn, session: { state } });

describe('what a link is worth', () => {
  it.each([
    ['tapped on the way to the group', link, seat(), at('16:45'), { kind: 'open' }],
    ['tapped again in the middle of it', link, seat('live'), at('18:00'), { kind: 'open' }],
    ['tapped the evening before', link, seat(), at('15:59'), { kind: 'early' }],
    ['tapped at the first minute that works', link, seat(), at('16:00'), { kind: 'open' }],
    ['tapped after the host ended early', link, seat('ended'), at('18:00'), { kind: 'dead', because: 'ended' }],
    ['tapped the next day, though nobody ended the session', link, seat('live'), at('21:00'), { kind: 'dead', because: 'ended' }],
    ['replaced by a new one', { ...link, deadBecause: 'new_link' as const }, seat(), at('17:00'), { kind: 'dead', because: 'replaced' }],
    ['of a session that was moved', { ...link, deadBecause: 'rescheduled' as const }, seat(), at('17:00'), { kind: 'dead', because: 'replaced' }],
    ['of somebody discharged', { ...link, deadBecause: 'discharged' as const }, seat(), at('17:00'), { kind: 'dead', because: 'not_coming' }],
    ['of a seat that was taken back', link, seat('planned', true), at('17:00'), { kind: 'dead', because: 'not_coming' }],
    ['killed by wrong PINs', { ...link, tries: 5, deadBecause: 'too_many_tries' as const }, seat(), at('17:00'), { kind: 'dead', because: 'too_many_tries' }],
    ['with its last try spent by a server that died', { ...link, tries: 5 }, seat(), at('17:00'), { kind: 'dead', because: 'too_many_tries' }],
    ['killed, and the session over as well', { ...link, deadBecause: 'new_link' as const }, seat('ended'), at('17:00'), { kind: 'dead', because: 'ended' }],
    ['taken back before it ever worked', link, seat('planned', true), at('10:00'), { kind: 'dead', because: 'not_coming' }],
  ])('%s', (_what, given, where, now, expected) => expect(linkStanding(given, where, now)).toEqual(expected));

  it.each([
    ['from an hour before', '16:45', '16:00'],
    ['from an hour before also when the lobby opens with the session', '17:00', '16:00'],
    ['from when the lobby opens two hours before', '15:00', '15:00'],
  ])('works %s, until the latest that a session may run', (_what, lobby, from) => {
    expect(linkWindow({ plannedFrom: at('17:00'), plannedTo: at('20:00'), lobbyOpensAt: at(lobby) })).toEqual({ from: at(from).getTime(), to: at('21:00').getTime() });
  });
});
