import type { z } from 'zod';
import { contracts } from './contracts.js';
import { clinicActs, sessionActs } from './may.js';
import { policyNames, policyReach } from './policy-names.js';

const all = Object.values(contracts).flatMap((audience) => Object.entries(audience));

it('every policy decides about something: a contract names it', () => {
  const named = new Set(all.map(([, { policy }]) => policy));
  expect(policyNames.filter((name) => !named.has(name))).toEqual([]);
});

it('what a page may offer is decided by a policy of a contract', () => {
  expect(Object.values({ ...sessionActs, ...clinicActs }).filter((policy) => !policyNames.includes(policy))).toEqual([]);
});

it('an input has the field by which its policy finds what it reaches', () => {
  const lacking = all.filter(([, { policy, transport, input }]) => {
    const { by } = policyReach[policy];
    // A socket has named its session and seat at the handshake.
    return transport === 'http' && by !== null && by !== 'rows' && !(by in (input as z.ZodObject).shape);
  });
  expect(lacking.map(([name]) => name)).toEqual([]);
});

it('whatever reaches a person at a seat says of which session, so that no seat answers for another', () => {
  const unbound = all.filter(([, { policy, input }]) => policy.startsWith('person.') && !('sessionId' in (input as z.ZodObject).shape));
  expect(unbound.map(([name]) => name)).toEqual([]);
});
