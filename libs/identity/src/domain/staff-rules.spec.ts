import { seatRoles, type SeatRole } from '#kernel';
import fc from 'fast-check';
import type { StaffStanding } from './seat-facts.js';
import { maySeePeople, mayLead, mayUse, type RoleScope } from './staff-rules.js';

const at = new Date('2026-03-02T17:00:00Z');

function session(role?: SeatRole): StaffStanding {
  return {
    session: { sessionId: 's', programId: 'day', cohortId: 'adults', state: 'planned', zone: 'America/Los_Angeles', plannedFrom: at, plannedTo: at, lobbyOpensAt: at, endedAt: null },
    seat: role && { seatId: 'seat', role },
  };
}

const all = (role: string): RoleScope => ({ role, programId: null, cohortId: null });

describe('what staff may do', () => {
  it.each([
    ['clinician', true, true, false],
    ['coordinator', true, false, true],
    ['supervisor', true, false, false],
    ['admin', true, false, true],
  ])('a %s uses the staff pages, a clinician’s, the desk’s', (role, staff, clinician, desk) => {
    expect([mayUse('staff', [role]), mayUse('staff.clinician', [role]), mayUse('staff.desk', [role])]).toEqual([staff, clinician, desk]);
  });

  it('somebody whose last role ended may use nothing', () => {
    expect([mayUse('staff', []), mayUse('staff.clinician', []), mayUse('staff.desk', [])]).toEqual([false, false, false]);
  });

  it.each<[string, StaffStanding | undefined, RoleScope[], boolean, 'yes' | 'not_allowed' | 'not_found']>([
    ['the host of the group', session('host'), [all('clinician')], true, 'yes'],
    ['the co-facilitator', session('co_facilitator'), [all('clinician')], true, 'yes'],
    ['an observer', session('observer'), [all('clinician')], true, 'not_allowed'],
    ['a clinician of another group', session(), [all('clinician')], false, 'not_found'],
    ['the coordinator', session(), [all('coordinator')], true, 'not_allowed'],
    ['a supervisor', session(), [all('supervisor')], true, 'not_allowed'],
    ['an administrator', session(), [all('admin')], true, 'not_allowed'],
    ['a coordinator of this program', session(), [{ role: 'coordinator', programId: 'day', cohortId: null }], true, 'not_allowed'],
    ['a coordinator of another program', session(), [{ role: 'coordinator', programId: 'evening', cohortId: null }], false, 'not_found'],
    ['a coordinator of this cohort', session(), [{ role: 'coordinator', programId: 'day', cohortId: 'adults' }], true, 'not_allowed'],
    ['a coordinator of another cohort of this program', session(), [{ role: 'coordinator', programId: 'day', cohortId: 'young' }], false, 'not_found'],
    ['a host who has left the clinic', session('host'), [], false, 'not_found'],
    ['anybody, of a session that is not there', undefined, [all('admin')], false, 'not_found'],
    ['a staff member who is a patient here', session('patient'), [all('clinician')], false, 'not_found'],
  ])('%s', (_who, standing, scopes, sees, leading) => {
    expect({ sees: maySeePeople(standing, scopes), leading: mayLead(standing, scopes) }).toEqual({ sees, leading });
  });

  it('agrees with a plain model in any world, and nobody leads what they may not see', () => {
    const anyRole = fc.constantFrom('clinician', 'coordinator', 'supervisor', 'admin');
    const anyScopes = fc.array(fc.record({ role: anyRole, programId: fc.constantFrom(null, 'day', 'evening'), cohortId: fc.constantFrom(null, 'adults', 'young') }), { maxLength: 3 });
    const anyStanding = fc.option(fc.constantFrom<(SeatRole | undefined)[]>(undefined, ...seatRoles).map(session), { nil: undefined });
    fc.assert(
      fc.property(anyStanding, anyScopes, (standing, scopes) => {
        const seated = ['host', 'co_facilitator', 'observer'].includes(standing?.seat?.role ?? '');
        const covers = (scope: RoleScope) => (scope.cohortId ? scope.cohortId === 'adults' : !scope.programId || scope.programId === 'day');
        const oversees = scopes.some((scope) => scope.role !== 'clinician' && covers(scope));
        const sees = standing !== undefined && scopes.length > 0 && (seated || oversees);
        const leads = sees && ['host', 'co_facilitator'].includes(standing.seat?.role ?? '');
        expect(maySeePeople(standing, scopes)).toBe(sees);
        expect(mayLead(standing, scopes)).toBe(!sees ? 'not_found' : leads ? 'yes' : 'not_allowed');
      }),
    );
  });
});
