import { lobbyOpensAt, planSession, type PlanProblem, type SegmentWish, type SessionWish } from './session-plan.js';

const zone = 'America/Los_Angeles';
const part = (from: string, to: string, more: Partial<SegmentWish> = {}): SegmentWish => ({ kind: 'process', title: 'Process group', from: `2026-03-06T${from}`, to: `2026-03-06T${to}`, counts: true, ...more });
const block: SessionWish = { kind: 'block', title: 'Day group', zone, from: '2026-03-06T09:00', to: '2026-03-06T12:00', segments: [part('09:00', '10:30'), part('10:30', '12:00')], capacity: 12 };
const at = (clock: string) => Date.parse(`2026-03-06T${clock}:00-08:00`);

describe('a session that somebody plans', () => {
  it('has its times as instants, its title trimmed and its segments in order, in whichever order they were given', () => {
    const wish: SessionWish = { ...block, title: ' Day group ', segments: [part('10:40', '12:00'), part('10:30', '10:40', { kind: 'break', title: 'Break', counts: false }), part('09:00', '10:30')] };
    expect(planSession(wish)).toEqual({
      kind: 'planned',
      plan: {
        kind: 'block',
        title: 'Day group',
        zone,
        from: at('09:00'),
        to: at('12:00'),
        capacity: 12,
        segments: [
          { kind: 'process', title: 'Process group', from: at('09:00'), to: at('10:30'), counts: true },
          { kind: 'break', title: 'Break', from: at('10:30'), to: at('10:40'), counts: false },
          { kind: 'process', title: 'Process group', from: at('10:40'), to: at('12:00'), counts: true },
        ],
      },
    });
  });

  it.each<[string, Partial<SessionWish>]>([
    ['by instants', { from: new Date(at('09:00')), to: new Date(at('12:00')) }],
    ['without segments', { segments: [] }],
    ['with a gap between two segments', { segments: [part('09:00', '10:00'), part('11:00', '12:00')] }],
    ['for one person', { kind: 'individual', capacity: 1, segments: [] }],
    ['for twelve hours', { to: '2026-03-06T21:00' }],
  ])('may be planned %s', (_what, wish) => expect(planSession({ ...block, ...wish }).kind).toBe('planned'));

  it.each<[string, Partial<SessionWish>, { problem: PlanProblem; segment?: number }]>([
    ['a title of blanks', { title: '   ' }, { problem: 'title' }],
    ['a title with a line break', { title: 'Day\ngroup' }, { problem: 'title' }],
    ['a title that fills a page', { title: 'x'.repeat(121) }, { problem: 'title' }],
    ['a zone that is none', { zone: 'America/Atlantis' }, { problem: 'zone' }],
    ['an offset for a zone', { zone: '-08:00' }, { problem: 'zone' }],
    ['nobody', { capacity: 0 }, { problem: 'capacity' }],
    ['half a person', { capacity: 1.5 }, { problem: 'capacity' }],
    ['more than the room holds', { capacity: 41 }, { problem: 'capacity' }],
    ['no date', { from: new Date(Number.NaN) }, { problem: 'no_such_time' }],
    ['a start that the clocks skip', { from: '2026-03-08T02:30', to: '2026-03-08T06:00', segments: [] }, { problem: 'no_such_time' }],
    ['an end before the start', { to: '2026-03-06T08:59' }, { problem: 'ends_before_it_begins' }],
    ['no time at all', { to: '2026-03-06T09:00' }, { problem: 'ends_before_it_begins' }],
    ['a night and a day', { to: '2026-03-06T21:01' }, { problem: 'too_long' }],
    ['a segment without a title', { segments: [part('09:00', '12:00', { title: '' })] }, { problem: 'segment_title', segment: 0 }],
    ['a segment at no time', { segments: [part('09:00', '10:00'), part('25:00', '26:00')] }, { problem: 'no_such_time', segment: 1 }],
    ['a segment that ends before it begins', { segments: [part('10:00', '09:00')] }, { problem: 'segment_ends_before_it_begins', segment: 0 }],
    ['a segment before the start', { segments: [part('08:59', '10:00')] }, { problem: 'segment_outside', segment: 0 }],
    ['a segment past the end', { segments: [part('09:00', '10:00'), part('11:00', '12:01')] }, { problem: 'segment_outside', segment: 1 }],
    ['two segments at once', { segments: [part('10:00', '11:00'), part('09:00', '10:01')] }, { problem: 'segments_overlap', segment: 1 }],
    ['a segment inside another', { segments: [part('09:00', '12:00'), part('10:00', '10:10', { kind: 'break' })] }, { problem: 'segments_overlap', segment: 1 }],
  ])('is not planned with %s', (_what, wish, refusal) => expect(planSession({ ...block, ...wish })).toEqual({ kind: 'refused', ...refusal }));

  it.each([
    ['an evening before the clocks go forward', '2026-03-07T23:00', '2026-03-08T03:00', 3],
    ['an evening before they go back', '2026-10-31T23:00', '2026-11-01T03:00', 5],
    ['an evening like any other', '2026-03-05T23:00', '2026-03-06T03:00', 4],
  ])('lasts what passes between its times: %s', (_what, from, to, hours) => {
    const planned = planSession({ ...block, from, to, segments: [] });
    expect(planned.kind === 'planned' && (planned.plan.to - planned.plan.from) / 3_600_000).toBe(hours);
  });

  it('opens its lobby as many minutes before as the program sets, over a change of clocks too', () => {
    expect(lobbyOpensAt(Date.parse('2026-03-08T10:30:00Z'), 120)).toBe(Date.parse('2026-03-08T08:30:00Z'));
  });
});
