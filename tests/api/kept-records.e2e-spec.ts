import { Database, sql, systemPrincipal } from '#platform';
import { randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Member } from './support/live-group.js';

/** What was said, seen and agreed to stays as it was: an auditor reads the same tomorrow. */
let clinic: TestClinic;
let group: LiveGroup;
let ana: Member;
const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);

beforeAll(async () => {
  clinic = await startTestClinic();
  group = await LiveGroup.planned(clinic);
  ana = await group.waiting('Ana');
}, 60_000);
afterAll(async () => {
  group.closeSockets();
  await clinic.stop();
});

const owner = <Row extends object>(text: string, parameters: readonly unknown[] = []) => clinic.database.owner<Row>(text, parameters);
const ourWork = (text: string, parameters: readonly unknown[] = []) => withPrincipal(systemPrincipal(group.clinicId, 'test'), () => sql(text, parameters));
const restricted = { code: '23001' };

describe('the answers at the gate', () => {
  const addresses = async () => (await owner<{ address: string }>('select address from gate_answer where seat_id = $1 order by id', [ana.seatId])).map((row) => row.address);

  it('are kept each time with their own time, and the newest count', async () => {
    const before = ana.gateAnswers.address;
    expect((await ana.visit('gate', { ...ana.gateAnswers, address: '2 Other Street' })).body.lastGate).toMatchObject({ address: '2 Other Street' });
    expect(await addresses()).toEqual([before, '2 Other Street']);
  });

  it('do not change after the end, and neither does the name', async () => {
    const ended = await LiveGroup.planned(clinic);
    const bea = await ended.waiting('Bea');
    await owner("update live_session set state = 'ended', ended_at = app.now(), ended_by = 'host' where session_id = $1", [ended.sessionId]);
    expect(await bea.visit('gate', { ...bea.gateAnswers, address: '3 Late Street' })).toMatchObject({ status: 410, body: { code: 'session_ended' } });
    expect(await bea.visit('name', { shownName: 'Somebody else' })).toMatchObject({ status: 410, body: { code: 'session_ended' } });
    expect(await owner('select address, s.shown_name from gate_answer g join seat s on s.id = g.seat_id where g.seat_id = $1', [bea.seatId])).toEqual([{ address: bea.gateAnswers.address, shown_name: 'Bea' }]);
    ended.closeSockets();
  });
});

it('a name that was chosen is offered the next time', async () => {
  expect(await owner('select shown_name from person where id = $1', [ana.personId])).toEqual([{ shown_name: 'Ana' }]);
});

it('nobody believes to be heard by a request for help that is another one\'s', async () => {
  const bea = await group.waiting('Bea');
  const helpId = randomUUID();
  expect((await ana.visit('help', { helpId })).status).toBe(200);
  expect((await ana.visit('help', { helpId })).status).toBe(200);
  expect(await bea.visit('help', { helpId })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await owner('select seat_id from help_request where id = $1', [helpId])).toEqual([{ seat_id: ana.seatId }]);
});

describe('deleting', () => {
  it('takes no row of another table along, anywhere', async () => {
    const keys = await owner(`select conrelid::regclass::text as child, conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype in ('c', 'd')`);
    expect(keys).toEqual([]);
  });

  it.each([
    ['a session of which there is evidence', () => owner('delete from session where id = $1', [group.sessionId])],
    ['a clinic with a log', () => owner('delete from clinic where id = $1', [group.clinicId])],
    ['a person who agreed to something', () => owner('delete from person where id = $1', [ana.personId])],
    ['a seat that somebody sat in', () => owner('delete from seat where id = $1', [ana.seatId])],
    ['a text that somebody agreed to', () => owner('delete from agreement_version where clinic_id = $1', [group.clinicId])],
  ])('fails for %s, by the owner too', async (_what, deleting) => {
    await expect(deleting()).rejects.toMatchObject(restricted);
  });
});

describe('a span of evidence', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 17, minute));
  const [poll, beat] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    await ourWork(
      `insert into poll_span (clinic_id, id, session_id, seat_id, room_id, room_sid, participant_sid, joined_at, first_seen, last_seen, gone_at)
       values (app.clinic_id(), $1, $2, $3, gen_random_uuid(), 'RM_1', 'PA_1', $4, $4, $5, $6)`,
      [poll, group.sessionId, ana.seatId, at(0), at(10), at(11)],
    );
    await ourWork(
      `insert into beat_span (clinic_id, id, session_id, seat_id, participant_sid, connection, from_at, to_at, media_until, closed_at)
       values (app.clinic_id(), $1, $2, $3, 'PA_1', 'connected', $4, $5, $5, $6)`,
      [beat, group.sessionId, ana.seatId, at(0), at(10), at(11)],
    );
  });

  it.each([
    ['last seen earlier', 'poll_span', `last_seen = last_seen - interval '1 second'`],
    ['gone earlier', 'poll_span', `gone_at = gone_at - interval '1 second'`],
    ['not gone, without a later look', 'poll_span', 'gone_at = null'],
    ['of another seat', 'poll_span', 'seat_id = gen_random_uuid()'],
    ['begun earlier', 'poll_span', `first_seen = first_seen - interval '1 hour'`],
    ['ended earlier', 'beat_span', `to_at = to_at - interval '1 second'`],
    ['heard media until earlier', 'beat_span', `media_until = media_until - interval '1 second'`],
    ['never closed', 'beat_span', 'closed_at = null'],
    ['closed later', 'beat_span', `closed_at = closed_at + interval '1 second'`],
    ['of another session', 'beat_span', 'session_id = gen_random_uuid()'],
  ])('cannot become one that was %s, by the owner either', async (_what, table, change) => {
    const id = table === 'poll_span' ? poll : beat;
    await expect(owner(`update ${table} set ${change} where id = $1`, [id])).rejects.toMatchObject({ code: '23000' });
  });

  it('grows', async () => {
    await ourWork('update poll_span set last_seen = $2, gone_at = null where id = $1', [poll, at(20)]);
    await ourWork('update beat_span set to_at = $2, media_until = $2 where id = $1', [beat, at(20)]);
    expect(await owner('select last_seen, gone_at from poll_span where id = $1', [poll])).toEqual([{ last_seen: at(20), gone_at: null }]);
  });
});

it('an n of a seat never goes down, because an old pass would be good again', async () => {
  await expect(owner('update seat set generation = generation - 1 where id = $1', [ana.seatId])).rejects.toMatchObject({ code: '23000' });
});
