import { movedPlan, type MoveRefusal, type StandingPlan } from './moved-plan.js';

const zone = 'America/Los_Angeles';
const hour = 3_600_000;
const plan: StandingPlan = { zone, from: new Date('2026-03-06T17:00:00Z'), state: 'planned', lastSegmentTo: new Date('2026-03-06T20:00:00Z') };

describe('a session that is moved', () => {
  it.each([
    ['an hour later', '2026-03-06T10:00', '2026-03-06T13:00', 1],
    ['an hour earlier', '2026-03-06T08:00', '2026-03-06T11:00', -1],
    ['to the Monday after the clocks went forward', '2026-03-09T09:00', '2026-03-09T12:00', 71],
    ['to a longer time', '2026-03-06T09:00', '2026-03-06T13:00', 0],
  ])('%s takes its segments along', (_what, from, to, hours) => expect(movedPlan(plan, { from, to })).toMatchObject({ kind: 'moved', byMs: hours * hour }));

  it('lies where the clocks of its own zone say', () => {
    expect(movedPlan(plan, { from: '2026-03-09T09:00', to: '2026-03-09T12:00' })).toEqual({
      kind: 'moved',
      from: Date.parse('2026-03-09T16:00:00Z'),
      to: Date.parse('2026-03-09T19:00:00Z'),
      byMs: 71 * hour,
    });
  });

  it('without segments may become as short as one likes', () => {
    expect(movedPlan({ ...plan, lastSegmentTo: null }, { from: '2026-03-06T09:00', to: '2026-03-06T09:30' }).kind).toBe('moved');
  });

  it.each<[string, Partial<StandingPlan>, string, string, MoveRefusal['reason']]>([
    ['while people are in it', { state: 'live' }, '2026-03-06T10:00', '2026-03-06T13:00', 'live'],
    ['after its end', { state: 'ended' }, '2026-03-06T10:00', '2026-03-06T13:00', 'ended'],
    ['to a time that the clocks skip', {}, '2026-03-08T02:30', '2026-03-08T05:30', 'no_such_time'],
    ['to an end before the start', {}, '2026-03-06T10:00', '2026-03-06T09:00', 'ends_before_it_begins'],
    ['to more than half a day', {}, '2026-03-06T06:00', '2026-03-06T19:00', 'too_long'],
    ['to a time in which its segments have no room', {}, '2026-03-06T09:00', '2026-03-06T11:59', 'segment_outside'],
  ])('is not moved %s', (_what, stands, from, to, reason) => expect(movedPlan({ ...plan, ...stands }, { from, to })).toEqual({ kind: 'refused', reason }));
});
