import type { SimulatedPatient } from '../../../apps/clinic/src/demo/people/simulated-patient.js';
import { HostDesk } from './host-desk.js';
import type { Host, LiveClinic } from './live-clinic.js';
import { LiveGroup } from './live-group.js';
import type { RtcPeople } from './rtc-people.js';
import { Truth, type Compared } from './truth.js';
import { until } from './until.js';

/** The people of `lasting` go as they like; whoever is in `mortal` goes with its process. */
export interface Media {
  readonly lasting: RtcPeople;
  readonly mortal: RtcPeople;
}

/** One small group of rtc-node people, each with its truth: a host who is seen, and Ana, Cal, Dee and Eli, who watch. */
export class Evening {
  readonly truth = new Truth();
  readonly people = new Map<string, SimulatedPatient>();

  private constructor(
    readonly group: LiveGroup,
    readonly host: HostDesk,
    private readonly title: string,
    private readonly media: Media,
  ) {}

  /** title: so that a failed comparison names the group. Nobody has come yet. */
  static async planned(clinic: LiveClinic, clinician: Host, media: Media, title: string): Promise<Evening> {
    const group = await LiveGroup.planned(clinic, [clinician]);
    return new Evening(group, await new HostDesk(group, clinician).signIn(), title, media);
  }

  /** Resolves when the host is inside and everybody else waits. */
  async begin(): Promise<void> {
    await this.hostGoesIn();
    await Promise.all(['Ana', 'Cal', 'Dee', 'Eli'].map((name) => this.invite(name)));
  }

  who(name: string): SimulatedPatient {
    return this.people.get(name)!;
  }

  async admitAll(): Promise<void> {
    // The poll alone takes up to ten seconds to see the host.
    await until(() => this.host.snapshot(), ({ session }) => session.hostInside, 20);
    const patients = [...this.people.values()];
    for (const { seatId } of patients) this.truth.letIn(seatId);
    await this.host.act('seats.admit-expected', {});
    await until(() => patients.map(({ step }) => step), (steps) => steps.every((step) => step === 'in'), 30);
  }

  /** Leaves by pressing Leave. */
  async leaves(name: string): Promise<void> {
    this.truth.went(this.who(name).seatId);
    await this.who(name).leave();
    this.truth.wentBy(this.who(name).seatId);
  }

  /** Is sent out by the host, comes to the lobby again, and is let in again. */
  async sentOutAndBack(name: string): Promise<void> {
    const person = this.who(name);
    this.truth.went(person.seatId);
    await this.host.act('seat.remove', { seatId: person.seatId, mayReturn: true, reason: 'not_private' });
    this.truth.wentBy(person.seatId);
    await until(() => person.step, (step) => step === 'removed');
    await person.returnToLobby();
    await this.host.act('seat.admit', { seatId: person.seatId });
    await until(() => person.step, (step) => step === 'in');
  }

  /** Its socket closes, as the kernel closes it; the process of its media is for the caller to kill at the same time. */
  isKilled(name: string): void {
    this.truth.went(this.who(name).seatId);
    this.who(name).vanish();
  }

  async stands(name: string, wanted: string, seconds: number): Promise<void> {
    await until(async () => (await this.host.row(this.who(name).seatId)).state, (state) => state === wanted, seconds);
  }

  async ends(): Promise<void> {
    const pressed = Date.now();
    this.truth.everybodyWent(pressed);
    await this.host.act('session.end', {});
    this.truth.everybodyWentBy(pressed);
    await until(() => this.host.block(), ({ state }) => state === 'ended');
  }

  /** What the attendance says now, beside the truth. */
  async compared(): Promise<Compared[]> {
    return this.truth.compare(await this.host.attendance());
  }

  private async hostGoesIn(): Promise<void> {
    await this.host.goIn(this.media.lasting);
    this.truth.name(this.host.seatId, `${this.title}: the host`);
    this.truth.came(this.host.seatId, (await this.media.lasting.person(this.host.identity)).connectedAtMs);
  }

  private async invite(name: string): Promise<void> {
    const media = name === 'Cal' ? this.media.mortal : this.media.lasting;
    let began = 0;
    const person: SimulatedPatient = await this.group.simulated(media, name, (step) => {
      if (step === 'connects') began = Date.now();
      if (step === 'in') this.truth.came(person.seatId, person.connectedAtMs!, began);
    }, { publish: false, watch: 'one' });
    this.people.set(name, person);
    this.truth.name(person.seatId, `${this.title}: ${name}`);
  }
}
