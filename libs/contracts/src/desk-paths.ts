import type { RoutePath } from './paths.js';

/** Where staff at work find their day, the people of a session and their way into the room. */
export const deskPaths = {
  getToday: 'GET /api/v1/today',
  getSessionPeople: 'GET /api/v1/sessions/:sessionId/people',
  makeLink: 'POST /api/v1/sessions/:sessionId/seats/:seatId/link',
  resetPin: 'POST /api/v1/sessions/:sessionId/seats/:seatId/pin',
  takeHostSeat: 'POST /api/v1/sessions/:sessionId/host-seat',
  fetchHostPass: 'POST /api/v1/sessions/:sessionId/host-pass',
} as const satisfies Record<string, RoutePath>;
