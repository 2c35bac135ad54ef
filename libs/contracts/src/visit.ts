import { gatePlaces, holdMessages, noteKinds, sessionStates, visitSteps } from '#kernel';
import { z } from 'zod';
import { route } from './contract.js';
import { AnyId, bySeat, digits, Instant, Locale, nothing, Phone, SeatId, secret, text, wish, Zone } from './fields.js';
import { ofPatient } from './reads.js';
import { visitPaths as paths } from './visit-paths.js';

/** How the person at the screen reaches people, shown on every page of a visit. `secondLanguageLine`: where the clinic has one, for the Spanish pages. */
export const ClinicCard = z.strictObject({ name: z.string(), phone: z.string(), secondLanguageLine: z.string().optional() });

/** Opening a link changes nothing; this does, after a tap. Sets the device cookie. */
export const redeemLink = route(paths.redeemLink, {
  policy: 'public',
  input: z.strictObject({ token: secret(128).min(20) }),
  output: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open'), seatId: SeatId, clinic: ClinicCard }),
    z.strictObject({ kind: z.literal('early'), opensAt: Instant, startsAt: Instant, zone: Zone, clinic: ClinicCard }),
    z.strictObject({ kind: z.literal('dead'), because: z.enum(['ended', 'replaced', 'too_many_tries', 'too_many_devices', 'not_coming']), clinic: ClinicCard, nextAt: Instant.nullable(), zone: Zone }),
  ]),
  errors: ['link_unknown', 'too_many_tries'],
});

/** As they are kept: a host reads them out to those who bring help. */
export const GateAnswers = ofPatient(z.strictObject({
  place: z.enum(gatePlaces),
  /** Where help would be sent: street and town. */
  address: z.string(),
  inState: z.boolean(),
  alone: z.boolean(),
  driving: z.boolean(),
  callbackPhone: z.string(),
  emergencyName: z.string(),
  emergencyPhone: z.string(),
}));

const GivenAnswers = GateAnswers.extend({ seatId: SeatId, address: text(200), callbackPhone: Phone, emergencyName: text(100), emergencyPhone: Phone });

/**
 * What the person has switched off, or is taking a break from: it stays so through reload, crash and another device. `camera` is as it
 * should be outside a break. A microphone is off whenever a page enters, so there is nothing to be kept of it.
 */
export const MediaWishes = z.strictObject({ camera: z.boolean(), onBreak: z.boolean(), saveData: z.boolean(), onlyListening: z.boolean() });

const step = z.enum(visitSteps);

/** Where the person stands, whatever device, tab or reload they come from. Before the PIN only `step`, `clinic` and `locale` say anything. */
export const Visit = z.strictObject({
  step,
  seatId: SeatId,
  clinic: ClinicCard,
  locale: Locale,
  pinTriesLeft: z.number().int().nullable(),
  session: z
    .strictObject({
      title: z.string(),
      zone: Zone,
      startsAt: Instant,
      endsAt: Instant,
      lobbyOpensAt: Instant,
      state: z.enum(sessionStates),
      hosts: z.array(z.string()),
      hostInside: z.boolean(),
    })
    .nullable(),
  givenName: ofPatient(z.string()).nullable(),
  shownName: z.string().nullable(),
  /** How others are to speak of the person, if they have said so: "she/her". */
  pronouns: z.string().nullable(),
  lastGate: GateAnswers.nullable(),
  agreement: z.strictObject({ id: AnyId, version: z.number().int(), body: z.string() }).nullable(),
  waitingSince: Instant.nullable(),
  hold: z.enum(holdMessages).nullable(),
  /** Removed: whether the lobby is open to the person again. */
  mayReturn: z.boolean().nullable(),
  help: z.strictObject({ askedAt: Instant, seenBy: z.string().nullable() }).nullable(),
  /** Null before the device check was passed once, and before the PIN. */
  wishes: MediaWishes.nullable(),
});

/** `locale`: the language chosen on the page, for the text of the agreement; else the person's own. */
export const getVisit = route(paths.getVisit, { policy: 'seat.device', input: bySeat.extend({ locale: Locale.optional() }), output: Visit, reads: 'own', byPerson: false, errors: ['not_found'] });

export const enterPin = route(paths.enterPin, {
  policy: 'seat.device',
  input: z.strictObject({ seatId: SeatId, pin: digits(6), ownDevice: z.boolean() }),
  output: Visit,
  reads: 'own',
  errors: ['wrong_pin', 'link_dead', 'too_many_tries'],
});

/** `name_not_allowed` says why in `reason`; `own_pronouns` when it is the pronouns that cannot be shown. */
export const chooseName = route(paths.chooseName, {
  policy: 'seat',
  input: z.strictObject({ seatId: SeatId, shownName: wish(40), pronouns: wish(30).nullable().default(null) }),
  output: Visit,
  reads: 'own',
  errors: ['name_taken', 'name_not_allowed', 'session_ended'],
});

/** A number that cannot be called is `bad_input` with its `field`. */
export const answerGate = route(paths.answerGate, { policy: 'seat', input: GivenAnswers, output: Visit, reads: 'own', errors: ['session_ended'] });

export const acceptAgreement = route(paths.acceptAgreement, {
  policy: 'seat',
  input: z.strictObject({ seatId: SeatId, agreementId: AnyId }),
  output: Visit,
  reads: 'own',
  errors: ['conflict'],
});

export const declineAgreement = route(paths.declineAgreement, { policy: 'seat', input: bySeat, output: Visit, reads: 'own' });

/** Safe to repeat. Answers `step: 'room'` when the person was admitted before and merely dropped. */
export const enterLobby = route(paths.enterLobby, { policy: 'seat', input: bySeat, output: Visit, reads: 'own', errors: ['gate_incomplete', 'removed', 'session_ended', 'link_early'] });

/** All that the SDK needs to join. The token is short-lived and goes only to the seat it was made for. */
export const RoomPass = z.strictObject({
  seatId: SeatId,
  sessionId: AnyId,
  identity: z.string(),
  token: z.string(),
  /** Below our own origin, e.g. `/`; LiveKit is never reached directly. */
  signalPath: z.string(),
  /** What the page must obey before it sends anything. Null when nothing is kept: hosts, and who never passed the device check. */
  wishes: MediaWishes.nullable(),
});

/**
 * A fresh pass; `takeOver` also ends the pass and the connection of another tab or device of the same seat. `tabId`: made by the page,
 * the same as in its socket's approach, so that a page does not take its own socket for another one. `comeBack`: the person pressed a
 * button to return after they had left; without it who left is refused by `left`, because a page alone brings nobody back.
 */
export const fetchRoomPass = route(paths.fetchRoomPass, {
  policy: 'seat',
  input: z.strictObject({ seatId: SeatId, takeOver: z.boolean().default(false), comeBack: z.boolean().default(false), tabId: AnyId.optional() }),
  output: RoomPass,
  byPerson: false,
  errors: ['not_admitted', 'left', 'removed', 'session_ended', 'taken_over', 'no_host_inside', 'unavailable'],
});

/** `helpId` is made by the page, so that a repeated send is one request. */
export const askForHelp = route(paths.askForHelp, { policy: 'seat', input: z.strictObject({ seatId: SeatId, helpId: AnyId }), output: nothing, errors: ['conflict'] });

/** Kept for the seat; the newest counts. Staff see a break. */
export const keepMediaWishes = route(paths.keepMediaWishes, { policy: 'seat', input: MediaWishes.extend({ seatId: SeatId }), output: nothing });

export const leaveSession = route(paths.leaveSession, { policy: 'seat', input: bySeat, output: nothing });

export const getOwnMinutes = route(paths.getOwnMinutes, {
  policy: 'seat',
  input: bySeat,
  output: z.strictObject({ minutes: ofPatient(z.number().int()), settled: z.boolean(), nextAt: Instant.nullable(), zone: Zone }),
  reads: 'own',
  byPerson: false,
});

export const tellStaff = route(paths.tellStaff, {
  policy: 'seat',
  input: z.strictObject({ seatId: SeatId, noteId: AnyId, about: z.enum(noteKinds) }),
  output: nothing,
  errors: ['conflict'],
});

export const forgetDevice = route(paths.forgetDevice, { policy: 'seat.device', input: bySeat, output: nothing });
