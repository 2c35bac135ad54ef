import type { RoutePath } from './paths.js';

/** Where the records of attendance are read. */
export const recordsPaths = {
  getLiveMinutes: 'GET /api/v1/sessions/:sessionId/live-minutes',
  getAttendance: 'GET /api/v1/sessions/:sessionId/attendance',
  getEvidence: 'GET /api/v1/sessions/:sessionId/seats/:seatId/evidence',
} as const satisfies Record<string, RoutePath>;
