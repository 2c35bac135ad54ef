import type { MachinePlace, PagePlace, Said } from './everything-said.js';
import { anybody, MarkFinder, type Kind, type Mark } from './marks.js';

export const clinician = 'the clinician';

type Table<Place extends string> = Readonly<Record<Place, readonly Kind[]>>;

/** What machines write down and show each other: ids, and no person behind them. The database keeps people, but of secrets only hashes. */
const machines: Table<MachinePlace> = {
  log: ['seat', 'id'],
  livekit: ['seat'],
  claims: ['seat'],
  webhooks: ['seat'],
  metrics: [],
  arguments: [],
  audit: ['seat', 'id', 'hold', 'reason'],
  evidence: ['seat', 'id'],
  database: ['seat', 'id', 'hold', 'reason', 'private', 'chosen', 'word'],
};

/** One's own. Nothing of it in addresses, titles, storage and console: a shared computer shows those to whoever comes next. */
const own: Table<PagePlace> = {
  received: ['private', 'chosen', 'id', 'seat', 'hold', 'cookie', 'pass'],
  sent: ['private', 'chosen', 'id', 'seat', 'pin', 'cookie', 'pass'],
  screen: ['private', 'chosen', 'seat', 'hold', 'device'],
  title: [],
  address: ['seat'],
  link: ['pin'],
  signalling: ['seat', 'pass'],
  storage: [],
  cookies: ['cookie'],
  console: [],
};

/** What the group is for: read by those who belong to it, and never where it stays or travels beside them. */
const group: Table<PagePlace> = { ...nowhere(), received: ['word'], screen: ['word'] };

/** Of another person while both are in the room, and of staff at all times. */
const peers: Table<PagePlace> = { ...nowhere(), received: ['chosen', 'seat'], screen: ['chosen', 'seat'], sent: ['seat'] };
const staffToPatients: Table<PagePlace> = { ...nowhere(), received: ['chosen'], screen: ['chosen'] };

/** Of patients at the desk: who they are and how to reach them, and nothing by which one could act as them. */
const patientsToStaff: Table<PagePlace> = {
  ...nowhere(),
  received: ['private', 'chosen', 'id', 'seat', 'hold', 'reason'],
  screen: ['private', 'chosen', 'id', 'seat', 'hold', 'reason'],
  sent: ['id', 'seat', 'hold', 'reason'],
};
/** The group's title stands on the tab of those who may have several groups in a day. */
const groupToStaff: Table<PagePlace> = { ...group, title: ['word'] };

function nowhere(): Table<PagePlace> {
  return { received: [], sent: [], screen: [], title: [], address: [], link: [], signalling: [], storage: [], cookies: [], console: [] };
}

const isOfMachine = (place: Said['place']): place is MachinePlace => place in machines;

/** Whether this may stand there. */
function mayStand(mark: Mark, { reader, place, inSight }: Said): boolean {
  if (isOfMachine(place)) return machines[place].includes(mark.kind);
  return tablesFor(mark, reader, inSight).some((table) => table[place].includes(mark.kind));
}

function tablesFor({ of }: Mark, reader: string, inSight: ReadonlySet<string>): readonly Table<PagePlace>[] {
  if (of === reader || of === anybody) return [own];
  if (of === 'the group') return [reader === clinician ? groupToStaff : group];
  if (reader === clinician) return [patientsToStaff];
  return [of === clinician ? staffToPatients : nowhere(), inSight.has(of) ? peers : nowhere()];
}

/** One mark that was found in one text. */
export interface Sighting {
  readonly mark: Mark;
  readonly said: Said;
  readonly at: number;
}

export function sightings(all: readonly Said[], marks: readonly Mark[]): Sighting[] {
  const finder = new MarkFinder(marks);
  return all.flatMap((said) => [...finder.in(said.text)].map(({ mark, at }) => ({ mark, said, at })));
}

/** Every sighting where it must not be, one line each: what, of whom, where, and the text around it. */
export function leaks(seen: readonly Sighting[]): string[] {
  const wrong = seen.filter(({ mark, said }) => !mayStand(mark, said));
  const lines = wrong.map(({ mark, said, at }) => [`${mark.what} of ${mark.of} found in: ${nameOf(said)}`, around(said.text, at)] as const);
  // The same thing in the same place is told once.
  return [...new Map([...lines].reverse())].reverse().map(([what, context]) => `${what}: …${context}…`);
}

function nameOf({ reader, place, where }: Said): string {
  return `${place} of ${reader} (${where})`;
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 60), at + 60).replace(/[^\x20-\x7e]+/g, '·');
}
