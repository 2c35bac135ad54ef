import { rowsOf } from './bench-database.mjs';
import { keyringOf, withUseCases } from './built.mjs';

const zone = 'America/Los_Angeles';
const minute = 60_000;

/**
 * A patient at a browser of their own, who is in a group: what a page needs to open its socket.
 *
 * @typedef {object} CrowdPerson @property {string} personId @property {string} seatId @property {string} sessionId @property {string} clinicId @property {string} cookie
 */

/**
 * So many groups with so many patients each. Sessions and seats come by the use cases of the clinic; people, trusted browsers and admissions are written
 * by the owner, because a PIN costs 50 ms of CPU on purpose.
 *
 * @param {import('./clinic.mjs').Clinic} clinic @param {{ groups: number, each: number }} size @returns {Promise<CrowdPerson[]>}
 */
export async function gatherCrowd(clinic, { groups, each }) {
  const { ownerUrl } = clinic.database;
  const [{ id: clinicId }] = await rowsOf(ownerUrl, 'select id from clinic order by created_at limit 1');
  const people = await rowsOf(ownerUrl, "insert into person (clinic_id, kind, given_name, family_name) select $1, 'patient', 'Crowd', 'Person ' || n from generate_series(1, $2) n returning id", [clinicId, groups * each]);
  const seated = await seatAll(clinic, clinicId, people.map(({ id }) => id), each);
  const keys = await keyringOf(clinic);
  const secrets = seated.map(() => keys.newSecret('device cookie'));
  await rowsOf(
    ownerUrl,
    `with crowd as (select * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bytea[]) as c (person_id, session_id, seat_id, secret_hash)),
          browsers as (insert into device (clinic_id, person_id, secret_hash, key_version, trusted_until) select $1, person_id, secret_hash, $6, now() + interval '90 days' from crowd)
     insert into admission (clinic_id, session_id, seat_id, state, waiting_since, admitted_at) select $1, session_id, seat_id, 'in', now(), now() from crowd`,
    [clinicId, seated.map(({ personId }) => personId), seated.map(({ sessionId }) => sessionId), seated.map(({ seatId }) => seatId), secrets.map(({ hash }) => hash), keys.newest],
  );
  return seated.map((one, place) => ({ ...one, clinicId, cookie: `device-${clinic.port}=${secrets[place].text}` }));
}

/** Groups side by side; within one, seat after seat, because each locks the plan of its session. */
function seatAll(clinic, clinicId, personIds, each) {
  return withUseCases(clinic, async ({ get, scheduling: { PlanSession, GiveSeat }, us }) => {
    const groups = Array.from({ length: personIds.length / each }, (_, place) => personIds.slice(place * each, (place + 1) * each));
    const seated = await Promise.all(
      groups.map(async (ids, place) => {
        const from = new Date(Date.now() + 10 * minute);
        const sessionId = await get(PlanSession).run(us(clinicId), { kind: 'block', cohortId: null, title: `Group ${place + 1}`, zone, from, to: new Date(from.getTime() + 180 * minute), capacity: each });
        const seats = [];
        for (const personId of ids) seats.push({ personId, sessionId, seatId: await get(GiveSeat).run(us(clinicId), { sessionId, personId, role: 'patient' }) });
        return seats;
      }),
    );
    return seated.flat();
  });
}
