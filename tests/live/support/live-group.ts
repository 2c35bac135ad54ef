import type { GateAnswers } from '#contracts/routes';
import { MakeLink, ResetPin } from '#identity';
import { systemPrincipal } from '#platform';
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
    const [session] = await clinic.database.owner<{ id: string }>(
      `insert into session (clinic_id, kind, title, zone, planned_from, planned_to, lobby_opens_at, capacity)
       select $1, 'block', 'Evening group', 'America/Los_Angeles', at, at + interval '3 hours', at - interval '15 minutes', $2
         from (select now() - interval '10 minutes' as at) began returning id`,
      [clinic.clinicId, capacity],
    );
    const group = new LiveGroup(clinic, session!.id);
    await clinic.database.owner(
      `insert into segment (clinic_id, session_id, position, kind, title, planned_from, planned_to, counts)
       select clinic_id, id, 0, 'process', 'Process group', planned_from, planned_to, true from session where id = $1`,
      [session!.id],
    );
    for (const [index, host] of hosts.entries()) await group.seat(host.personId, index === 0 ? 'host' : 'co_facilitator', host.shownName);
    return group;
  }

  async invite(name: string): Promise<Invited> {
    const { clinicId, database, seeding } = this.clinic;
    const [person] = await database.owner<{ id: string }>("insert into person (clinic_id, kind, given_name, family_name) values ($1, 'patient', $2, 'Testperson') returning id", [clinicId, name]);
    const seatId = await this.seat(person!.id, 'patient', null);
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

  private async seat(personId: string, role: string, shownName: string | null): Promise<string> {
    const [seat] = await this.clinic.database.owner<{ id: string }>(
      'insert into seat (clinic_id, session_id, person_id, role, shown_name, name_key) values ($1, $2, $3, $4, $5, lower($5)) returning id',
      [this.clinic.clinicId, this.sessionId, personId, role, shownName],
    );
    return seat!.id;
  }
}
