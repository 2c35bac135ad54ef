import { z } from 'zod';

/** Fields that many contracts share. Texts are trimmed and bounded; every object is strict. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

export const SeatId = uuid;
export const SessionId = uuid;
export const AnyId = uuid;

/** An instant in ISO 8601, UTC. */
export const Instant = z.iso.datetime();
/** An IANA time zone name. */
export const Zone = z.string().min(1).max(64);
export const Locale = z.enum(['en', 'es']);

export const text = (max: number) => z.string().trim().min(1).max(max);
/** As people type it: digits, spaces, dots, dashes, brackets and a leading plus; at least seven digits. */
export const Phone = z
  .string()
  .trim()
  .max(32)
  .regex(/^\+?[\d\s().-]+$/)
  .refine((value) => value.replace(/\D/g, '').length >= 7);

export const nothing = z.strictObject({});
export const bySeat = z.strictObject({ seatId: SeatId });
export const bySession = z.strictObject({ sessionId: SessionId });
