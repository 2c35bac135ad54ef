import { createContext, useContext } from 'react';
import type { Me } from '#contracts/routes';

export interface StaffContext {
  readonly me: Me;
  signOut: () => void;
  /** While a room is open, an ended sign-in locks nothing: the host's seat holds the room. */
  holdRoom: (held: boolean) => void;
  /** The room was refused because the sign-in is over: says so, with the way back in. */
  signInOver: () => void;
}

export const StaffPerson = createContext<StaffContext | null>(null);

/** Who is signed in. Throws outside of the staff app. */
export function useStaff(): StaffContext {
  const staff = useContext(StaffPerson);
  if (!staff) throw new Error('outside of the staff app');
  return staff;
}
