import { z } from 'zod';

/** One kind of looking at patients' records, as the access log tells it. */
interface RecordRead {
  readonly action: string;
  /** Whose record it is: of all people of a session, or of one seat. */
  readonly of: 'session' | 'seat';
  /** Pages ask again and again: one line for each reader and record in so many seconds says who looked, and the log is not buried. */
  readonly onceInSeconds: number;
}

/** What of patients' records is shown to others than themselves. */
export const recordReads = {
  /** Names, phone numbers and links of the people of a session. */
  people: { action: 'session.people_read', of: 'session', onceInSeconds: 600 },
  /** The roster of a live session: where everybody is, whom to call, who helps them. */
  roster: { action: 'roster.read', of: 'session', onceInSeconds: 60 },
  minutes: { action: 'minutes.read', of: 'session', onceInSeconds: 600 },
  attendance: { action: 'attendance.read', of: 'session', onceInSeconds: 600 },
  evidence: { action: 'evidence.read', of: 'seat', onceInSeconds: 600 },
} as const satisfies Record<string, RecordRead>;

export type ReadName = keyof typeof recordReads;

const records = z.registry<{ readonly ofPatient: true }>();

/**
 * Marks a schema as a part of a patient's record. A contract or push whose output holds one declares `reads`, or a test fails. The mark
 * goes with this very schema: what is derived by `extend` or `pick` is marked anew.
 */
export function ofPatient<Schema extends z.ZodType>(schema: Schema): Schema {
  records.add(schema, { ofPatient: true });
  return schema;
}

export function isOfPatient(schema: z.core.$ZodType): boolean {
  return records.has(schema);
}
