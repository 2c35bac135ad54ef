import { BeatRuns } from '#attendance';
import { RoomKeeper } from '#group-room';
import type { ClinicRole } from '#kernel';
import type { FakeClock } from '#testing';
import { randomUUID } from 'node:crypto';
import type { Browser } from './browser.js';
import type { TestClinic } from './clinic.js';
import { LiveGroup, type Host, type Member } from './live-group.js';
import { password } from './people.js';

export type AnswerName = 'redeemed' | 'visit' | 'minutes' | 'seatSnapshot' | 'me' | 'today' | 'people' | 'hostSeat' | 'staffSnapshot' | 'liveMinutes' | 'attendance' | 'evidence';
type Answers = Record<AnswerName, unknown[]>;
type InRoom = Awaited<ReturnType<Host['letIn']>>;

const minute = 60_000;

/** Not so late in the clinic's day that the group would end tomorrow. */
export function inDaytime(now: Date): Date {
  const hour = Number(new Intl.DateTimeFormat('en', { timeZone: 'America/Los_Angeles', hour: 'numeric', hourCycle: 'h23' }).format(now));
  return new Date(now.getTime() + (hour < 18 ? 0 : 8 * 60 * minute));
}

/**
 * What people and staff are answered around one evening group: before it, while they wait, in the room, and after its end; among them
 * somebody late, somebody whose browser died, one who comes back, one who left, one who never came. Takes hours of the given clock.
 */
export async function answersOfAnEvening(clinic: TestClinic, clock: FakeClock): Promise<Answers> {
  const answers: Answers = { redeemed: [], visit: [], minutes: [], seatSnapshot: [], me: [], today: [], people: [], hostSeat: [], staffSnapshot: [], liveMinutes: [], attendance: [], evidence: [] };
  const group = await LiveGroup.planned(clinic, 40);
  await new Evening(clinic, clock, group, answers).run();
  group.closeSockets();
  return answers;
}

class Evening {
  private host!: Host;
  /** The accounts of a coordinator, a supervisor and an administrator, none of whom has a seat: each may do something else with a block. */
  private desks: readonly string[] = [];

  constructor(
    private readonly clinic: TestClinic,
    private readonly clock: FakeClock,
    private readonly group: LiveGroup,
    private readonly answers: Answers,
  ) {}

  async run(): Promise<void> {
    await this.isABlock();
    const ana = await this.group.patient('Ana');
    this.host = await this.group.host('Dr. Field');
    this.desks = [await this.desk('coordinator'), await this.desk('supervisor'), await this.desk('admin')];
    await this.staffLook();
    await this.opensLinks(ana);
    await this.goesToTheLobby(ana);
    const inside = [...(await this.goesOn(ana)), ana];
    await this.staffLook(inside);
    await this.ends(inside);
    await this.staffLook(inside);
  }

  /** So many minutes, in which the host is not idle. */
  private async pass(minutes: number): Promise<void> {
    for (let left = minutes; left > 0; left -= 10) {
      this.clock.advance(Math.min(left, 10) * minute);
      await this.host.browser.post(`/api/v1/sessions/${this.group.sessionId}/host-seat`, {});
    }
  }

  private keep(name: AnswerName, answer: unknown): void {
    this.answers[name].push(answer);
  }

  /** Of a cohort, with parts, one of which does not count. */
  private async isABlock(): Promise<void> {
    const { clinicId, sessionId } = this.group;
    const { owner } = this.clinic.database;
    const [program] = await owner<{ id: string }>("insert into program (clinic_id, name, kind, zone) values ($1, 'Evening program', 'iop_mh', 'America/Los_Angeles') returning id", [clinicId]);
    const [cohort] = await owner<{ id: string }>("insert into cohort (clinic_id, program_id, name, capacity) values ($1, $2, 'Evening cohort B', 20) returning id", [clinicId, program!.id]);
    await owner('update session set cohort_id = $2 where id = $1', [sessionId, cohort!.id]);
    for (const [at, kind, from, to] of [[1, 'check_in', 0, 20], [2, 'break', 20, 30], [3, 'process', 30, 180]] as const)
      await owner(
        `insert into segment (clinic_id, session_id, position, kind, title, planned_from, planned_to, counts)
         select clinic_id, id, $2, $3, 'Part', planned_from + $4 * interval '1 minute', planned_from + $5 * interval '1 minute', $3 <> 'break' from session where id = $1`,
        [sessionId, at, kind, from, to],
      );
  }

  /** An older link, one that is too early, the right one, and one of a group that was taken from the plan. */
  private async opensLinks(ana: Member): Promise<void> {
    const { people, clinicId, sessionId } = this.group;
    const redeem = async (token: string): Promise<void> => this.keep('redeemed', (await ana.browser.post('/api/v1/links/redeem', { token })).body);
    const far = await people.session(clinicId, 200);
    const [older, newer] = [await people.link(clinicId, sessionId, ana.seatId), await people.link(clinicId, sessionId, ana.seatId)];
    for (const token of [older, newer, await people.link(clinicId, far, await people.seat(clinicId, far, ana.personId))]) await redeem(token);
    this.keep('visit', (await ana.visit()).body);
    await ana.trustDevice();
    await redeem(older);
  }

  private async goesToTheLobby(ana: Member): Promise<void> {
    const note = async (step = '', body?: object): Promise<void> => this.keep('visit', (await ana.visit(step, body)).body);
    await note();
    await note('name', { shownName: 'Ana', pronouns: 'she/her' });
    const { body } = await ana.visit('gate', ana.gateAnswers);
    this.keep('visit', body);
    await note('agreement', { agreementId: body.agreement.id });
    await this.pass(30);
    await note('lobby', {});
    await ana.visit('media-wishes', { camera: true, onBreak: false, saveData: false, onlyListening: false });
    await note();
    const { socket } = await ana.withSocket();
    this.keep('seatSnapshot', await socket.act('seat.snapshot', {}));
  }

  private async goesOn(ana: Member): Promise<InRoom[]> {
    const { group } = this;
    await this.pass(8);
    await this.host.goIn();
    await this.pass(4);
    this.keep('visit', (await ana.visit()).body);
    const inside = [await this.host.letIn('Jun'), await this.host.letIn('Coop'), await this.host.letIn('Ines'), await this.host.letIn('Leland')];
    const [jun, coop, ines, leland] = inside as [InRoom, InRoom, InRoom, InRoom];
    await (await group.host('Sam Ortiz', 'co_facilitator')).goIn();
    await (await group.patient('Walt')).comeToLobby({ place: 'vehicle', alone: false });
    await (await group.patient('Priya')).trustDevice();
    await group.patient('Omar');
    await this.beat(jun);
    await this.pass(6);
    inside.push(await this.host.letIn('Bea'));
    await coop.drop();
    await this.pass(1);
    await coop.connect((await coop.visit('room-pass', { tabId: coop.socket.tabId })).body.token);
    await ines.drop(true);
    await ines.visit('leave', {});
    await leland.drop();
    await jun.visit('help', { helpId: randomUUID() });
    await this.clinic.app.get(RoomKeeper).tick();
    this.keep('seatSnapshot', await jun.socket.act('seat.snapshot', {}));
    return inside;
  }

  /** Jun's browser dies long before the end; nobody is told, and the beats know. */
  private async ends([jun]: readonly Member[]): Promise<void> {
    const { clock, clinic } = this;
    await this.pass(30);
    await this.beat(jun as InRoom);
    jun!.socket?.close();
    clock.advance(15_000);
    await jun!.drop();
    await this.pass(60);
    await clinic.app.get(RoomKeeper).tick();
    // The goodbyes that LiveKit sends when a room is deleted come later than the end, if at all.
    clinic.sfu.loseNews(true);
    await this.host.socket.act('session.end', {});
    clinic.sfu.loseNews(false);
  }

  private async beat({ socket, sid }: InRoom): Promise<void> {
    await socket.act('beat', { participantSid: sid, connection: 'connected', sentMs: this.clock.now().getTime(), mediaForMs: 1000, mediaPausedMs: null, mediaIdleMs: 100, visible: true, microphone: false, camera: true });
    await this.clinic.app.get(BeatRuns).flush();
  }

  private async desk(role: ClinicRole): Promise<string> {
    const email = `${randomUUID()}@clinic.example.org`;
    await this.group.people.staff(this.group.clinicId, email, [role]);
    return email;
  }

  private async signedIn(email: string): Promise<Browser> {
    const browser = this.group.browser();
    await browser.post('/api/v1/sign-in', { email, password });
    return browser;
  }

  private async staffLook(inside: readonly Member[] = []): Promise<void> {
    const { browser, socket } = this.host;
    const session = `/api/v1/sessions/${this.group.sessionId}`;
    const look = async (name: AnswerName, path: string, by: Browser = browser): Promise<void> => {
      const { status, body } = await by.get(path);
      if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
      this.keep(name, body);
    };
    // Hours lie between two looks, and who does nothing for so long is signed out.
    const desks = await Promise.all(this.desks.map((email) => this.signedIn(email)));
    for (const by of [browser, ...desks]) {
      await look('me', '/api/v1/me', by);
      await look('today', '/api/v1/today', by);
    }
    const [coordinator, supervisor] = desks;
    for (const by of [browser, coordinator, supervisor]) await look('people', `${session}/people`, by);
    await look('attendance', `${session}/attendance`);
    for (const member of inside) {
      await look('evidence', `${session}/seats/${member.seatId}/evidence`);
      await look('minutes', `/api/v1/visits/${member.seatId}/minutes`, member.browser);
    }
    const seat = await browser.post(`${session}/host-seat`, {});
    if (seat.status === 200) this.keep('hostSeat', seat.body);
    if (!socket) return;
    await look('liveMinutes', `${session}/live-minutes`);
    this.keep('staffSnapshot', await socket.act('staff.snapshot', {}));
  }
}
