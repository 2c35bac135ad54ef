import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { rowsOf } from '../plumbing/bench-database.mjs';
import { gatherCrowd } from '../plumbing/crowd.mjs';
import { livekitEvent } from '../plumbing/livekit-events.mjs';
import { cpuSeconds } from '../plumbing/process-use.mjs';

const many = 10_000;
const size = { groups: 8, each: 10 };
/** What one connection brings: it comes, shows itself, and goes. */
const ofConnection = [['participant_joined'], ['track_published', 'MICROPHONE'], ['track_published', 'CAMERA'], ['track_unpublished', 'CAMERA'], ['track_published', 'CAMERA'], ['track_unpublished', 'CAMERA'], ['track_unpublished', 'MICROPHONE'], ['participant_left']];
/** A second that no calendar has: no row can be made of it, however often it is tried. */
const noInstant = '9007199254740000';
const poisonSid = 'PA_poison';
const tries = 5;
const lookEveryMs = 250;

/**
 * Ten thousand events of eight rooms that wait in the inbox, as after an hour without a server, with one among them of which no evidence can be made. All are
 * handled in the order in which they came, and the bad one is put aside after its fifth try.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function inbox({ clinic, enough }) {
  const { ownerUrl } = clinic.database;
  const rooms = await openRooms(clinic);
  const server = await clinic.start();
  try {
    const before = cpuSeconds(server.pid);
    await arrive(ownerUrl, eventsOf(rooms));
    const [{ id: poisonId }] = await until(ownerUrl, enough, "select event_id as id from webhook_inbox where room_name = any ($1) and handled_at is null", [rooms.map(({ room }) => room)], (waiting) => waiting.length === 1);
    const cpu = cpuSeconds(server.pid) - before;
    const [{ seconds }] = await rowsOf(ownerUrl, 'select extract(epoch from max(handled_at) - min(handled_at))::float8 as seconds from webhook_inbox where room_name = any ($1)', [rooms.map(({ room }) => room)]);
    await putAside(ownerUrl, enough, poisonId);
    await inOrder(ownerUrl, rooms);
    return [
      { name: `${many} events, one poison among them, all handled`, value: seconds, unit: 's', note: `${rooms.length} rooms; the bad one put aside after ${tries} tries, the rest in order` },
      { name: `${many} events handled, CPU`, value: cpu, unit: 's', note: `${((cpu / many) * 1e6).toFixed(0)} us each; a quarter of them are evidence, and where a person stands follows` },
    ];
  } finally {
    await server.end();
  }
}

/** Rooms that are closed already: the keeper of the rooms has nothing to do with them, the inbox has. */
async function openRooms(clinic) {
  const people = await gatherCrowd(clinic, size);
  const sessions = [...new Set(people.map(({ sessionId }) => sessionId))];
  const made = await rowsOf(clinic.database.ownerUrl, 'insert into room (clinic_id, session_id, capacity, closed_at) select $1, session, 20, now() from unnest($2::uuid[]) session returning id, session_id', [people[0].clinicId, sessions]);
  return made.map(({ id, session_id: sessionId }) => ({ room: id, seats: people.filter((person) => person.sessionId === sessionId).map(({ seatId }) => seatId) }));
}

/** Room after room in turn, as they come from one LiveKit. */
function eventsOf(rooms) {
  const queues = rooms.map(({ room, seats }, roomPlace) =>
    Array.from({ length: many / rooms.length }, (_, place) => {
      const connection = Math.floor(place / ofConnection.length);
      const [kind, track] = ofConnection[place % ofConnection.length];
      return livekitEvent(kind, { room, identity: `${seats[connection % seats.length]}.0`, participantSid: `PA_${roomPlace}x${connection}`, track });
    }),
  );
  const bad = queues[3][many / rooms.length / 2];
  Object.assign(queues[3], { [many / rooms.length / 2]: { ...bad, event: 'participant_joined', createdAt: noInstant, participant: { ...bad.participant, sid: poisonSid } } });
  return Array.from({ length: many }, (_, place) => queues[place % rooms.length][Math.floor(place / rooms.length)]);
}

async function arrive(ownerUrl, events) {
  await rowsOf(
    ownerUrl,
    `insert into webhook_inbox (event_id, event, room_name, body, received_at)
     select body ->> 'id', body ->> 'event', body -> 'room' ->> 'name', body, now() from jsonb_array_elements($1::jsonb) with ordinality as one (body, place) order by place`,
    [JSON.stringify(events)],
  );
}

/** The pauses between its tries are minutes; here they are taken away. */
async function putAside(ownerUrl, enough, poisonId) {
  for (let tried = 1; tried < tries; tried += 1) {
    await rowsOf(ownerUrl, 'update webhook_inbox set next_try_at = null where event_id = $1', [poisonId]);
    await until(ownerUrl, enough, 'select tries, outcome from webhook_inbox where event_id = $1', [poisonId], ([row]) => row.tries > tried);
  }
  const [{ outcome }] = await rowsOf(ownerUrl, 'select outcome from webhook_inbox where event_id = $1', [poisonId]);
  if (outcome !== 'parked') throw new Error(`the poison is ${outcome}`);
}

/** Everything is handled, one is put aside, and the evidence of each room stands in the order of its events. */
async function inOrder(ownerUrl, rooms) {
  const names = rooms.map(({ room }) => room);
  const outcomes = await rowsOf(ownerUrl, 'select outcome, count(*)::int as count from webhook_inbox where room_name = any ($1) group by outcome order by outcome', [names]);
  const perRoom = (field) => `select ${field} from webhook_inbox w where w.room_name = any ($1) and w.outcome = 'evidence' group by w.room_name order by w.room_name`;
  const came = await rowsOf(ownerUrl, perRoom('array_agg(w.event_id order by w.arrival) as ids'), [names]);
  const kept = await rowsOf(ownerUrl, 'select array_agg(event_id order by id) as ids from presence_evidence where room_id = any ($1::uuid[]) group by room_id order by room_id::text', [names]);
  const evidence = came.flatMap(({ ids }) => ids).length;
  const expected = [{ outcome: 'evidence', count: evidence }, { outcome: 'irrelevant', count: many - 1 - evidence }, { outcome: 'parked', count: 1 }];
  if (!isDeepStrictEqual(outcomes, expected)) throw new Error(`the events became ${JSON.stringify(outcomes)}`);
  if (!isDeepStrictEqual(came, kept)) throw new Error('the evidence does not stand in the order of its events');
}

async function until(ownerUrl, enough, text, parameters, fits) {
  for (;;) {
    const rows = await rowsOf(ownerUrl, text, parameters);
    if (fits(rows)) return rows;
    if (enough()) throw new Error(`not done in time: ${JSON.stringify(rows.slice(0, 3))}, ${rows.length} rows`);
    await pause(lookEveryMs);
  }
}
