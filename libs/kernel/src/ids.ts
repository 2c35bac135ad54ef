/** A UUID that the type system keeps apart from the ids of other things. */
export type Id<Thing extends string> = string & { readonly __thing?: Thing };

export type ClinicId = Id<'clinic'>;
export type PersonId = Id<'person'>;
export type SessionId = Id<'session'>;
export type SeatId = Id<'seat'>;
export type RoomId = Id<'room'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in lower case, the only form that is stored or sent. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && uuid.test(text);
}
