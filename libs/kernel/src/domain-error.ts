/**
 * Every refusal that may cross a process boundary, with its HTTP status. Closed: what is not here is shown as `internal`.
 * The texts that people read live in the web client, in each language; the title is for machines' operators and API readers.
 */
export const errorCodes = {
  bad_input: [400, 'The request does not have the expected form'],
  not_signed_in: [401, 'Sign in first'],
  wrong_credentials: [401, 'The e-mail or password is not right'],
  code_needed: [401, 'A code from the authenticator app is needed'],
  wrong_code: [401, 'That code is not right'],
  clinic_needed: [401, 'Choose a clinic first'],
  signed_out_idle: [401, 'Signed out after a time without use'],
  wrong_pin: [403, 'That PIN is not right'],
  pin_needed: [403, 'The PIN is needed on this device'],
  not_allowed: [403, 'This is not yours to do'],
  foreign_origin: [403, 'The request came from another site'],
  not_found: [404, 'There is no such thing here'],
  link_unknown: [404, 'This link is not valid'],
  link_dead: [410, 'This link is no longer valid'],
  link_early: [409, 'It is too early for this link'],
  session_ended: [410, 'The session has ended'],
  not_waiting: [409, 'This person is not waiting'],
  not_in_room: [409, 'This person is not in the room'],
  no_host_inside: [409, 'A host has to be in the room first'],
  room_full: [409, 'The room is full'],
  gate_incomplete: [409, 'Some questions are still open'],
  not_admitted: [403, 'Nobody has let you in yet'],
  left: [409, 'You left; only a press brings you back'],
  removed: [403, 'Staff asked you to leave this session'],
  taken_over: [409, 'The session was opened on another device or tab'],
  name_taken: [409, 'Somebody in this session already uses that name'],
  name_not_allowed: [400, 'That name cannot be shown in a group'],
  conflict: [409, 'It changed meanwhile; look again'],
  too_large: [413, 'The request is too large'],
  too_many_tries: [429, 'Too many tries; wait a little'],
  unavailable: [503, 'Not available for the moment; try again'],
  internal: [500, 'Something went wrong on our side'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof errorCodes;

/**
 * A refusal with a code from the closed list. `details` holds numbers, instants and codes only: never names, tokens or free text,
 * because it is sent to the browser and may be logged.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: Readonly<Record<string, string | number | boolean | null>> = {},
  ) {
    super(code);
    this.name = 'DomainError';
  }

  get status(): number {
    return errorCodes[this.code][0];
  }

  get title(): string {
    return errorCodes[this.code][1];
  }
}
