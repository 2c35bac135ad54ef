import type { Attendance, BlockCard, EventInput, EventName, EventOutput, RosterRow, RoomPass, StaffSnapshot } from '#contracts/routes';
import { randomUUID } from 'node:crypto';
import type { RtcPeople } from '../../../apps/clinic/src/demo/people/rtc-people.js';
import { Browser } from '../../api/support/browser.js';
import { LiveSocket } from '../../api/support/live-socket.js';
import { password, type Host } from './live-clinic.js';
import type { LiveGroup } from './live-group.js';
import { until } from './until.js';

/** A clinician without a page: signed in, with a socket, and connected by rtc-node when inside. Reads what the staff read. */
export class HostDesk {
  private readonly browser: Browser;
  private readonly tabId = randomUUID();
  private socket: LiveSocket | undefined;
  seatId = '';
  identity = '';

  constructor(
    private readonly group: LiveGroup,
    private readonly host: Host,
  ) {
    this.browser = new Browser(group.clinic.origin);
    group.clinic.expectToSendHome({ vanish: () => this.close() });
  }

  async signIn(): Promise<this> {
    await this.call('POST', '/api/v1/sign-in', { email: this.host.email, password });
    return this;
  }

  /** Takes the seat, opens the room and connects; resolves when connected. */
  async goIn(media: RtcPeople): Promise<this> {
    const { sessionId } = this.group;
    this.seatId = ((await this.call('POST', `/api/v1/sessions/${sessionId}/host-seat`, {})) as { seatId: string }).seatId;
    await this.connect(media);
    return this;
  }

  /** Comes back when the connection was lost, as the host's page would: the library may notice late, and gives up. Resolves when inside. */
  async returned(media: RtcPeople): Promise<void> {
    const inside = async (): Promise<boolean> => {
      if ((await media.person(this.identity)).state !== 'connected') {
        await media.leave(this.identity);
        await this.connect(media);
      }
      return (await this.snapshot()).session.hostInside;
    };
    await until(inside, Boolean, 30);
  }

  /** Comes back after everything of the connection was lost. */
  async comeBack(media: RtcPeople): Promise<void> {
    await this.connect(media);
    await until(() => this.snapshot(), ({ session }) => session.hostInside);
  }

  /** An act of the host; the socket is opened anew when it was lost. Throws with the code of a refusal. */
  async act<Name extends EventName>(name: Name, input: EventInput<Name>): Promise<EventOutput<Name>> {
    if (!this.socket?.isConnected) this.socket = await LiveSocket.open(this.group.clinic.origin, this.browser, 'host', this.seatId, this.tabId);
    return this.socket.act(name, input);
  }

  snapshot(): Promise<StaffSnapshot> {
    return this.act('staff.snapshot', {});
  }

  /** The roster's row of one seat, as the staff see it now. */
  async row(seatId: string): Promise<RosterRow> {
    const row = (await this.snapshot()).topics.roster.find((one) => one.seatId === seatId);
    if (!row) throw new Error('nobody of that seat is on the roster');
    return row;
  }

  attendance(): Promise<Attendance> {
    return this.call('GET', `/api/v1/sessions/${this.group.sessionId}/attendance`) as Promise<Attendance>;
  }

  async block(): Promise<BlockCard> {
    const { block } = (await this.call('GET', `/api/v1/sessions/${this.group.sessionId}/people`)) as { block: BlockCard };
    return block;
  }

  close(): void {
    this.socket?.close();
  }

  private async connect(media: RtcPeople): Promise<void> {
    const pass = (await this.call('POST', `/api/v1/sessions/${this.group.sessionId}/host-pass`, { tabId: this.tabId })) as RoomPass;
    this.identity = (await media.join({ url: this.group.clinic.origin, token: pass.token, watch: 'nobody' })).identity;
  }

  private async call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const answer = method === 'GET' ? await this.browser.get(path) : await this.browser.post(path, body);
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
