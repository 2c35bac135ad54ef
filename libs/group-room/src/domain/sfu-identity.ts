import { isId, type SeatId } from '#kernel';

/** The identity of a seat in the SFU: opaque to everybody in the room, and worthless at the gate once the seat's n has grown. */
export function sfuIdentity(seatId: SeatId, generation: number): string {
  return `${seatId}.${generation}`;
}

/** The parts of an identity of ours; `undefined` for anything foreign, such as the second session that a `publish` query opens. Never throws. */
export function parseIdentity(identity: string): { seatId: SeatId; generation: number } | undefined {
  const [seatId, generation, ...rest] = identity.split('.');
  if (rest.length > 0 || !isId(seatId) || generation === undefined || !/^(0|[1-9]\d{0,8})$/.test(generation)) return undefined;
  return { seatId, generation: Number(generation) };
}
