import type { Deltas, SharedAudience, Snapshots } from '#contracts/routes';

type ReducersFor<Audience extends SharedAudience> = { readonly [Key in keyof Snapshots<Audience>]: (known: Snapshots<Audience>[Key], delta: Deltas<Audience>[Key]) => Snapshots<Audience>[Key] };

/** The topics of a host's page. A topic that the contracts name and that is missing here is a type error. */
export const staffReducers = { roster: rowsBySeat, help: rowsBySeat } satisfies ReducersFor<'staff'>;
/** Those of a patient's page. */
export const seatsReducers = { peers: rowsBySeat } satisfies ReducersFor<'seats'>;

/** Whole rows replace those of the same seat; new seats go to the end, and those that were taken back go. */
function rowsBySeat<Row extends { seatId: string }>(known: readonly Row[], { rows, gone }: { rows: readonly Row[]; gone: readonly string[] }): Row[] {
  const bySeat = new Map(known.map((row) => [row.seatId, row]));
  for (const row of rows) bySeat.set(row.seatId, row);
  for (const seatId of gone) bySeat.delete(seatId);
  return [...bySeat.values()];
}
