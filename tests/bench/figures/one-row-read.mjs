import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { checkout } from '../../../infra/launch/home/checkout.mjs';
import { freePorts } from '../../../infra/launch/processes/ports.mjs';
import { rowsOf } from '../plumbing/bench-database.mjs';
import { keyringOf } from '../plumbing/built.mjs';
import { Child } from '../plumbing/children.mjs';
import { getOf, keepAsking } from '../plumbing/keep-alive-load.mjs';
import { cpuSeconds } from '../plumbing/process-use.mjs';
import { interleave } from '../plumbing/rounds.mjs';
import { StatementCounter } from '../plumbing/statement-counter.mjs';
import { median, p95, pairedRatio } from '../plumbing/statistics.mjs';

const path = '/api/v1/me';
const bare = fileURLToPath(new URL('../floor/bare-http-pg.mjs', import.meta.url));
const connections = 16;
const requests = 2500;
/** A sign-in may ask 600 times a minute; the load needs more than one can. */
const signIns = 300;
/** The same row in the same shape, by the one statement that reads it. */
const sameRow = `
  select p.id as "personId", coalesce(p.shown_name, p.given_name || ' ' || p.family_name) as "shownName", u.email, '{clinician}'::text[] as roles, '{}'::text[] as may,
         (select g.expires_at from sign_in_guard g where g.secret_hash = $2) as "signInEndsAt",
         jsonb_build_object('clinicId', c.id, 'name', c.name, 'phone', c.phone, 'zone', c.zone) as clinic,
         (select jsonb_agg(jsonb_build_object('clinicId', m.clinic_id, 'name', m.clinic_name)) from find_memberships(u.id) m) as clinics,
         coalesce(u."twoFactorEnabled", false) as "codeAtSignIn"
    from person p join clinic c on c.id = p.clinic_id join auth."user" u on u.id = p.user_id where p.id = $1`;

/**
 * "Who am I" of a signed-in clinician through the whole stack (sign-in, policy, principal, row-level security, schema): requests per CPU second of the
 * server process, against bare Node http + pg on the same row.
 *
 * @param {import('../run.mjs').Bench} bench
 */
export async function oneRowRead({ clinic, folder, enough }) {
  const { personId, cookies, secretHash } = await signInOften(clinic);
  // From many addresses, as a proxy tells them: requests are counted by address too.
  const headersOf = (number) => `Cookie: ${cookies[number % cookies.length]}\r\nX-Forwarded-For: 198.18.${(number >> 8) & 255}.${number & 255}\r\n`;
  const floor = await startFloor({ clinic, folder, parameters: [personId, `\\x${secretHash.toString('hex')}`] });
  const server = await clinic.start();
  try {
    await sameAnswer({ clinic, floor, headersOf });
    const results = await interleave(
      { clinic: () => load(server, { port: clinic.port, path, headersOf }), floor: () => load(floor.child, { port: floor.port, path: '/' }) },
      { count: 11, warmUp: 2, enough },
    );
    return figures(results, await statementsEach(clinic, server, headersOf));
  } finally {
    await Promise.all([server.end(), floor.child.end()]);
  }
}

function figures({ clinic: ours, floor: floors }, { each, texts }) {
  const [perSecond, base] = [ours, floors].map((cells) => cells.map((cell) => cell.requests / cell.cpu));
  const ratio = pairedRatio(perSecond, base);
  const latency = (cells, pick) => pick(cells.flatMap((cell) => cell.latenciesMs));
  return [
    { name: 'one-row read, requests per CPU second', value: median(perSecond), unit: '1/s', floor: median(base), ratio: ratio.median, bar: { least: 0.22 }, spread: ratio },
    { name: 'one-row read, CPU per request', value: median(perSecond.map((rate) => 1e6 / rate)), unit: 'us', floor: median(base.map((rate) => 1e6 / rate)), ratio: 1 / ratio.median },
    { name: 'one-row read, statements', value: each, unit: 'per request', bar: { most: 3, of: 'value' }, note: texts.join(' | ') },
    { name: 'one-row read, median wait', value: latency(ours, median), unit: 'ms', floor: latency(floors, median), ratio: latency(ours, median) / latency(floors, median), note: `${connections} connections` },
    { name: 'one-row read, p95 wait', value: latency(ours, p95), unit: 'ms', floor: latency(floors, p95), ratio: latency(ours, p95) / latency(floors, p95) },
  ];
}

async function load(child, { port, path: address, headersOf = () => '' }) {
  const before = cpuSeconds(child.pid);
  const done = await keepAsking({ port, connections, questionOf: (number) => (number < requests ? getOf(address, headersOf(number)) : undefined) });
  return { ...done, cpu: cpuSeconds(child.pid) - before };
}

/** Counted on the wire, on a server of its own behind a counting door, by one browser that asks one after the other. */
async function statementsEach(clinic, server, headersOf) {
  await server.end();
  const door = await StatementCounter.open(clinic.database.appUrl);
  const counted = await clinic.start({ appUrl: door.url });
  try {
    const ask = (count) => keepAsking({ port: clinic.port, connections: 1, questionOf: (number) => (number < count ? getOf(path, headersOf(number)) : undefined) });
    await ask(20);
    door.forget();
    await ask(200);
    // The keeper and the inbox go on meanwhile; their statements are few and are not of the request's kind.
    const own = door.statements.filter(({ connection }) => door.statements.some((other) => other.connection === connection && /use_sign_in/.test(other.text)));
    const from = own.findIndex(({ text }) => /use_sign_in/.test(text));
    const upTo = own.findIndex(({ text }, place) => place > from && /use_sign_in/.test(text));
    return { each: Math.round((own.length / 200) * 100) / 100, texts: own.slice(from, upTo).map(({ text }) => text.trim().replace(/\s+/g, ' ').slice(0, 40)) };
  } finally {
    await counted.end();
    await door.close();
  }
}

async function startFloor({ clinic, folder, parameters }) {
  const [port] = await freePorts(['tcp']);
  const file = join(folder, 'one-row.json');
  writeFileSync(file, JSON.stringify({ url: clinic.database.ownerUrl, text: sameRow, parameters }), { mode: 0o600 });
  const child = new Child({ name: 'bare http + pg', command: process.execPath, args: ['--enable-source-maps', bare, String(port), file], cwd: checkout, env: clinic.environment(), logFile: join(folder, 'bare.log') });
  await child.untilReady(`http://127.0.0.1:${port}/`);
  return { child, port };
}

async function sameAnswer({ clinic, floor, headersOf }) {
  const ours = await (await fetch(clinic.origin + path, { headers: { cookie: headersOf(0).split('\r\n', 1)[0].slice('Cookie: '.length) } })).json();
  const floors = await (await fetch(`http://127.0.0.1:${floor.port}/`)).json();
  if (!isDeepStrictEqual(ours, floors)) throw new Error('the two arms do not answer the same row');
}

/** Many sign-ins of one clinician, opened by the same function as at the door. */
async function signInOften(clinic) {
  const { ownerUrl } = clinic.database;
  const [person] = await rowsOf(ownerUrl, "select p.id, p.clinic_id, p.user_id from person p join role_assignment r on r.person_id = p.id where r.role = 'clinician' order by p.created_at limit 1");
  const keys = await keyringOf(clinic);
  const secrets = Array.from({ length: signIns }, () => keys.newSecret('staff cookie'));
  const hashes = secrets.map(({ hash }) => hash);
  await rowsOf(ownerUrl, "select open_sign_in(hash, $2::smallint, $3, $4, $5, now() + interval '1 hour') from unnest($1::bytea[]) hash", [hashes, keys.newest, person.user_id, person.clinic_id, person.id]);
  return { personId: person.id, secretHash: hashes[0], cookies: secrets.map(({ text }) => `staff-${clinic.port}=${text}`) };
}
