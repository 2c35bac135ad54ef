import type { GateAnswers } from '#contracts/routes';
import { MakeLink, ResetPin } from '#identity';
import { systemPrincipal } from '#platform';
import { GiveSeat, PlanSession } from '#scheduling';
import type { RtcPeople, RtcJoin } from '../../../apps/clinic/src/demo/people/rtc-people.js';
import { SimulatedPatient, type SimulatedStep } from '../../../apps/clinic/src/demo/people/simulated-patient.js';
import { SimulatedVisit } from '../../../apps/clinic/src/demo/people/simulated-visit.js';
import type { Host, LiveClinic } from './live-clinic.js';

export const gateAnswers = { place: 'home', address: '12 Sample Street, Sacramento', inState: true, alone: true, driving: false, callbackPhone: '(916) 555-0160', emergencyName: 'Kim Sample', emergencyPhone: '(916) 555-0161' } as const;

/** A patient with a seat, as the clinic knows them, and what they hold in their hand. */
export interface Invited {
  readonly personId: string;
  readonly seatId: string;
  readonly name: string;
  readonly pin: string;
  readonly link: string;
  /** What they write at the gate, when it is their own. */
  readonly gate?: GateAnswers;
}

/** A block that began ten minutes ago and goes on for three hours, with its hosts and patients. */
export class LiveGroup {
  private constructor(
    readonly clinic: LiveClinic,
    readonly sessionId: string,
  ) {}

  static async planned(clinic: LiveClinic, hosts: readonly Host[], capacity = 12): Promise<LiveGroup> {
    const from = new Date(Date.now() - 10 * 60_000);
    const to = new Date(from.getTime() + 180 * 60_000);
    const segments = [{ kind: 'process' as const, title: 'Process group', from, to, counts: true }];
    const wish = { kind: 'block' as const, cohortId: null, title: 'Evening group', zone: 'America/Los_Angeles', from, to, segments, capacity };
    const sessionId = await clinic.seeding.get(PlanSession, { strict: false }).run(systemPrincipal(clinic.clinicId, 'test'), wish);
    const group = new LiveGroup(clinic, sessionId);
    for (const [index, host] of hosts.entries()) await group.seat(host.personId, index === 0 ? 'host' : 'co_facilitator');
    return group;
  }

  async invite(name: string): Promise<Invited> {
    const { clinicId, database, seeding } = this.clinic;
    const [person] = await database.owner<{ id: string }>("insert into person (clinic_id, kind, given_name, family_name) values ($1, 'patient', $2, 'Testperson') returning id", [clinicId, name]);
    const seatId = await this.seat(person!.id, 'patient');
    const system = systemPrincipal(clinicId, 'test');
    const where = { sessionId: this.sessionId, seatId };
    const { pin } = await seeding.get(ResetPin, { strict: false }).run(system, where);
    const { address } = await seeding.get(MakeLink, { strict: false }).run(system, where);
    return { personId: person!.id, seatId, name, pin, link: address };
  }

  /** Somebody of rtc-node and HTTP, who has come as far as the lobby by the real way. `tell`: each step as it happens. */
  async simulated(media: RtcPeople, name: string, tell: (step: SimulatedStep) => void = () => {}, send: Pick<RtcJoin, 'publish' | 'watch'> = { watch: 'one' }): Promise<SimulatedPatient> {
    const invited = await this.invite(name);
    const way = { pin: invited.pin, shownName: name, gate: gateAnswers };
    const person = new SimulatedPatient({ visit: new SimulatedVisit(invited.link), way, media, send, tell });
    this.clinic.expectToSendHome(person);
    await person.come();
    return person;
  }

  private seat(personId: string, role: 'patient' | 'host' | 'co_facilitator'): Promise<string> {
    const { clinicId, seeding } = this.clinic;
    return seeding.get(GiveSeat, { strict: false }).run(systemPrincipal(clinicId, 'test'), { sessionId: this.sessionId, personId, role });
  }
}
