import { publishAgreement } from '#group-room';
import type { HelpRow, RoomPass, RosterRow } from '#contracts/routes';
import { Database } from '#platform';
import { randomUUID } from 'node:crypto';
import { Browser, type Answer } from './browser.js';
import { LiveSocket } from './live-socket.js';
import { password, People } from './people.js';
import type { TestClinic } from './clinic.js';

/** Values that only staff may ever see; each patient has their own. */
export interface Canaries {
  readonly surname: string;
  readonly phone: string;
  readonly address: string;
  readonly emergencyName: string;
  readonly callbackPhone: string;
}

let clinics = 0;
let visitors = 0;

/** One group of a clinic: its session, its hosts and those who come. Each has an address of their own, because tries are counted. */
export class LiveGroup {
  readonly members: Member[] = [];
  private readonly open: LiveSocket[] = [];

  private constructor(
    readonly clinic: TestClinic,
    readonly people: People,
    readonly clinicId: string,
    readonly sessionId: string,
  ) {}

  /** A session that begins in so many minutes; its lobby opens 15 minutes before. */
  static async planned(clinic: TestClinic, beginsInMinutes = 5): Promise<LiveGroup> {
    const people = new People(clinic);
    const clinicId = await people.clinicNamed(`Group clinic ${++clinics}`);
    await publishAgreement(clinic.app.get(Database), clinicId);
    return new LiveGroup(clinic, people, clinicId, await people.session(clinicId, beginsInMinutes));
  }

  async host(shownName: string, role: 'host' | 'co_facilitator' = 'host'): Promise<Host> {
    const email = `${randomUUID()}@clinic.example.org`;
    const personId = await this.people.staff(this.clinicId, email, ['clinician']);
    await this.clinic.database.owner('update person set shown_name = $2 where id = $1', [personId, shownName]);
    const seatId = await this.people.seat(this.clinicId, this.sessionId, personId, role);
    const browser = this.browser();
    const signedIn = await browser.post('/api/v1/sign-in', { email, password });
    if (signedIn.status !== 200) throw new Error(`sign-in: ${JSON.stringify(signedIn.body)}`);
    return new Host(this, browser, seatId);
  }

  async patient(name: string): Promise<Member> {
    const mark = randomUUID().slice(0, 8);
    const number = String(1000 + this.members.length);
    const canaries: Canaries = { surname: `Surname${mark}`, phone: `(916) 555-${number}`, address: `${number} Canary${mark} Street`, emergencyName: `Kin${mark}`, callbackPhone: `(530) 555-${number}` };
    const personId = await this.people.patient(this.clinicId, canaries.surname);
    await this.clinic.database.owner('insert into person_contact (clinic_id, person_id, phone) values ($1, $2, $3)', [this.clinicId, personId, canaries.phone]);
    const seatId = await this.people.seat(this.clinicId, this.sessionId, personId);
    const member = new Member(this, this.browser(), seatId, personId, name, canaries);
    this.members.push(member);
    return member;
  }

  /** Somebody who has come as far as the lobby, with a socket. */
  async waiting(name: string): Promise<Member & { socket: LiveSocket }> {
    const member = await this.patient(name);
    await member.comeToLobby();
    return member.withSocket();
  }

  browser(): Browser {
    visitors += 1;
    return new Browser(this.clinic.origin, `203.0.113.${visitors % 250}`);
  }

  async socket(browser: Browser, as: 'seat' | 'host', seatId: string, tabId?: string): Promise<LiveSocket> {
    const socket = await LiveSocket.open(this.clinic.origin, browser, as, seatId, tabId);
    this.open.push(socket);
    return socket;
  }

  /** Everything that anybody but staff was sent so far, as one text. */
  heardBy(member: Member): string {
    return JSON.stringify([member.answers, member.socket?.heard]);
  }

  closeSockets(): void {
    for (const socket of this.open) socket.close();
  }
}

export class Host {
  socket!: LiveSocket;

  constructor(
    readonly group: LiveGroup,
    readonly browser: Browser,
    readonly seatId: string,
  ) {}

  fetchPass(wish: { takeOver?: boolean; tabId?: string } = {}): Promise<Answer> {
    return this.browser.post(`/api/v1/sessions/${this.group.sessionId}/host-pass`, wish);
  }

  /** Signs in to the room: socket, pass, and connected to the SFU. */
  async goIn(): Promise<this> {
    this.socket ??= await this.group.socket(this.browser, 'host', this.seatId);
    const pass = await this.fetchPass({ tabId: this.socket.tabId });
    if (pass.status !== 200) throw new Error(`host pass: ${JSON.stringify(pass.body)}`);
    await this.connect((pass.body as RoomPass).token);
    return this;
  }

  /** Somebody who came to the lobby, was let in by this host and is connected. */
  async letIn(name: string): Promise<Member & { socket: LiveSocket }> {
    const member = await this.group.waiting(name);
    await this.socket.act('seat.admit', { seatId: member.seatId });
    await member.connectByPush();
    return member;
  }

  /** One row of the roster as this host sees it now. */
  async rowOf(seatId: string): Promise<RosterRow> {
    const { topics } = await this.socket.act('staff.snapshot', {});
    const row = topics.roster.find((one) => one.seatId === seatId);
    if (!row) throw new Error('the roster has no such seat');
    return row;
  }

  /** What this seat asked staff for last, as this host sees it now. */
  async helpOf(seatId: string): Promise<HelpRow | undefined> {
    return (await this.socket.act('staff.snapshot', {})).topics.help.find((one) => one.seatId === seatId);
  }

  /** Waits for the pass that is pushed after the media server lost its rooms, and connects with it. */
  async connectByPush(): Promise<void> {
    const { pass } = await this.socket.push('own.delta', (standing) => standing.pass !== null);
    await this.connect(pass!.token);
  }

  sid = '';
  async connect(token: string): Promise<void> {
    this.sid = (await this.group.clinic.sfu.join(token)).participantSid;
  }

  async drop(clean = false): Promise<void> {
    await this.group.clinic.sfu.leave(this.sid, { clean });
  }
}

export class Member {
  socket: LiveSocket | undefined;
  /** Every answer over HTTP. */
  readonly answers: unknown[] = [];
  sid = '';

  constructor(
    readonly group: LiveGroup,
    readonly browser: Browser,
    readonly seatId: string,
    readonly personId: string,
    readonly name: string,
    readonly canaries: Canaries,
  ) {}

  /** `step` below `/api/v1/visits/<seat>`; empty for the visit itself. */
  async visit(step = '', body?: object): Promise<Answer> {
    const path = `/api/v1/visits/${this.seatId}${step && `/${step}`}`;
    const answer = body ? await this.browser.post(path, body) : await this.browser.get(path);
    this.answers.push(answer.body);
    return answer;
  }

  get gateAnswers() {
    const { address, emergencyName, callbackPhone } = this.canaries;
    return { place: 'home', address, inState: true, alone: true, driving: false, callbackPhone, emergencyName, emergencyPhone: '(530) 555-0199' };
  }

  async openLink(): Promise<void> {
    const { people, clinicId, sessionId } = this.group;
    const token = await people.link(clinicId, sessionId, this.seatId);
    this.answers.push((await this.browser.post('/api/v1/links/redeem', { token })).body);
  }

  async trustDevice(): Promise<void> {
    await this.openLink();
    const pin = await this.group.people.pin(this.group.clinicId, this.group.sessionId, this.seatId);
    await this.openLink();
    const answer = await this.visit('pin', { pin, ownDevice: true });
    if (answer.status !== 200) throw new Error(`pin: ${JSON.stringify(answer.body)}`);
  }

  /** Link, PIN, name, gate, agreement, lobby. */
  async comeToLobby(gate: object = {}): Promise<void> {
    await this.trustDevice();
    await this.visit('name', { shownName: this.name });
    const { body } = await this.visit('gate', { ...this.gateAnswers, ...gate });
    if (body.agreement) await this.visit('agreement', { agreementId: body.agreement.id });
    const lobby = await this.visit('lobby', {});
    if (lobby.body.step !== 'lobby') throw new Error(`lobby: ${JSON.stringify(lobby.body)}`);
  }

  async withSocket(tabId?: string): Promise<this & { socket: LiveSocket }> {
    this.socket = await this.group.socket(this.browser, 'seat', this.seatId, tabId);
    return this as this & { socket: LiveSocket };
  }

  /** Waits for the pass that an admit pushes, and connects with it. */
  async connectByPush(): Promise<RoomPass> {
    const { pass } = await this.socket!.push('own.delta', (standing) => standing.pass !== null);
    await this.connect(pass!.token);
    return pass!;
  }

  async connect(token: string): Promise<void> {
    this.sid = (await this.group.clinic.sfu.join(token)).participantSid;
  }

  async drop(clean = false): Promise<void> {
    await this.group.clinic.sfu.leave(this.sid, { clean });
  }
}
