import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { EverythingSaid, Said } from './everything-said.js';
import type { LiveClinic } from './live-clinic.js';
import type { Mark } from './marks.js';

/** What LiveKit knows of the rooms and of everybody in them, field by field as its API tells. Gives how many tracks each person sends, by identity. */
export async function askLiveKit(said: EverythingSaid, { livekit }: LiveClinic): Promise<Record<string, number>> {
  const api = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret);
  const rooms = await api.listRooms();
  const people = (await Promise.all(rooms.map(({ name }) => api.listParticipants(name)))).flat();
  for (const room of rooms) said.add('LiveKit', 'livekit', 'ListRooms', room.toJsonString());
  for (const person of people) said.add('LiveKit', 'livekit', 'ListParticipants', person.toJsonString());
  return Object.fromEntries(people.map(({ identity, tracks }) => [identity, tracks.length]));
}

/** What the machines wrote down, and what else can be read at them when the evening is over. */
export async function askMachines(said: EverythingSaid, { server, livekit, database }: LiveClinic, metricsPort: number): Promise<void> {
  const line = (reader: string, place: Said['place'], text: string): void => text.split('\n').filter(Boolean).forEach((one) => void said.add(reader, place, 'line', one));
  line('the server', 'log', server.log);
  line('LiveKit', 'livekit', livekit.log);
  said.add('the server', 'metrics', '/metrics', await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text());
  for (const [name, { pid }] of Object.entries({ 'the server': server, LiveKit: livekit })) said.add(name, 'arguments', `process ${pid}`, argumentsOf(pid));
  const rows = async (place: Said['place'], table: string): Promise<void> => {
    const found = await database.owner<{ row: string }>(`select to_jsonb(one)::text as row from ${table} one`);
    for (const { row } of found) said.add('the database', place, table, row);
  };
  await rows('webhooks', 'webhook_inbox');
  await rows('audit', 'audit_entry');
  for (const table of ['presence_evidence', 'poll_span', 'beat_span']) await rows('evidence', table);
  const tables = await database.owner<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema in ('public', 'auth') and table_type = 'BASE TABLE'`);
  for (const { name } of tables) await rows('database', name);
}

function argumentsOf(pid: number): string {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
}

/** Every token for the media that came to anybody, as a mark of whom it is for; what it claims is added to what was said. */
export function tokensIn(said: EverythingSaid, personOf: ReadonlyMap<string, string>): Mark[] {
  const tokens = new Set(said.all.flatMap(({ text }) => text.match(/eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g) ?? []));
  return [...tokens].map((token) => {
    const [header, claims] = token.split('.', 2).map((part) => Buffer.from(part, 'base64url').toString('utf8')) as [string, string];
    const { sub = '' } = JSON.parse(claims) as { sub?: string };
    const of = personOf.get(sub.split('.')[0]!) ?? 'nobody known';
    said.add('LiveKit', 'claims', `token of ${of}`, `${header} ${claims}`);
    return { of, what: 'room token', kind: 'pass', value: token };
  });
}

/** What the servers keep to themselves. */
export function secretsOf({ livekit, database }: LiveClinic, appSecret: string): Mark[] {
  const secrets = { 'LiveKit secret': livekit.apiSecret, 'database password': new URL(database.appUrl).password, 'application secret': appSecret };
  return Object.entries(secrets).map(([what, value]) => ({ of: 'the server', what, kind: 'secret', value }));
}
