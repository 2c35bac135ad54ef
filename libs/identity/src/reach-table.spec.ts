import { policyNames, policyReach } from '#contracts';
import { clinicRoles } from '#kernel';
import { readFileSync } from 'node:fs';
import { reachPolicies, reachTerms } from './domain/reach.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const scopes = (policy: keyof typeof reachTerms, role: (typeof clinicRoles)[number]): string => {
  const { roles, careTeam } = reachTerms[policy];
  const ways = [(roles as readonly string[]).includes(role) && 'their scope', role === 'clinician' && careTeam && 'their care team'].filter(Boolean);
  return ways.join(', ') || '–';
};

/** One line of the README's table. */
function line(policy: keyof typeof reachTerms): string {
  const { kind, by } = policyReach[policy];
  const reach = by === null ? `the whole ${kind}` : by === 'rows' ? `each ${kind} of a list` : `a ${kind}, by \`${by}\``;
  return `| \`${policy}\` | ${reach} | ${clinicRoles.map((role) => scopes(policy, role)).join(' | ')} | ${reachTerms[policy].seats.join(', ').replace('_', '-') || '–'} |`;
}

it('every policy by which staff reach others has its terms, and no other', () => {
  const withoutTerms: readonly string[] = ['public', 'seat.device', 'seat', 'account', 'staff'];
  expect([...reachPolicies, ...withoutTerms].sort()).toEqual([...policyNames].sort());
});

it.each(reachPolicies)('%s: the README says what the rules are', (policy) => {
  expect(readme.split('\n').filter((text) => text.startsWith(`| \`${policy}\``))).toEqual([line(policy)]);
});
