import { visit as contracts, type RouteAddress } from '#contracts';
import type { GateAnswers, RoomPass, RouteInput, RouteName, RouteOutput, Visit } from '#contracts/routes';

type ByVisit = Extract<RouteName, 'getVisit' | 'enterPin' | 'chooseName' | 'answerGate' | 'acceptAgreement' | 'enterLobby' | 'fetchRoomPass' | 'leaveSession' | 'askForHelp' | 'getOwnMinutes'>;

/** An answer that was no 2xx. `code` is the server's own word for it; `offline` when nobody answered. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(`refused: ${code}`);
  }
}

export interface WayThere {
  readonly pin: string;
  readonly shownName: string;
  readonly gate: GateAnswers;
}

/** One browser of one patient, as far as the server notices: it keeps its cookies, and goes the way from the link to the lobby. */
export class SimulatedVisit {
  readonly origin: string;
  seatId = '';
  private readonly token: string;
  private readonly cookies = new Map<string, string>();

  /** link: the address from the text message. */
  constructor(link: string) {
    const { origin, hash } = new URL(link);
    this.origin = origin;
    this.token = hash.slice(1);
  }

  /** For the socket of the same browser. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /**
   * Redeems the link and answers one question after the other until the person waits, or may go straight in.
   * Throws Refused: `link_early`, `link_dead`, or what the server says to an answer.
   */
  async come(way: WayThere): Promise<Visit> {
    const link = (await this.post(contracts.redeemLink, { token: this.token })) as RouteOutput<'redeemLink'>;
    if (link.kind !== 'open') throw new Refused(`link_${link.kind}`);
    this.seatId = link.seatId;
    let visit = await this.ask('getVisit', {});
    for (let questions = 0; questions < 6 && !(await this.isThere(visit)); questions += 1) visit = await this.answer(visit, way);
    return visit.step === 'room' || visit.step === 'left' ? visit : this.ask('enterLobby', {});
  }

  /** A fresh pass; who comes here comes on purpose, so it counts as the press that brings back somebody who left. Throws Refused. */
  pass(tabId: string, takeOver = false): Promise<RoomPass> {
    return this.ask('fetchRoomPass', { tabId, takeOver, comeBack: true });
  }

  /** Any call of this seat. Throws Refused. */
  async ask<Name extends ByVisit>(name: Name, input: Omit<RouteInput<Name>, 'seatId'>): Promise<RouteOutput<Name>> {
    const { method, path } = contracts[name];
    const address = path.replace(':seatId', this.seatId);
    return (method === 'GET' ? await this.send('GET', address) : await this.post({ method, path: address }, input)) as RouteOutput<Name>;
  }

  private async isThere({ step }: Visit): Promise<boolean> {
    if (step === 'removed' || step === 'ended' || step === 'driving' || step === 'declined') throw new Refused(step);
    return step === 'lobby' || step === 'room' || step === 'left';
  }

  private answer(visit: Visit, { pin, shownName, gate }: WayThere): Promise<Visit> {
    if (visit.step === 'pin') return this.ask('enterPin', { pin, ownDevice: true });
    if (visit.step === 'name') return this.ask('chooseName', { shownName });
    if (visit.step === 'gate') return this.ask('answerGate', gate);
    if (visit.agreement) return this.ask('acceptAgreement', { agreementId: visit.agreement.id });
    return this.ask('getVisit', {});
  }

  private post({ path }: RouteAddress, body: object): Promise<unknown> {
    return this.send('POST', path, JSON.stringify(body));
  }

  private async send(method: string, path: string, body?: string): Promise<unknown> {
    const headers = { cookie: this.cookie, ...(body !== undefined && { origin: this.origin, 'content-type': 'application/json' }) };
    const response = await fetch(this.origin + path, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) }).catch(() => null);
    if (!response) throw new Refused('offline');
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const answer = (await response.json().catch(() => ({}))) as { code?: string };
    if (!response.ok) throw new Refused(answer.code ?? String(response.status));
    return answer;
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
