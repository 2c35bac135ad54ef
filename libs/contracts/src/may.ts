import { z } from 'zod';
import type { PolicyName } from './policy-names.js';

/**
 * What a page may offer somebody, each with the policy that decides when it is done: the server tells a page what it may do, and the page
 * knows no role. Whether it is the time for it (a room opens with its lobby) is another matter.
 */
export const sessionActs = {
  open_room: 'session.host',
  read_people: 'session.people',
  give_access: 'person.access',
  read_attendance: 'session.records',
} as const satisfies Record<string, PolicyName>;
export type SessionAct = keyof typeof sessionActs;

/** What somebody may do beyond the sessions in which they have a seat. */
export const clinicActs = { see_sessions_of_others: 'session.see', manage_settings: 'clinic.settings' } as const satisfies Record<string, PolicyName>;
export type ClinicAct = keyof typeof clinicActs;

const oneOfKeys = <Key extends string>(acts: Record<Key, PolicyName>) => z.enum(Object.keys(acts) as [Key, ...Key[]]);

export const SessionMay = z.array(oneOfKeys(sessionActs));
export const ClinicMay = z.array(oneOfKeys(clinicActs));
