import { locales, westernDigits } from '#kernel';
import { z } from 'zod';
import { cleanLine, cleanLines, type CleanText } from './clean-text.js';

/**
 * Fields that many contracts share. Every object is strict. What a person types goes through `text`, `wish`, `secret`, `digits` or `Phone`;
 * a bare `z.string()` in an input is refused by a test, and so are numbers, instants and lists without bounds.
 */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

export const SeatId = uuid;
export const SessionId = uuid;
export const AnyId = uuid;

/** An instant in ISO 8601, UTC. */
export const Instant = z.iso.datetime();
/** An IANA time zone name. */
export const Zone = z.string().min(1).max(64);
export const Locale = z.enum(locales);

/** Refuses with a reason that the page can put into words. */
function refuse(context: z.RefinementCtx, reason: string): never {
  context.addIssue({ code: 'custom', params: { reason } });
  return z.NEVER;
}

/**
 * One line that a person types, as it is kept, shown and read aloud: NFC, single spaces, nothing invisible or turned around, no control
 * characters. `max`: code points, 1 at least.
 */
export const text = (max: number) => cleaned(max, cleanLine);

/** Several lines that a person types, each as `text` keeps it. `max`: code points of the whole. */
export const prose = (max: number) => cleaned(max, cleanLines);

const cleaned = (max: number, clean: (given: string, max: number) => CleanText) =>
  z.string().max(max * 4).transform((given, context) => {
    const read = clean(given, max);
    return read.kind === 'clean' ? read.text : refuse(context, read.fault);
  });

/** What has a judge of its own in the domain: whole letters only, and bounded. `max`: code points. */
export const wish = (max: number) => z.string().trim().min(1).max(max * 4).refine((given) => !/\p{Cs}/u.test(given) && [...given].length <= max);

/** Compared as it is and never shown: whole letters, no NUL. */
export const secret = (max: number) => z.string().min(1).max(max).refine((given) => !/\p{Cs}|\0/u.test(given));

/** Exactly so many digits of any script, spaced or not; kept as 0 to 9. */
export const digits = (count: number) =>
  z.string().max(64).transform((given, context) => {
    const plain = westernDigits(given).replace(/[\s-]/g, '');
    return /^\d+$/.test(plain) && plain.length === count ? plain : refuse(context, 'digits');
  });

/** As people type or paste it, with area code and perhaps an extension. Whether it can be called is decided where the clinic's country is known. */
export const Phone = text(64).refine((given) => westernDigits(given).replace(/\D/g, '').length >= 7, { params: { reason: 'phone' } });

export const nothing = z.strictObject({});
export const bySeat = z.strictObject({ seatId: SeatId });
export const bySession = z.strictObject({ sessionId: SessionId });
