import type { StaffPrincipal, SystemPrincipal } from '#platform';

/** Who may change a plan: staff, whose policy has been asked before, or our own work for the clinic. */
export type Planner = StaffPrincipal | SystemPrincipal;
