import * as kernel from '#kernel';
import { sessionEndings, stayEndings } from '#group-room';
import { copyTemplate, type TestDatabase } from '#testing';

/** Which set of words a column takes; its check in the database must name the same ones. */
const sets: Readonly<Record<string, readonly string[]>> = {
  'role_assignment.role': kernel.clinicRoles,
  'seat.role': kernel.seatRoles,
  'live_session.state': kernel.sessionStates,
  'live_session.ended_by': sessionEndings,
  'session.kind': kernel.sessionKinds,
  'segment.kind': kernel.segmentKinds,
  'admission.state': [...kernel.stayStates, 'ended'],
  'admission.hold_message': kernel.holdMessages,
  'admission.ended_because': stayEndings,
  'help_request.kind': kernel.helpKinds,
  'room_removal.reason': kernel.removalReasons,
  'gate_answer.place': kernel.gatePlaces,
  'person.locale': kernel.locales,
  'agreement_version.locale': kernel.locales,
};

describe('a closed set of words', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await copyTemplate();
  });
  afterAll(() => database.drop());

  it.each(Object.entries(sets))('of %s is the same in the code and in the database', async (place, words) => {
    const [table, column] = place.split('.');
    const checks = await database.owner<{ text: string }>(
      `select pg_get_constraintdef(c.oid) as text from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
        where c.contype = 'c' and c.conrelid = $1::regclass and a.attname = $2 and cardinality(c.conkey) = 1`,
      [table, column],
    );
    const named = checks.flatMap(({ text }) => [...text.matchAll(/'([a-z_]+)'::text/g)].map(([, word]) => word));
    expect(named.sort()).toEqual([...words].sort());
  });
});
