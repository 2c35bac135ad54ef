import type { LiveClinic } from './live-clinic.js';
import { handshake } from './handshake.js';
import type { Mark } from './marks.js';

/**
 * From now on the database refuses a patient's word to staff with a complaint of several lines that quotes everybody's rows, as drivers and
 * constraints may do.
 */
export async function letDatabaseQuote({ database }: LiveClinic): Promise<void> {
  await database.owner(`create function quote_everybody() returns trigger language plpgsql security definer as $$ begin
    raise exception E'refused:\\n%\\n%', (select string_agg(to_jsonb(p)::text, E'\\n') from person p), (select string_agg(to_jsonb(g)::text, E'\\n') from gate_answer g); end $$`);
  await database.owner('create trigger quote_everybody before insert on help_request for each row execute function quote_everybody()');
}

/**
 * Requests that no page of ours makes: unknown and broken addresses, passes where none belong, bodies that are no JSON, a wrong password, a
 * webhook that nobody signed. Each is full of what must not be written down. Gives the statuses.
 */
export async function nonsense(origin: string, seatId: string, marks: readonly Mark[]): Promise<number[]> {
  const valuesOf = (kinds: readonly Mark['kind'][]): string[] => marks.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  const names = valuesOf(['private', 'chosen', 'word']);
  const [token = ''] = valuesOf(['pass']);
  const query = new URLSearchParams(Object.fromEntries([...names, ...valuesOf(['pin', 'cookie'])].map((value, index) => [`q${index}`, value]))).toString();
  const json = { origin, 'content-type': 'application/json' };
  const post = (path: string, body: string, headers: Record<string, string> = json): Promise<number> => fetch(origin + path, { method: 'POST', headers, body }).then(({ status }) => status);
  const get = (path: string, headers: Record<string, string> = {}): Promise<number> => fetch(origin + path, { headers, redirect: 'manual' }).then(({ status }) => status);
  const visit = `/api/v1/visits/${seatId}`;
  return Promise.all([
    get(`/nowhere/${encodeURIComponent(names[0]!)}?${query}`),
    get(`/%zz/${names[0]}?${query}`),
    get(`/staff/../api/v1/${names[0]}?access_token=${token}`),
    get(`/rtc/v1?access_token=${token}&name=${names[0]}`),
    get('/rtc/v1/validate', { authorization: `Bearer ${token}` }),
    get(visit, { cookie: valuesOf(['cookie']).map((value, index) => `device${index}=${value}`).join('; ') }),
    ...['/rtcx', '/rtc', '/rtc/v1', '/socket.io/'].map((path) => handshake(origin, `${path}?access_token=${token}&${query}`)),
    post(`${visit}/gate`, `{"address": ${names.join(' ')}`),
    post(`${visit}/gate`, JSON.stringify({ address: names.join('\n'), place: names[0] })),
    post(`${visit}/name`, JSON.stringify({ shownName: names.join(' ') })),
    post(`${visit}/name`, names.join('&'), { origin, 'content-type': 'text/plain' }),
    post(`${visit}/pin`, JSON.stringify({ pin: valuesOf(['pin'])[0], ownDevice: true }), { ...json, origin: `https://${names[0]}.example.org` }),
    post('/api/v1/sign-in', JSON.stringify({ email: names.find((value) => value.includes('@')), password: names.join(' ') })),
    post('/api/v1/links/redeem', JSON.stringify({ token: names.join('').slice(0, 100) })),
    post('/api/v1/livekit/webhook', JSON.stringify({ event: names[0], participant: { identity: names[1] } }), { 'content-type': 'application/webhook+json', authorization: token }),
  ]);
}
