const minute = 60;
const hour = 60 * minute;

/** How long a staff sign-in serves the pages without use, in seconds; administrators' pages lock sooner. Source: reference limits for clinic desks. */
export const idleSeconds = { staff: 15 * minute, admin: 10 * minute } as const;

/**
 * How long a sign-in lives in all, in seconds, for somebody with these roles. Never throws.
 */
export function absoluteSeconds(roles: readonly string[]): number {
  return roles.includes('admin') ? 8 * hour : 12 * hour;
}

/** Where a sign-in's cookie is used: any page, or a page or handshake of a live room. An open socket is proven by the sign-in itself. */
export type Place = 'desk' | 'room';
