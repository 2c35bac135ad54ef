import { clinicRoles, seatRoles, type ClinicRole, type RoleScope, type SeatRole } from '#kernel';
import fc from 'fast-check';
import { answerTo, oversees, personAsOverseen, reachesClinic, reachesOthers, reachPolicies, sessionAsOverseen, type Overseen, type ReachPolicy } from './reach.js';

const policies = reachPolicies;
const everywhere = (role: ClinicRole): RoleScope => ({ role, programId: null, cohortId: null });
const inProgram = (role: ClinicRole, programId: string): RoleScope => ({ role, programId, cohortId: null });
const inCohort = (role: ClinicRole, cohortId: string): RoleScope => ({ role, programId: 'day', cohortId });
const who = (...scopes: RoleScope[]) => ({ personId: 'me', scopes });
const session = (ownSeat?: SeatRole): Overseen => sessionAsOverseen({ programId: 'day', cohortId: 'adults' }, ownSeat);
const person = (more: { seat?: SeatRole; onCareTeam?: boolean } = {}): Overseen =>
  personAsOverseen({
    session: { sessionId: 's', programId: null, cohortId: null },
    seat: more.seat && { seatId: 'seat', role: more.seat },
    enrolledIn: { programs: ['day'], cohorts: ['adults'] },
    onCareTeam: more.onCareTeam ?? false,
  });

/** The answers in the order of the policies about sessions and people: see, people, records, host, access, person's records. */
const answers = (scopes: RoleScope[], object: Overseen | undefined): string => policies.filter((policy) => policy !== 'clinic.settings').map((policy) => ({ yes: 'y', not_allowed: 'n', not_found: '-' })[answerTo(who(...scopes), policy, object)]).join('');

describe('how far the staff reach', () => {
  it.each<[string, RoleScope[], Overseen | undefined, string]>([
    ['the host of the group', [everywhere('clinician')], session('host'), 'yyyyyy'],
    ['the co-facilitator', [everywhere('clinician')], session('co_facilitator'), 'yyyyyy'],
    ['a host whose role is of another program: the seat counts', [inProgram('clinician', 'evening')], session('host'), 'yyyyyy'],
    ['an observer looks only', [everywhere('clinician')], session('observer'), 'yyynny'],
    ['a clinician of another group', [everywhere('clinician')], session(), '------'],
    ['the coordinator', [everywhere('coordinator')], session(), 'yyynyy'],
    ['a coordinator of this program', [inProgram('coordinator', 'day')], session(), 'yyynyy'],
    ['a coordinator of another program', [inProgram('coordinator', 'evening')], session(), '------'],
    ['a coordinator of this cohort', [inCohort('coordinator', 'adults')], session(), 'yyynyy'],
    ['a coordinator of another cohort of this program', [inCohort('coordinator', 'young')], session(), '------'],
    ['a supervisor of this program reads', [inProgram('supervisor', 'day')], session(), 'yyynny'],
    ['an administrator sees the plan and nobody in it', [everywhere('admin')], session(), 'ynnnnn'],
    ['an administrator of another program', [inProgram('admin', 'evening')], session(), '------'],
    ['a host who has left the clinic', [], session('host'), '------'],
    ['a staff member who is a patient here', [everywhere('clinician')], session('patient'), '------'],
    ['anybody, of what is not there', clinicRoles.map(everywhere), undefined, '------'],
    ['a clinician in the care team of a person', [everywhere('clinician')], person({ onCareTeam: true }), '----yy'],
    ['the same of a program elsewhere: the team counts', [inProgram('clinician', 'evening')], person({ onCareTeam: true }), '----yy'],
    ['a care team member who is no clinician any more', [everywhere('admin')], person({ onCareTeam: true }), 'ynnnnn'],
    ['a coordinator of the program in which the person is', [inProgram('coordinator', 'day')], person(), 'yyynyy'],
    ['a clinician who hosts the person', [everywhere('clinician')], person({ seat: 'host' }), 'yyyyyy'],
  ])('%s', (_who, scopes, object, expected) => {
    expect(answers(scopes, object)).toBe(expected);
  });

  const anyScope = fc.record({ role: fc.constantFrom(...clinicRoles), programId: fc.constantFrom(null, 'day', 'evening'), cohortId: fc.constantFrom(null, 'adults', 'young') });
  const anyScopes = fc.array(anyScope, { maxLength: 4 });
  const anyObject = fc.record({
    programs: fc.subarray(['day', 'evening']),
    cohorts: fc.subarray(['adults', 'young']),
    ownSeat: fc.constantFrom<(SeatRole | undefined)[]>(undefined, ...seatRoles),
    onCareTeam: fc.boolean(),
  });

  it('agrees with a plain model in any world', () => {
    fc.assert(
      fc.property(anyScopes, anyObject, (scopes, object) => {
        const covering = scopes.filter(({ programId, cohortId }) => (cohortId ? object.cohorts.includes(cohortId) : !programId || object.programs.includes(programId))).map(({ role }) => role);
        const sits = (...seats: string[]) => scopes.length > 0 && seats.includes(object.ownSeat ?? '');
        const [leads, present] = [sits('host', 'co_facilitator'), sits('host', 'co_facilitator', 'observer')];
        const team = object.onCareTeam && scopes.some(({ role }) => role === 'clinician');
        const has = (...roles: string[]) => covering.some((role) => roles.includes(role));
        const model: Record<ReachPolicy, boolean> = {
          'clinic.settings': has('admin'),
          'session.see': present || has('coordinator', 'supervisor', 'admin'),
          'session.people': present || has('coordinator', 'supervisor'),
          'session.records': present || has('coordinator', 'supervisor'),
          'session.host': leads,
          'person.access': leads || team || has('coordinator'),
          'person.records': present || team || has('coordinator', 'supervisor'),
        };
        expect(Object.fromEntries(policies.map((policy) => [policy, oversees(who(...scopes), policy, object)]))).toEqual(model);
      }),
    );
  });

  it('a role less never reaches more, and who may do something with a session may know of it', () => {
    fc.assert(
      fc.property(anyScopes, anyObject, fc.nat(), (scopes, object, one) => {
        const fewer = scopes.filter((_, index) => index !== one % Math.max(1, scopes.length));
        for (const policy of policies) {
          if (oversees(who(...fewer), policy, object)) expect(oversees(who(...scopes), policy, object)).toBe(true);
          if (policy.startsWith('session.') && oversees(who(...scopes), policy, object)) expect(oversees(who(...scopes), 'session.see', object)).toBe(true);
        }
      }),
    );
  });

  it('an administrator of a part changes nothing of the whole', () => {
    const whole = (scopes: RoleScope[]) => reachesClinic(who(...scopes), 'clinic.settings');
    expect([[everywhere('admin')], [inProgram('admin', 'day'), everywhere('supervisor')], [inCohort('admin', 'adults')], []].map(whole)).toEqual([true, false, false, false]);
  });

  it('knows who reaches beyond the own seats', () => {
    const others = (scopes: RoleScope[]) => policies.filter((policy) => reachesOthers(who(...scopes), policy));
    expect(others([everywhere('clinician')])).toEqual([]);
    expect(others([inCohort('admin', 'adults')])).toEqual(['clinic.settings', 'session.see']);
    expect(others([inProgram('supervisor', 'day')])).toEqual(['session.see', 'session.people', 'session.records', 'person.records']);
  });
});
