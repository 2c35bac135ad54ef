import { clinicActs, policyReach, sessionActs, type ClinicAct, type SessionAct } from '#contracts';
import { oversees, reachesClinic, reachesOthers, type Overseen, type Overseer } from './domain/reach.js';

const keys = <Key extends string>(record: Record<Key, unknown>): Key[] => Object.keys(record) as Key[];

/** What a page may offer somebody in a session: each act by the policy that decides it when it is done. Never throws. */
export function mayInSession(who: Overseer, session: Overseen): SessionAct[] {
  return keys(sessionActs).filter((act) => oversees(who, sessionActs[act], session));
}

/** What pages may offer somebody beyond the sessions in which they have a seat. Never throws. */
export function mayInClinic(who: Overseer): ClinicAct[] {
  return keys(clinicActs).filter((act) => (policyReach[clinicActs[act]].kind === 'clinic' ? reachesClinic : reachesOthers)(who, clinicActs[act]));
}
