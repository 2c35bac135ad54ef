import { connect } from 'node:net';

/**
 * Asks one server again and again over a few connections that stay open, each with one question at a time, until there is no question left.
 * Written on bare sockets, so that the load costs less than what it measures. Throws at the first answer that is not 200.
 *
 * @param {{ port: number, connections: number, questionOf: (number: number) => string | undefined }} load
 *   questionOf: the request with this number, from 0, as it goes over the wire; undefined once enough was asked
 * @returns {Promise<{ requests: number, seconds: number, latenciesMs: number[] }>}
 */
export async function keepAsking({ port, connections, questionOf }) {
  const latenciesMs = [];
  let next = 0;
  const began = performance.now();
  const question = () => questionOf(next++);
  await Promise.all(Array.from({ length: connections }, () => askOn(port, question, latenciesMs)));
  return { requests: latenciesMs.length, seconds: (performance.now() - began) / 1000, latenciesMs };
}

/** @param {string} path @param {string} [headers] further header lines, each ended by CRLF */
export const getOf = (path, headers = '') => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`;

/** @param {string} path @param {string} headers the type and what else is said, each line ended by CRLF @param {string} body */
export const postOf = (path, headers, body) => `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

function askOn(port, question, latenciesMs) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let asked = 0;
    let received = '';
    const askNext = () => {
      const text = question();
      if (text === undefined) return void socket.end(() => resolve(undefined));
      asked = performance.now();
      socket.write(text);
    };
    socket.setEncoding('latin1');
    socket.once('connect', askNext);
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      received += chunk;
      const end = endOfAnswer(received);
      if (end === undefined) return;
      if (!received.startsWith('HTTP/1.1 200')) return void (socket.destroy(), reject(new Error(`the answer was: ${received.slice(0, 300)}`)));
      latenciesMs.push(performance.now() - asked);
      received = received.slice(end);
      askNext();
    });
  });
}

/** Where the first whole answer in this text ends; undefined while it has not. */
function endOfAnswer(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  if (length === undefined) throw new Error('the answer has no content-length');
  const end = head + 4 + Number(length);
  return text.length >= end ? end : undefined;
}
