import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import pg from 'pg';

// The least that one row over HTTP can cost here: no framework, no sign-in, no policy, no row-level security, no schema; one prepared statement on a pool as
// big as the server's. Arguments: port, and a file with { url, text, parameters }.
const [port, file] = process.argv.slice(2);
const { url, text, parameters } = JSON.parse(readFileSync(file, 'utf8'));
const pool = new pg.Pool({ connectionString: url, max: 10 });

createServer(async (_request, response) => {
  const { rows } = await pool.query({ name: 'one-row', text, values: parameters });
  const body = JSON.stringify(rows[0]);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}).listen(Number(port), '127.0.0.1');
