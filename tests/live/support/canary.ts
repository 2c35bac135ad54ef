import type { GateAnswers } from '#contracts/routes';
import { randomBytes, randomInt } from 'node:crypto';
import type { Host, LiveClinic } from './live-clinic.js';
import { password } from './live-clinic.js';
import type { Invited, LiveGroup } from './live-group.js';
import type { Mark } from './marks.js';

/** Letters that nobody could guess, nor any text hold by chance. */
const letters = (): string => [...randomBytes(9)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
const named = (stem: string): string => stem + letters();
let phones = 0;
const areas = ['206', '213', '303', '312', '415', '512', '530', '617', '702', '916'] as const;
/** From the numbers that are kept free for stories, in areas of the clinic's country: a number from abroad is written otherwise when it is kept. */
const phone = (): string => `(${areas[randomInt(areas.length)]}) 555-01${String((phones += 1)).padStart(2, '0')}`;
const emailOf = (stem: string): string => `${named(stem)}@home.example.org`;

export interface Planted extends Invited {
  /** How the test calls them. */
  readonly label: string;
  readonly gate: GateAnswers;
}

/** Gives the group words that would tell what it is for. */
export async function plantGroup({ clinic: { database, clinicId }, sessionId }: LiveGroup): Promise<Mark[]> {
  const words = { program: named('Sobriety program '), cohort: named('Relapse cohort '), track: named('Evening '), title: named('Relapse prevention '), segment: named('Craving skills ') };
  await database.owner(
    `with made as (insert into program (clinic_id, name, kind, zone) values ($1, $3, 'iop_sud', 'America/Los_Angeles') returning clinic_id, id),
          cohort as (insert into cohort (clinic_id, program_id, name, track) select clinic_id, id, $4, $5 from made returning id),
          parts as (update segment set title = $7 where session_id = $2)
     update session set title = $6, cohort_id = cohort.id from cohort where session.id = $2`,
    [clinicId, sessionId, words.program, words.cohort, words.track, words.title, words.segment],
  );
  const told = ['iop_sud', 'sobriety', 'relapse', 'craving'].map((value) => ({ of: 'the group', what: `the word ${value}`, kind: 'word', value }) as const);
  return [...Object.entries(words).map(([what, value]) => ({ of: 'the group', what, kind: 'word', value }) as const), ...told];
}

/** A patient of whom every field holds something of their own, and what of it is to be looked for. */
export async function plantPatient(group: LiveGroup, label: string): Promise<{ person: Planted; marks: Mark[] }> {
  const { database } = group.clinic;
  const invited = await group.invite(named(label));
  const row = { given: named('Given'), family: named('Family'), email: emailOf('mail'), phone: phone() };
  await database.owner('update person set given_name = $2, family_name = $3 where id = $1', [invited.personId, row.given, row.family]);
  await database.owner('insert into person_contact (clinic_id, person_id, email, phone) values ($1, $2, $3, $4)', [group.clinic.clinicId, invited.personId, row.email, row.phone]);
  await database.owner(
    `insert into enrolment (clinic_id, cohort_id, person_id, starts_on) select s.clinic_id, s.cohort_id, $2, current_date - 7 from session s where s.id = $1`,
    [group.sessionId, invited.personId],
  );
  const gate = { place: 'home', address: `12 ${named('Street')}, Sacramento`, inState: true, alone: true, driving: false, callbackPhone: phone(), emergencyName: named('Kin'), emergencyPhone: phone() } as const;
  const { address, callbackPhone, emergencyName, emergencyPhone } = gate;
  const secrets: Record<string, string> = { 'given name': row.given, surname: row.family, email: row.email, phone: row.phone, address, 'callback phone': callbackPhone, 'emergency name': emergencyName, 'emergency phone': emergencyPhone };
  const marks: Mark[] = [
    ...Object.entries(secrets).map(([what, value]) => ({ of: label, what, kind: 'private', value }) as const),
    { of: label, what: 'name for the group', kind: 'chosen', value: invited.name },
    { of: label, what: 'PIN', kind: 'pin', value: invited.pin },
    { of: label, what: 'link token', kind: 'pin', value: new URL(invited.link).hash.slice(1) },
    { of: label, what: 'seat', kind: 'seat', value: invited.seatId },
  ];
  return { person: { ...invited, label, gate }, marks };
}

export async function plantClinician(clinic: LiveClinic, label: string): Promise<{ host: Host; marks: Mark[] }> {
  const host = await clinic.clinician(`Dr. ${letters()}`);
  const row = { given: named('Given'), family: named('Family'), phone: phone() };
  const [person] = await clinic.database.owner<{ account: string }>('update person set given_name = $2, family_name = $3 where id = $1 returning user_id as account', [host.personId, row.given, row.family]);
  await clinic.database.owner('update person_contact set phone = $2 where person_id = $1', [host.personId, row.phone]);
  return {
    host,
    marks: [
      { of: label, what: 'given name', kind: 'private', value: row.given },
      { of: label, what: 'surname', kind: 'private', value: row.family },
      { of: label, what: 'phone', kind: 'private', value: row.phone },
      { of: label, what: 'email', kind: 'private', value: host.email },
      { of: label, what: 'shown name', kind: 'chosen', value: host.shownName },
      { of: label, what: 'password', kind: 'pin', value: password },
      { of: label, what: 'account id', kind: 'id', value: person!.account },
    ],
  };
}

/** The id of one person and of everything that became theirs in the evening; looked up when it is over. */
export async function idsOf(clinic: LiveClinic, label: string, personId: string): Promise<Mark[]> {
  const rows = await clinic.database.owner<{ what: string; value: string }>(
    `with mine as (select id from seat where person_id = $1)
     select 'person id' as what, $1::text as value
     union all select 'enrolment id', id::text from enrolment where person_id = $1
     union all select 'device id', id::text from device where person_id = $1
     union all select 'link id', id::text from join_link where seat_id in (select id from mine)
     union all select 'admission id', id::text from admission where seat_id in (select id from mine)
     union all select 'help request id', id::text from help_request where person_id = $1
     union all select 'removal id', id::text from room_removal where seat_id in (select id from mine)
     union all select 'agreement id', id::text from agreement_acceptance where person_id = $1
     union all select 'role id', id::text from role_assignment where person_id = $1
     union all select 'sign-in id', id::text from sign_in_guard where person_id = $1`,
    [personId],
  );
  return rows.map((row) => ({ of: label, kind: 'id', ...row }));
}
