export interface RouteAddress {
  readonly method: 'GET' | 'POST';
  /** Below the origin; `:name` marks a path parameter. */
  readonly path: string;
}

const get = (path: string): RouteAddress => ({ method: 'GET', path: `/api/v1${path}` });
const post = (path: string): RouteAddress => ({ method: 'POST', path: `/api/v1${path}` });

/** Where each route lives. Plain, so that the browser can have it without the schemas. */
export const paths = {
  // A patient's way in
  redeemLink: post('/links/redeem'),
  getVisit: get('/visits/:seatId'),
  enterPin: post('/visits/:seatId/pin'),
  chooseName: post('/visits/:seatId/name'),
  answerGate: post('/visits/:seatId/gate'),
  acceptAgreement: post('/visits/:seatId/agreement'),
  declineAgreement: post('/visits/:seatId/agreement/declined'),
  enterLobby: post('/visits/:seatId/lobby'),
  fetchRoomPass: post('/visits/:seatId/room-pass'),
  askForHelp: post('/visits/:seatId/help'),
  leaveSession: post('/visits/:seatId/leave'),
  getOwnMinutes: get('/visits/:seatId/minutes'),
  tellStaff: post('/visits/:seatId/tell-staff'),
  forgetDevice: post('/visits/:seatId/forget-device'),
  // Staff accounts
  signIn: post('/sign-in'),
  enterCode: post('/sign-in/code'),
  chooseClinic: post('/sign-in/clinic'),
  signOut: post('/sign-out'),
  getMe: get('/me'),
  startTotp: post('/me/totp'),
  confirmTotp: post('/me/totp/confirm'),
  // Staff at work
  getToday: get('/today'),
  getSessionPeople: get('/sessions/:sessionId/people'),
  makeLink: post('/sessions/:sessionId/seats/:seatId/link'),
  resetPin: post('/sessions/:sessionId/seats/:seatId/pin'),
  takeHostSeat: post('/sessions/:sessionId/host-seat'),
  fetchHostPass: post('/sessions/:sessionId/host-pass'),
  getLiveMinutes: get('/sessions/:sessionId/live-minutes'),
  getAttendance: get('/sessions/:sessionId/attendance'),
  getEvidence: get('/sessions/:sessionId/seats/:seatId/evidence'),
} as const satisfies Record<string, RouteAddress>;
