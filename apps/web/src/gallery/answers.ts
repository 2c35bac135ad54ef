import * as staff from '../staff/gallery/staff-fixtures.js';
import * as patient from './patient-fixtures.js';

const day = [staff.morning, staff.evening, staff.later];

/**
 * All that the gallery draws as answers of the server, by the name of the answer. `tests/api/gallery-answers` holds each against its
 * contract and against real answers.
 */
export const answers = {
  redeemed: [patient.earlyLink, ...patient.deadLinks],
  visit: [patient.visit],
  minutes: [patient.settled],
  seatSnapshot: [patient.snapshotOf()],
  me: [staff.me],
  today: [staff.today(day), staff.today(day, staff.lookingAfter), staff.today(day, staff.looking), staff.today(day, staff.planOnly)],
  people: [staff.evening, { ...staff.evening, ...staff.looking }].map((block) => ({ block, people: staff.people })),
  hostSeat: [staff.hostSeat],
  staffSnapshot: [staff.snapshot],
  liveMinutes: [staff.liveMinutes],
  attendance: [staff.attendance],
  evidence: [staff.evidence],
};
