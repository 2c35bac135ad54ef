import { account, desk, live, records, visit } from '#contracts';
import { publishAgreement } from '#group-room';
import { Database } from '#platform';
import { FakeClock } from '#testing';
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { formOf } from './support/answer-form.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { answersOfAnEvening, inDaytime, type AnswerName } from './support/evening-answers.js';
import { root } from './support/launcher.js';

type Answers = Record<AnswerName, unknown[]>;

const topicsInside = z.strictObject({ peers: live.peers.seats.snapshot }).partial();
const own = z.strictObject({ standing: live.standing.own, help: live.help.own });
const topicsOfStaff = z.strictObject({ roster: live.roster.staff.snapshot, help: live.help.staff.snapshot });

const schemas = {
  redeemed: visit.redeemLink.output,
  visit: visit.Visit,
  minutes: visit.getOwnMinutes.output,
  seatSnapshot: live.seatSnapshot.output.extend({ topics: topicsInside, own }),
  me: account.Me,
  today: desk.getToday.output,
  people: desk.getSessionPeople.output,
  hostSeat: desk.takeHostSeat.output,
  staffSnapshot: live.staffSnapshot.output.extend({ topics: topicsOfStaff }),
  liveMinutes: records.LiveMinutes,
  attendance: records.Attendance,
  evidence: records.getEvidence.output,
} satisfies Record<AnswerName, { parse(answer: unknown): unknown }>;

/**
 * A gallery that is drawn from made-up answers hides what the real ones do to a page. A clinic is brought into the gallery's situations,
 * and everything that the gallery shows must have been sent.
 */
describe('the gallery shows what the server sends', () => {
  let clinic: TestClinic;
  let shown: Answers;
  let real: Answers;
  const clock = new FakeClock(inDaytime(new Date()), 1);

  beforeAll(async () => {
    ({ answers: shown } = (await import(`${root}apps/web/src/gallery/answers.ts`)) as { answers: Answers });
    clinic = await startTestClinic({}, { clock });
    real = await answersOfAnEvening(clinic, clock);
  }, 180_000);
  afterAll(() => clinic.stop());

  it.each(Object.keys(schemas) as AnswerName[])('%s', (name) => {
    for (const answer of [...shown[name], ...real[name]]) expect(schemas[name].parse(answer)).toEqual(answer);
    const sent = new Set(real[name].flatMap((answer) => [...formOf(answer)]));
    expect([...new Set(shown[name].flatMap((answer) => [...formOf(answer)]))].filter((form) => !sent.has(form))).toEqual([]);
  });

  it('in words too, where the words are ours: the agreement', async () => {
    const file = `${root}apps/web/src/gallery/agreement.json`;
    const clinicId = (await clinic.database.owner<{ id: string }>("insert into clinic (name, zone, phone) values ('Sample', 'America/Los_Angeles', '(916) 555-0100') returning id"))[0]!.id;
    await publishAgreement(clinic.app.get(Database), clinicId);
    const rows = await clinic.database.owner<{ locale: string; body: string }>('select locale, body from agreement_version where clinic_id = $1 order by locale', [clinicId]);
    const published = Object.fromEntries(rows.map(({ locale, body }) => [locale, body]));
    if (process.env.WRITE_GALLERY) await writeFile(file, `${JSON.stringify(published, null, 2)}\n`);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(published);
  });
});
