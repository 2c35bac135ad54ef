import { MakeLink } from '#identity';
import { Database, sql, systemPrincipal } from '#platform';
import pg from 'pg';
import { openScriptContext } from '../script-context.js';
import { demoClinic, demoPatients, type DemoPatient } from './demo-people.js';

export interface SimulatedLink {
  readonly patient: DemoPatient;
  readonly address: string;
}

/**
 * Fresh links into the demo's live block for the first `count` patients whom no newcomer uses. Throws an Error with a sentence for the
 * reader when there is no demo clinic, or none of its blocks is live.
 */
export async function simulatedLinks(environment: NodeJS.ProcessEnv & { DATABASE_URL: string }, count: number): Promise<SimulatedLink[]> {
  const clinicId = await demoClinicId(environment.DATABASE_URL);
  const patients = demoPatients.filter(({ forNewcomer }) => !forNewcomer).slice(0, count);
  const context = await openScriptContext(environment);
  try {
    const system = systemPrincipal(clinicId, 'simulated patients');
    const seats = await context.get(Database).withPrincipal(system, liveSeats);
    if (seats.length === 0) throw new Error('No group of the demo clinic is live now. Start `npm start` again: it makes one for the next 3 hours.');
    const links: SimulatedLink[] = [];
    for (const patient of patients) {
      const seat = seats.find(({ given, family }) => given === patient.givenName && family === patient.familyName);
      if (!seat) continue;
      const { address } = await context.get(MakeLink).run(system, { sessionId: seat.session_id, seatId: seat.seat_id });
      links.push({ patient, address });
    }
    return links;
  } finally {
    await context.close();
  }
}

/** Only the owner of the database finds a clinic by its name. */
async function demoClinicId(ownerUrl: string): Promise<string> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ id: string }>('select id from clinic where name = $1 order by created_at limit 1', [demoClinic.name]);
    if (!rows[0]) throw new Error('This database has no demo clinic. `npm start -- --demo` makes one.');
    return rows[0].id;
  } finally {
    await owner.end();
  }
}

interface LiveSeat {
  readonly session_id: string;
  readonly seat_id: string;
  readonly given: string;
  readonly family: string;
}

async function liveSeats(): Promise<LiveSeat[]> {
  return sql<LiveSeat>(
    `select seat.session_id, seat.id as seat_id, person.given_name as given, person.family_name as family
       from seat join person on person.id = seat.person_id
      where seat.role = 'patient' and seat.withdrawn_at is null
        and seat.session_id = (select id from session join live_session live on live.session_id = session.id where live.state <> 'ended' and lobby_opens_at <= app.now() and session.planned_to > app.now() order by planned_from desc limit 1)`,
    [],
  );
}
