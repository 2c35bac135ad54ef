import type { HelpRow, RosterRow, StaffSnapshot } from '#contracts/routes';
import { isStaffRole } from '#kernel';

/** Somebody of the roster, with what they asked for last. */
export type RosterPerson = RosterRow & { readonly help: Omit<HelpRow, 'seatId'> | null };

/** The roster is sorted by what people need from the host, not by the alphabet. */
export type GroupName = 'waiting' | 'needs_you' | 'on_the_way' | 'in_room' | 'dropped' | 'arriving' | 'not_here' | 'left';

export interface RosterGroup {
  readonly name: GroupName;
  readonly rows: readonly RosterPerson[];
}

const groupNames: readonly GroupName[] = ['waiting', 'needs_you', 'dropped', 'on_the_way', 'in_room', 'arriving', 'not_here', 'left'];

const byState: Record<RosterPerson['state'], GroupName> = {
  waiting: 'waiting',
  held: 'waiting',
  in: 'in_room',
  admitted: 'on_the_way',
  dropped: 'dropped',
  checking: 'arriving',
  expected: 'not_here',
  left: 'left',
  removed: 'left',
};

const drawnAs = new WeakMap<RosterRow, RosterPerson>();

/** The people of the roster: each the same object while nothing of them changed, so that their row is not drawn again. */
export function peopleOf({ roster, help }: StaffSnapshot['topics']): RosterPerson[] {
  const asked = new Map(help.map((row) => [row.seatId, row]));
  return roster.map((row) => {
    const known = drawnAs.get(row);
    const ofSeat = asked.get(row.seatId) ?? null;
    if (known?.help === ofSeat) return known;
    const person = { ...row, help: ofSeat };
    drawnAs.set(row, person);
    return person;
  });
}

/**
 * Groups in the order of the roster, empty ones left out. Who asked for help and was not seen yet stands under "needs you" and nowhere
 * else, wherever they are, except that somebody who waits must be admitted first. `search` matches either name, without regard to accents.
 */
export function rosterGroups(rows: readonly RosterPerson[], search = ''): RosterGroup[] {
  const wanted = fold(search.trim());
  const groups = new Map<GroupName, RosterPerson[]>(groupNames.map((name) => [name, []]));
  for (const row of rows) {
    const group = groupOf(row);
    if (group && (fold(nameOf(row)).includes(wanted) || fold(row.fullName).includes(wanted))) groups.get(group)?.push(row);
  }
  return groupNames.map((name) => ({ name, rows: (groups.get(name) ?? []).sort(orders[name]) })).filter(({ rows: found }) => found.length > 0);
}

function groupOf(row: RosterPerson): GroupName | null {
  const group = byState[row.state];
  if (isStaff(row)) return group === 'in_room' || group === 'dropped' || group === 'on_the_way' ? group : null;
  return needsHelp(row) && group !== 'waiting' ? 'needs_you' : group;
}

export function isStaff({ role }: Pick<RosterPerson, 'role'>): boolean {
  return isStaffRole(role);
}

function needsHelp({ help }: Pick<RosterPerson, 'help'>): boolean {
  return help !== null && help.seenAt === null;
}

export function nameOf({ shownName, fullName }: Pick<RosterPerson, 'shownName' | 'fullName'>): string {
  return shownName ?? fullName;
}

/** Whom "Admit all expected" lets in: waiting at an open page, and the gate asks nothing. */
export function readyToAdmit(rows: readonly RosterPerson[]): RosterPerson[] {
  return rows.filter((row) => row.state === 'waiting' && row.pleaseCheck.length === 0 && row.pageGoneAt === null);
}

/** How many of how many patients and guests have their attendance counted now. */
export function counted(rows: readonly RosterRow[]): { inRoom: number; all: number } {
  const people = rows.filter((row) => !isStaff(row));
  return { inRoom: people.filter(({ state }) => state === 'in').length, all: people.length };
}

type Order = (a: RosterPerson, b: RosterPerson) => number;
const oldestFirst: Order = (a, b) => timeOf(a) - timeOf(b) || byName(a, b);
const byName: Order = (a, b) => Number(isStaff(a)) - Number(isStaff(b)) || nameOf(a).localeCompare(nameOf(b));
const helpFirst: Order = (a, b) => Date.parse(a.help?.askedAt ?? '') - Date.parse(b.help?.askedAt ?? '');
const orders: Record<GroupName, Order> = { waiting: oldestFirst, needs_you: helpFirst, dropped: oldestFirst, on_the_way: oldestFirst, in_room: byName, arriving: oldestFirst, not_here: byName, left: byName };

function timeOf({ since }: RosterPerson): number {
  return since === null ? Number.MAX_SAFE_INTEGER : Date.parse(since);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
