import * as account from './account.js';
import type { Contract } from './contract.js';
import * as desk from './desk.js';
import * as live from './live.js';
import * as records from './records.js';
import * as settings from './settings.js';
import * as visit from './visit.js';

/** Whom a contract is for. */
export const audiences = {
  visit: 'a patient on the way into a session, in it and after it',
  live: 'the live session of a group, by socket',
  desk: 'staff at work: the day, the people of a session, the way into its room',
  records: 'the records of attendance',
  settings: 'what an administrator sets for the clinic',
  account: 'sign-in of staff, and their account',
} as const;

export type Audience = keyof typeof audiences;

const modules = { visit, live, desk, records, settings, account } satisfies Record<Audience, object>;

/** Every contract by its audience, for what must hold for all of them: the published description, and the suites that try each. */
export const contracts = Object.fromEntries(Object.entries(modules).map(([audience, module]) => [audience, contractsOf(module)])) as Record<Audience, Readonly<Record<string, Contract>>>;

function contractsOf(module: object): Record<string, Contract> {
  return Object.fromEntries(Object.entries(module).filter((entry): entry is [string, Contract] => isContract(entry[1])));
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'transport' in value;
}
