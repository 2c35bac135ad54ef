import { seatRoles, type SeatRole } from '#kernel';
import fc from 'fast-check';
import { seatAccess, type Device } from './seat-access.js';
import type { SeatFacts } from './seat-facts.js';

const at = (clock: string) => new Date(`2026-03-02T${clock}:00Z`);
const now = at('18:00');

function seat(given: { role?: SeatRole; withdrawn?: boolean; endedAt?: Date | null } = {}): SeatFacts {
  const endedAt = given.endedAt ?? null;
  return {
    clinicId: 'clinic',
    seatId: 'this',
    personId: 'ana',
    role: given.role ?? 'patient',
    withdrawn: given.withdrawn ?? false,
    session: { sessionId: 's', programId: null, cohortId: null, state: endedAt ? 'ended' : 'live', zone: 'America/Los_Angeles', plannedFrom: at('17:00'), plannedTo: at('20:00'), lobbyOpensAt: at('16:45'), endedAt },
  };
}

const trusted: Device = { trustedUntil: at('23:00'), onlySeatId: null, revokedAt: null };

describe('what a browser may do at a seat', () => {
  it.each([
    ['a phone trusted last week', seat(), trusted, 'trusted'],
    ['a phone trusted for this visit', seat(), { ...trusted, onlySeatId: 'this' }, 'trusted'],
    ['a library computer trusted for another visit', seat(), { ...trusted, onlySeatId: 'other' }, 'unknown'],
    ['a phone that just opened the link', seat(), { ...trusted, trustedUntil: null, onlySeatId: 'this' }, 'pin_needed'],
    ['a phone whose 90 days ended this minute', seat(), { ...trusted, trustedUntil: now }, 'pin_needed'],
    ['a phone that was forgotten', seat(), { ...trusted, revokedAt: at('17:00') }, 'unknown'],
    ['a phone of somebody else', seat(), undefined, 'unknown'],
    ['a seat that does not exist', undefined, trusted, 'unknown'],
    ['a seat that was taken back', seat({ withdrawn: true }), trusted, 'unknown'],
    ['the seat of a host, who signs in instead', seat({ role: 'host' }), trusted, 'unknown'],
    ['a family guest', seat({ role: 'guest' }), trusted, 'trusted'],
    ['nine minutes after the end', seat({ endedAt: at('17:51') }), trusted, 'trusted'],
    ['ten minutes after the end', seat({ endedAt: at('17:50') }), trusted, 'over'],
    ['after the end, without trust', seat({ endedAt: at('17:00') }), { ...trusted, trustedUntil: null }, 'pin_needed'],
  ])('%s', (_what, where, device, expected) => expect(seatAccess(where, device, now)).toEqual({ kind: expected }));

  it('agrees with a plain model in any world', () => {
    const instant = fc.constantFrom(at('17:49'), at('17:50'), at('18:00'), at('18:01'));
    const anySeat = fc.option(
      fc.record({ role: fc.constantFrom(...seatRoles), withdrawn: fc.boolean(), endedAt: fc.option(instant) }).map(seat),
      { nil: undefined },
    );
    const anyDevice = fc.option(
      fc.record({ trustedUntil: fc.option(instant), onlySeatId: fc.constantFrom(null, 'this', 'other'), revokedAt: fc.option(instant) }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(anySeat, anyDevice, (where, device) => {
        const isOwn = device !== undefined && !device.revokedAt && device.onlySeatId !== 'other';
        const isOpen = where !== undefined && !where.withdrawn && ['patient', 'guest'].includes(where.role);
        const isTrusted = isOwn && device.trustedUntil !== null && device.trustedUntil.getTime() > now.getTime();
        const isPast = where?.session.endedAt != null && now.getTime() - where.session.endedAt.getTime() >= 600_000;
        const model = !isOwn || !isOpen ? 'unknown' : !isTrusted ? 'pin_needed' : isPast ? 'over' : 'trusted';
        expect(seatAccess(where, device, now).kind).toBe(model);
      }),
    );
  });
});
