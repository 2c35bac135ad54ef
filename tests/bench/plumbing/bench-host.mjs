import { namespaceNames } from '#contracts/routes';
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

/** As often as the host's page asks for the minutes of the group, and beats. */
const minutesEveryMs = 10_000;
const beatEveryMs = 2000;

/** A host as far as the server notices: sign-in, seat, socket, beats, and the page's own questions. Without a page. */
export class BenchHost {
  #timers = [];
  #cookie = '';

  /** @param {string} origin @param {string} sessionId */
  constructor(origin, sessionId) {
    this.origin = origin;
    this.sessionId = sessionId;
  }

  /** @param {{ email: string, password: string }} account */
  async signIn({ email, password }) {
    await this.#ask('POST', '/sign-in', { email, password });
  }

  /** The address of a fresh link of this seat. @param {string} seatId @returns {Promise<string>} */
  async linkOf(seatId) {
    return (await this.#ask('POST', `/sessions/${this.sessionId}/seats/${seatId}/link`, {})).address;
  }

  /** Into the room: socket, media without sending anything, beats. @param {{ join: (wish: object) => Promise<{ participantSid: string }> }} media */
  async goIn(media) {
    const tabId = randomUUID();
    const { seatId } = await this.#ask('POST', `/sessions/${this.sessionId}/host-seat`, {});
    this.socket = io(`${this.origin}${namespaceNames.groupRoom}`, { transports: ['websocket'], extraHeaders: { cookie: this.#cookie, origin: this.origin }, auth: { as: 'host', seatId, tabId }, forceNew: true });
    await new Promise((resolve, reject) => (this.socket.once('connect', resolve), this.socket.once('connect_error', reject)));
    const { token } = await this.#ask('POST', `/sessions/${this.sessionId}/host-pass`, { tabId });
    const { participantSid } = await media.join({ url: this.origin, token, publish: false, watch: 'nobody' });
    const began = performance.now();
    const age = () => Math.round(performance.now() - began);
    const beat = () => ({ participantSid, connection: 'connected', sentMs: Date.now(), mediaForMs: age(), mediaPausedMs: null, mediaIdleMs: 0, visible: true, microphone: false, camera: false });
    this.#timers.push(setInterval(() => this.socket.volatile.emit('beat', beat(), () => undefined), beatEveryMs));
    this.#timers.push(setInterval(() => void this.#ask('GET', `/sessions/${this.sessionId}/live-minutes`).catch(() => undefined), minutesEveryMs));
  }

  /** Lets everybody in who waits. @returns {Promise<{ ok: boolean, code?: string }>} */
  admitAll() {
    return this.socket.timeout(5000).emitWithAck('seats.admit-expected', {});
  }

  stop() {
    this.#timers.forEach((timer) => clearInterval(timer));
    this.socket?.close();
  }

  async #ask(method, path, body) {
    const headers = { cookie: this.#cookie, origin: this.origin, 'sec-fetch-site': 'same-origin', ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${this.origin}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    for (const line of response.headers.getSetCookie()) if (line.startsWith('staff')) this.#cookie = line.split(';')[0];
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${answer.code}`);
    return answer;
  }
}
