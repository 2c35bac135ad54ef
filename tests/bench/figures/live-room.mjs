import { setTimeout as pause } from 'node:timers/promises';
import { BenchHost } from '../plumbing/bench-host.mjs';
import { rowsOf } from '../plumbing/bench-database.mjs';
import { built, keyringOf, withUseCases } from '../plumbing/built.mjs';
import { cpuSeconds } from '../plumbing/process-use.mjs';

const people = 12;
const measuredMs = 40_000;
const idleMs = 15_000;
const settleMs = 5000;
const gate = { place: 'home', address: '100 Example Street, Sacramento', inState: true, alone: true, driving: false, callbackPhone: '916 555 0100', emergencyName: 'Example Kin', emergencyPhone: '916 555 0101' };

/**
 * CPU of the clinic process for one live room of twelve (two hosts, ten patients) who are connected and beat every 2 s, but send no media, with the keeper's polls, the
 * webhooks and the hosts' own questions; beside it the same process with nobody there.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function liveRoom({ clinic }) {
  const simulator = await loadSimulator();
  const server = await clinic.start();
  // A process of the media library takes ten people at most.
  const media = [simulator.RtcPeople.start(), simulator.RtcPeople.start()];
  const hosts = clinic.demo.staff.slice(0, 2).map(() => new BenchHost(clinic.origin, clinic.demo.block.sessionId));
  let patients = [];
  try {
    const idle = await perMinute(server.pid, idleMs);
    for (const [place, host] of hosts.entries()) {
      await host.signIn(clinic.demo.staff[place]);
      await host.goIn(media[1]);
    }
    patients = await comeAll({ clinic, simulator, media: media[0], host: hosts[0] });
    await admitAll(hosts[0], patients);
    await pause(settleMs);
    const live = await perMinute(server.pid, measuredMs);
    return [{ name: `server CPU per minute, live room of ${people} without media`, value: live, unit: 's', floor: idle, note: `floor: the same process with nobody there; ${measuredMs / 1000} s counted` }];
  } finally {
    patients.forEach((patient) => patient.vanish());
    hosts.forEach((host) => host.stop());
    await Promise.all(media.map((one) => one.kill()));
    await server.end();
  }
}

async function perMinute(pid, ms) {
  const [cpu, began] = [cpuSeconds(pid), performance.now()];
  await pause(ms);
  return ((cpuSeconds(pid) - cpu) / (performance.now() - began)) * 60_000;
}

async function comeAll({ clinic, simulator, media, host }) {
  const seats = await patientSeats(clinic);
  const secrets = new simulator.DemoSecrets(await keyringOf(clinic));
  const patients = [];
  for (const { seat_id: seatId, given, pin_of: pinOf } of seats) {
    const way = { pin: secrets.pin(pinOf), shownName: given, gate };
    const visit = new simulator.SimulatedVisit(await host.linkOf(seatId));
    const patient = new simulator.SimulatedPatient({ visit, way, media, send: { publish: false, watch: 'nobody' }, tell: () => undefined });
    patients.push(patient);
    await patient.come();
  }
  return patients;
}

async function admitAll(host, patients) {
  const answer = await host.admitAll();
  if (!answer.ok) throw new Error(`admit all: ${answer.code}`);
  for (let tries = 0; tries < 150 && !patients.every(({ step }) => step === 'in'); tries += 1) await pause(200);
  const away = patients.filter(({ step }) => step !== 'in');
  if (away.length > 0) throw new Error(`${away.length} of ${patients.length} did not get into the room: ${away.map(({ step }) => step).join(', ')}`);
}

/** The demo's patients and as many more as the room wants; those have the PIN of the first. */
async function patientSeats(clinic) {
  const { sessionId } = clinic.demo.block;
  const { ownerUrl } = clinic.database;
  const added = await rowsOf(
    ownerUrl,
    `with known as (select s.clinic_id, p.pin_hash, count(*) over () as many from seat s join pin p on p.person_id = s.person_id join person o on o.id = s.person_id
                     where s.session_id = $1 and s.role = 'patient' order by o.family_name limit 1),
          added as (insert into person (clinic_id, kind, given_name, family_name) select clinic_id, 'patient', 'Extra' || n, 'Extra' from known, generate_series(1, $2 - many) n returning id, clinic_id),
          pins as (insert into pin (clinic_id, person_id, pin_hash) select added.clinic_id, added.id, known.pin_hash from added, known)
     select id as "personId", clinic_id as "clinicId" from added`,
    [sessionId, people - 2],
  );
  await giveSeats(clinic, sessionId, added);
  return rowsOf(
    ownerUrl,
    `select s.id as seat_id, p.given_name as given, case when p.family_name = 'Extra' then min(p.family_name) filter (where p.family_name <> 'Extra') over () else p.family_name end as pin_of
       from seat s join person p on p.id = s.person_id where s.session_id = $1 and s.role = 'patient' and s.withdrawn_at is null`,
    [sessionId],
  );
}

/** By the use case of the clinic. */
function giveSeats(clinic, sessionId, added) {
  return withUseCases(clinic, async ({ get, scheduling: { GiveSeat }, us }) => {
    for (const { personId, clinicId } of added) await get(GiveSeat).run(us(clinicId), { sessionId, personId, role: 'patient' });
  });
}

/** The demo's own simulator, as it was built. */
async function loadSimulator() {
  const parts = ['demo-secrets', 'people/rtc-people', 'people/simulated-patient', 'people/simulated-visit'];
  const loaded = await Promise.all(parts.map((part) => built(`apps/clinic/src/demo/${part}.js`)));
  return Object.assign({}, ...loaded);
}
