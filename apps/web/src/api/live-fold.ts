import type { Push, SeatSnapshot, StaffSnapshot } from '#contracts/routes';

/** What a delta makes of what we know. `missed`: a version is missing in between, only a new snapshot helps. `old`: already known. */
export type Folded<Snapshot> = { readonly kind: 'next'; readonly snapshot: Snapshot } | { readonly kind: 'old' } | { readonly kind: 'missed' };

/** Whole rows replace those of the same seat; new seats go to the end, and those that were taken back go. Never throws. */
export function foldStaff(known: StaffSnapshot, delta: Push<'staff.delta'>): Folded<StaffSnapshot> {
  const order = compare(known.version, delta);
  if (order !== 'next') return { kind: order };
  const roster = replaceBySeat(known.roster, delta.rows, delta.gone);
  return { kind: 'next', snapshot: { ...known, version: delta.version, session: delta.session ?? known.session, roster } };
}

/** As `foldStaff`, for what the people in the room see of each other. */
export function foldSeats(known: SeatSnapshot, delta: Push<'seats.delta'>): Folded<SeatSnapshot> {
  const order = compare(known.version, delta);
  if (order !== 'next') return { kind: order };
  const people = replaceBySeat(known.people, delta.people, delta.gone);
  return { kind: 'next', snapshot: { ...known, version: delta.version, session: delta.session ?? known.session, people } };
}

function compare(known: number, { since, version }: { since: number; version: number }): 'old' | 'next' | 'missed' {
  if (version <= known) return 'old';
  return since <= known ? 'next' : 'missed';
}

function replaceBySeat<Row extends { seatId: string }>(known: readonly Row[], changed: readonly Row[], gone: readonly string[]): Row[] {
  const bySeat = new Map(known.map((row) => [row.seatId, row]));
  for (const row of changed) bySeat.set(row.seatId, row);
  for (const seatId of gone) bySeat.delete(seatId);
  return [...bySeat.values()];
}
