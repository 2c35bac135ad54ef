import { counted, peopleOf, readyToAdmit, rosterGroups, type RosterPerson } from './roster-groups.js';

function row(name: string, state: RosterPerson['state'], part: Partial<RosterPerson> = {}): RosterPerson {
  return { seatId: name, role: 'patient', fullName: name, shownName: name, state, since: null, hold: null, pleaseCheck: [], gate: null, agreed: true, linkDead: false, help: null, mayReturn: null, background: false, onBreak: false, pageGoneAt: null, ...part };
}
const at = (minute: number): string => `2026-11-02T17:${String(minute).padStart(2, '0')}:00.000Z`;
const help = (minute: number, seen = false) => ({ helpId: `h${minute}`, kind: 'talk' as const, askedAt: at(minute), seenAt: seen ? at(minute + 1) : null, seenBy: seen ? 'Dr. Field' : null });
const drawn = (rows: RosterPerson[], search?: string) => rosterGroups(rows, search).map(({ name, rows: found }) => `${name}: ${found.map(({ seatId }) => seatId).join(' ')}`);

describe('the roster by what people need', () => {
  it('who waited longest comes first, and held people still wait', () =>
    expect(drawn([row('Walt', 'waiting', { since: at(34) }), row('Ana', 'waiting', { since: at(31) }), row('Jun', 'held', { since: at(32) })])).toEqual(['waiting: Ana Jun Walt']));

  it('who asked for help stands apart from the others in the room until somebody has seen it', () =>
    expect(drawn([row('Bea', 'in', { help: help(40) }), row('Coop', 'in', { help: help(30, true) }), row('Theo', 'in', { help: help(35) })])).toEqual(['needs_you: Theo Bea', 'in_room: Coop']));

  it('somebody who waits and needs help is admitted first', () => expect(drawn([row('Bea', 'waiting', { help: help(40) })])).toEqual(['waiting: Bea']));

  it('each state has its place, in the order of urgency', () =>
    expect(drawn([row('a', 'left'), row('b', 'expected'), row('c', 'checking'), row('d', 'in'), row('e', 'dropped'), row('f', 'waiting'), row('g', 'removed'), row('h', 'admitted')])).toEqual([
      'waiting: f',
      'dropped: e',
      'on_the_way: h',
      'in_room: d',
      'arriving: c',
      'not_here: b',
      'left: a g',
    ]));

  it('hosts are named after the others in the room, and are not missed when they are not there', () =>
    expect(drawn([row('Amara', 'in', { role: 'host' }), row('Sam', 'expected', { role: 'co_facilitator' }), row('Theo', 'in')])).toEqual(['in_room: Theo Amara']));

  it.each([
    ['the', ['in_room: Theo']],
    ['jose', ['in_room: José']],
    ['ROMERO', ['in_room: Theo']],
    ['nobody', []],
  ])('search for %s', (search, expected) => expect(drawn([row('Theo', 'in', { fullName: 'Theo Romero' }), row('José', 'in')], search)).toEqual(expected));
});

it('admit all takes only those of whom the gate asks nothing', () =>
  expect(readyToAdmit([row('Ana', 'waiting'), row('Walt', 'waiting', { pleaseCheck: ['in_vehicle'] }), row('Jun', 'held')]).map(({ seatId }) => seatId)).toEqual(['Ana']));

it('counts patients and guests, not staff', () => expect(counted([row('Theo', 'in'), row('Bea', 'dropped'), row('Amara', 'in', { role: 'host' })])).toEqual({ inRoom: 1, all: 2 }));

it('who asked for help is drawn anew when that changes, and nobody else is', () => {
  const roster = [row('Ana', 'in'), row('Bea', 'in')].map(({ help: _none, ...one }) => one);
  const before = peopleOf({ roster, help: [] });
  const after = peopleOf({ roster, help: [{ seatId: 'Bea', ...help(40) }] });
  expect([after[0] === before[0], after[1]?.help?.helpId]).toEqual([true, 'h40']);
});
