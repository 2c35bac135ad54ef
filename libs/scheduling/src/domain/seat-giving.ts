import { isStaffRole, nameKeysOf, type SeatRole } from '#kernel';

/** What the clinic knows of somebody who is to have a seat. */
export interface Sitter {
  readonly kind: 'patient' | 'guest' | 'staff';
  /** How staff are called in rooms, e.g. `Dr. Field`; null when they have not said. */
  readonly roomName: string | null;
  readonly fullName: string;
}

/** Whether such a person may sit as this: staff lead or look on, patients and guests are the group. Never throws. */
export function maySitAs(kind: Sitter['kind'], role: SeatRole): boolean {
  return kind === 'staff' ? isStaffRole(role) : kind === role;
}

export interface SeatName {
  readonly shownName: string;
  /** As `nameKeysOf` gives them. */
  readonly nameKeys: readonly [string, string];
}

/**
 * The name that staff wear in the room, in order of what is tried: as they are called in rooms, else in full, when somebody of the session
 * looks the same by name. Empty for the group, whose people choose for themselves. Never throws.
 */
export function namesToGive(sitter: Sitter): SeatName[] {
  if (sitter.kind !== 'staff') return [];
  const names = [...new Set([sitter.roomName?.trim(), sitter.fullName.trim()])];
  return names.flatMap((name = '') => {
    const nameKeys = nameKeysOf(name);
    return nameKeys[0] === '' ? [] : [{ shownName: name, nameKeys }];
  });
}
