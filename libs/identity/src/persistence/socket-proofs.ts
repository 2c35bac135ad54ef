import { sql, type Database } from '#platform';
import type { OpenSocket } from '../socket-proofs.js';

/** The names of the sockets that what stands behind them still holds; `alone` by a lookup, else in the open transaction. */
export async function provenSockets(sockets: readonly OpenSocket[], now: Date, where: { readonly alone: Database } | 'inTransaction'): Promise<ReadonlySet<string>> {
  const call = 'prove_sockets($1, $2, $3, $4, $5, $6)';
  const of = <Value>(value: (socket: OpenSocket) => Value): Value[] => sockets.map(value);
  const given = [
    of(({ socketId }) => socketId),
    of(({ identity }) => identity.as),
    of(({ identity }) => identity.clinicId),
    of(({ identity }) => identity.seatId),
    of(({ identity }) => identity.holderId),
    now,
  ];
  const rows = await (where === 'inTransaction' ? sql<{ socket: string }>(`select * from ${call}`, given) : where.alone.lookup<{ socket: string }>(call, given));
  return new Set(rows.map(({ socket }) => socket));
}
