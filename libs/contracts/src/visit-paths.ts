import type { RoutePath } from './paths.js';

/** Where a patient's visit lives; all that their page has to know of the API. */
export const visitPaths = {
  redeemLink: 'POST /api/v1/links/redeem',
  getVisit: 'GET /api/v1/visits/:seatId',
  enterPin: 'POST /api/v1/visits/:seatId/pin',
  chooseName: 'POST /api/v1/visits/:seatId/name',
  answerGate: 'POST /api/v1/visits/:seatId/gate',
  acceptAgreement: 'POST /api/v1/visits/:seatId/agreement',
  declineAgreement: 'POST /api/v1/visits/:seatId/agreement/declined',
  enterLobby: 'POST /api/v1/visits/:seatId/lobby',
  fetchRoomPass: 'POST /api/v1/visits/:seatId/room-pass',
  askForHelp: 'POST /api/v1/visits/:seatId/help',
  keepMediaWishes: 'POST /api/v1/visits/:seatId/media-wishes',
  leaveSession: 'POST /api/v1/visits/:seatId/leave',
  getOwnMinutes: 'GET /api/v1/visits/:seatId/minutes',
  tellStaff: 'POST /api/v1/visits/:seatId/tell-staff',
  forgetDevice: 'POST /api/v1/visits/:seatId/forget-device',
} as const satisfies Record<string, RoutePath>;
