import type { Attendance, BlockCard, LiveMinutes, Me, RosterRow, RouteOutput, SessionPerson, StaffSnapshot } from '#contracts/routes';
import { galleryNow } from '../../gallery/gallery-state.js';
import type { RosterPerson } from '../group-room/roster-groups.js';

const zone = 'America/Los_Angeles';
const day = '2026-11-02T';
const instant = (time: string): string => new Date(`${day}${time}-08:00`).toISOString();
export const now = Date.parse(galleryNow);
/** An id that is the same on each run, for a made-up name of up to six letters that differ. */
export const idOf = (name: string): string => `00000000-0000-4000-8000-${[...name.slice(0, 6)].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('').padEnd(12, '0')}`;

export const me: Me = {
  personId: idOf('field'),
  shownName: 'Dr. Amara Field',
  email: 'amara.field@example.org',
  roles: ['clinician'],
  may: [],
  clinic: { clinicId: idOf('clinic'), name: 'Riverbend Recovery', phone: '(555) 014-0199', zone },
  clinics: [{ clinicId: idOf('clinic'), name: 'Riverbend Recovery' }],
  codeAtSignIn: false,
  signInEndsAt: instant('23:00:00'),
};

export const evening: BlockCard = {
  sessionId: idOf('evening'),
  cohort: 'Evening cohort B',
  title: 'Evening cohort B',
  zone,
  from: instant('17:00:00'),
  to: instant('20:30:00'),
  lobbyOpensAt: instant('16:45:00'),
  state: 'live',
  hosts: ['Sam Ortiz'],
  may: ['open_room', 'read_people', 'give_access', 'read_attendance'],
  people: { expected: 10, waiting: 2, inRoom: 6, away: 2 },
};
export const morning: BlockCard = { ...evening, sessionId: idOf('day'), cohort: 'Day cohort A', title: 'Day cohort A', from: instant('09:00:00'), to: instant('12:00:00'), lobbyOpensAt: instant('08:45:00'), state: 'ended', hosts: ['Priya Shah'], people: { expected: 8, waiting: 0, inRoom: 0, away: 8 } };
export const later: BlockCard = { ...evening, sessionId: idOf('family'), cohort: 'Family hour', title: 'Family hour', from: instant('20:45:00'), to: instant('21:45:00'), lobbyOpensAt: instant('20:30:00'), state: 'planned', hosts: [], people: { expected: 4, waiting: 0, inRoom: 0, away: 4 } };

/** The same blocks to who has no seat in them: who looks after the people, who only reads of them, who knows of the plan alone. */
export const lookingAfter = { may: ['read_people', 'give_access', 'read_attendance'] } satisfies Pick<BlockCard, 'may'>;
export const looking = { may: ['read_people', 'read_attendance'] } satisfies Pick<BlockCard, 'may'>;
export const planOnly = { may: [], people: null } satisfies Pick<BlockCard, 'may' | 'people'>;
/** A day of these blocks, to who may do so much with each. */
export const today = (blocks: readonly BlockCard[], part: Partial<BlockCard> = {}): RouteOutput<'getToday'> => ({ zone, now: new Date(now).toISOString(), blocks: blocks.map((block) => ({ ...block, ...part })) });

type Segment = RouteOutput<'takeHostSeat'>['segments'][number];
const part = (kind: Segment['kind'], title: string, from: string, to: string): Segment => ({ segmentId: idOf(from.replaceAll(':', '')), kind, title, from: instant(from), to: instant(to), counts: kind !== 'break' });
const segments: readonly Segment[] = [
  part('check_in', 'Check-in', '17:00:00', '17:15:00'),
  part('process', 'Process group', '17:15:00', '18:05:00'),
  part('break', 'Break', '18:05:00', '18:15:00'),
  part('skills', 'Skills: distress tolerance', '18:15:00', '19:05:00'),
  part('break', 'Break', '19:05:00', '19:15:00'),
  part('education', 'Relapse prevention', '19:15:00', '20:05:00'),
  part('wrap_up', 'Wrap-up', '20:05:00', '20:30:00'),
];
export const hostSeat: RouteOutput<'takeHostSeat'> = { seatId: idOf('field'), block: evening, segments: [...segments] };

const gate: NonNullable<RosterRow['gate']> = { place: 'home', address: '12 Sample Street, Sacramento', inState: true, alone: true, driving: false, callbackPhone: '(555) 014-0111', emergencyName: 'Rosa Sample', emergencyPhone: '(555) 014-0122' };
function rosterRow(seat: string, name: string, state: RosterPerson['state'], more: Partial<RosterPerson> = {}): RosterPerson {
  return { seatId: idOf(seat), role: 'patient', fullName: `${name} Sample`, shownName: name, pronouns: null, state, since: instant('17:02:00'), hold: null, pleaseCheck: [], gate, agreed: true, linkDead: false, help: null, mayReturn: null, background: false, onBreak: false, pageGoneAt: null, ...more };
}

export const roster: readonly RosterPerson[] = [
  rosterRow('ana', 'Ana', 'waiting', { since: instant('17:21:10') }),
  rosterRow('walt', 'Walt', 'waiting', { pronouns: 'he/him', since: instant('17:23:00'), pleaseCheck: ['in_vehicle', 'not_alone'], gate: { ...gate, place: 'vehicle', alone: false } }),
  rosterRow('jun', 'Jun', 'in', { help: { helpId: idOf('help'), kind: 'talk', askedAt: instant('17:23:20'), seenAt: null, seenBy: null } }),
  rosterRow('marisol', 'Marisol', 'in', { pronouns: 'she/her' }),
  rosterRow('theo', 'Theo R.', 'in'),
  rosterRow('bea', 'Bea', 'in'),
  rosterRow('coop', 'Coop', 'in', { background: true }),
  rosterRow('nadia', 'Nadia', 'in'),
  rosterRow('ortiz', 'Sam Ortiz', 'in', { role: 'co_facilitator', fullName: 'Sam Ortiz', gate: null }),
  rosterRow('field', 'Dr. Amara Field', 'in', { role: 'host', fullName: 'Amara Field', gate: null }),
  rosterRow('leland', 'Leland', 'dropped', { since: instant('17:23:18') }),
  rosterRow('priya', 'Priya', 'checking', { since: instant('17:23:30'), gate: null }),
  rosterRow('omar', 'Omar', 'expected', { gate: null, shownName: null, fullName: 'Omar Sample', linkDead: true, since: null }),
  rosterRow('ines', 'Ines', 'left', { since: instant('17:20:00') }),
];

/** The same people as the server tells of them. */
export function topicsOf(people: readonly RosterPerson[]): StaffSnapshot['topics'] {
  return { roster: people.map(({ help: _help, ...row }) => row), help: people.flatMap(({ seatId, help }) => (help ? [{ seatId, ...help }] : [])) };
}

export const snapshot: StaffSnapshot = {
  version: 7,
  now: new Date(now).toISOString(),
  session: { state: 'live', hostInside: true, hostAwayName: null, startsAt: evening.from, endsAt: evening.to, endedAt: null },
  topics: topicsOf(roster),
};

const cohort = (cohortId: string, name: string, capacity: number) => ({ cohortId, name, settings: { capacity } });
export const settings: RouteOutput<'getSettings'> = {
  clinic: { clinic_name: 'Riverbend Recovery', clinic_zone: zone, clinic_phone: '(555) 014-0199', second_language_line: null },
  programs: [{ programId: 'iop', name: 'Intensive outpatient program', settings: { lobby_opens_minutes: 20 }, cohorts: [cohort('day', 'Day cohort A', 12), cohort('evening', 'Evening cohort B', 10)] }],
};

export const agreement: RouteOutput<'getAgreement'>['agreement'] = {
  version: 3,
  publishedAt: instant('08:00:00'),
  bodies: { en: 'Our group agreement\nWhat is said here stays here.\n- No recording.\n- Be kind.', es: 'Nuestro acuerdo\nLo que se dice aquí se queda aquí.\n- No grabe.\n- Sea amable.' },
};

const length = 12_600;
const soFar = 1_440;
type Piece = LiveMinutes['people'][number]['strip'][number];
const strip = (...pieces: [Piece['kind'], number, number][]): Piece[] => pieces.map(([kind, from, to]) => ({ kind, from, to }));
export const liveMinutes: LiveMinutes = {
  now: new Date(now).toISOString(),
  length,
  people: [
    { seatId: idOf('jun'), directMinutes: 23, strip: strip(['in', 0, soFar]) },
    { seatId: idOf('marisol'), directMinutes: 24, strip: strip(['in', 0, soFar]) },
    { seatId: idOf('theo'), directMinutes: 24, strip: strip(['in', 0, soFar]) },
    { seatId: idOf('bea'), directMinutes: 18, strip: strip(['late', 0, 360], ['in', 360, soFar]) },
    { seatId: idOf('coop'), directMinutes: 22, strip: strip(['in', 0, 900], ['gap', 900, 1_020], ['in', 1_020, soFar]) },
    { seatId: idOf('nadia'), directMinutes: 24, strip: strip(['in', 0, soFar]) },
    { seatId: idOf('ortiz'), directMinutes: 24, strip: strip(['in', 0, soFar]) },
  ],
};

export const people: readonly SessionPerson[] = roster
  .filter(({ role }) => role === 'patient')
  .map(({ seatId, fullName, shownName, state, since, linkDead }) => ({ seatId, role: 'patient', fullName, shownName, phone: '(555) 014-0111', state, since, linkWorks: !linkDead, linkDevices: seatId === idOf('bea') ? 2 : 1 }));

type Person = Attendance['people'][number];
const rowsOf: Readonly<Record<string, string[]>> = { joined: ['livekit:1204'], timeout: ['livekit:1302', 'beat:88'], last_beat: ['beat:88', 'poll:410'], session_end: ['beat:91', 'poll:410'] };
const edge = (at: string, side: 'in' | 'out', source: string, seconds = 1): Person['edges'][number] => ({ at: instant(at), side, source, earliest: new Date(Date.parse(instant(at)) - seconds * 1_000).toISOString(), latest: instant(at), evidence: rowsOf[source] ?? [] });
function attended(seat: string, fullName: string, directMinutes: number, pieces: Piece[], edges: Person['edges'], more: Partial<Person> = {}): Person {
  return { seatId: idOf(seat), role: 'patient', fullName, elapsedSeconds: directMinutes * 60 + 1_200, directSeconds: directMinutes * 60, directMinutes, videoMinutes: null, lateSeconds: null, leftEarlySeconds: null, uncertaintySeconds: 1, strip: pieces, edges, ...more };
}
const breaks: [Piece['kind'], number, number][] = [['in', 0, 3_900], ['break', 3_900, 4_500], ['in', 4_500, 7_500], ['break', 7_500, 8_100], ['in', 8_100, length]];
export const attendance: Attendance = {
  sessionId: idOf('evening'),
  clinic: 'Riverbend Recovery',
  cohort: 'Evening cohort B',
  title: 'Evening cohort B',
  zone,
  plannedFrom: evening.from,
  plannedTo: evening.to,
  countedFrom: instant('17:00:04'),
  endedAt: instant('20:30:12'),
  asOf: instant('20:30:12'),
  rulesVersion: '1',
  segments: [...segments],
  people: [
    attended('marisol', 'Marisol Sample', 189, strip(...breaks), [edge('17:00:19', 'in', 'joined'), edge('20:30:00', 'out', 'session_end')]),
    attended('theo', 'Theo Sample', 189, strip(...breaks), [edge('17:00:19', 'in', 'joined'), edge('20:30:00', 'out', 'session_end')]),
    attended('bea', 'Bea Sample', 180, strip(['late', 0, 569], ['in', 569, 3_900], ...breaks.slice(1)), [edge('17:09:29', 'in', 'joined'), edge('20:30:00', 'out', 'session_end')], { lateSeconds: 569 }),
    attended('jun', 'Jun Sample', 122, strip(['in', 0, 3_900], ['break', 3_900, 4_500], ['in', 4_500, 7_932]), [edge('17:00:19', 'in', 'joined'), edge('19:12:12', 'out', 'last_beat', 2)], { leftEarlySeconds: 4_668, uncertaintySeconds: 2 }),
    attended('coop', 'Coop Sample', 181, strip(['in', 0, 2_400], ['gap', 2_400, 2_880], ['in', 2_880, 3_900], ...breaks.slice(1)), [edge('17:00:11', 'in', 'joined'), edge('17:40:00', 'out', 'timeout', 15), edge('17:48:00', 'in', 'joined'), edge('20:30:00', 'out', 'session_end')], { uncertaintySeconds: 15 }),
    attended('leland', 'Leland Sample', 0, [], []),
    attended('field', 'Amara Field', 190, strip(...breaks), [edge('17:00:04', 'in', 'joined'), edge('20:30:12', 'out', 'session_end')], { role: 'host' }),
  ],
};

export const evidence: RouteOutput<'getEvidence'> = {
  rows: [
    { id: 'livekit:1302', witness: 'livekit', what: 'left', at: instant('19:12:33'), until: null, receivedAt: instant('19:12:33'), connection: 'PA_sample', reason: 'CONNECTION_TIMEOUT' },
    { id: 'livekit:1204', witness: 'livekit', what: 'joined', at: instant('17:00:19'), until: null, receivedAt: instant('17:00:19'), connection: 'PA_sample', reason: null },
    { id: 'beat:88', witness: 'beat', what: 'connected', at: instant('17:00:20'), until: instant('19:12:12'), receivedAt: null, connection: 'PA_sample', reason: 'socket_closed' },
    { id: 'poll:410', witness: 'poll', what: 'seen', at: instant('17:00:25'), until: instant('19:12:25'), receivedAt: null, connection: 'PA_sample', reason: 'no_longer_listed' },
    { id: 'desk:00000000-0000-4000-8000-0000000000cc', witness: 'desk', what: 'admitted', at: instant('17:00:14'), until: null, receivedAt: null, connection: null, reason: null },
  ],
};
