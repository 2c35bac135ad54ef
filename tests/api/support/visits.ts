import { CheckPin, type PinAnswer, type VisitorPrincipal } from '#identity';
import { Policies } from '#platform';
import { Browser, type Answer } from './browser.js';
import type { TestClinic } from './clinic.js';
import type { People } from './people.js';

export interface Invitation {
  readonly patientId: string;
  readonly sessionId: string;
  readonly seatId: string;
  readonly token: string;
}

/** Patients of one clinic on their way in: link, browser, PIN. */
export class Visits {
  private visitors = 0;

  constructor(
    private readonly clinic: Pick<TestClinic, 'app' | 'database' | 'origin'>,
    private readonly people: People,
    private readonly clinicId: string,
  ) {}

  /** A browser at an address of its own, because tries are counted by address too. */
  browser(): Browser {
    return new Browser(this.clinic.origin, `203.0.113.${++this.visitors}`);
  }

  /** A patient with a seat in a block that begins in so many minutes, and a link to it. */
  async invited(beginsInMinutes = 10, personId?: string): Promise<Invitation> {
    const patientId = personId ?? (await this.people.patient(this.clinicId));
    const sessionId = await this.people.session(this.clinicId, beginsInMinutes);
    const seatId = await this.people.seat(this.clinicId, sessionId, patientId);
    return { patientId, sessionId, seatId, token: await this.people.link(this.clinicId, sessionId, seatId) };
  }

  redeem(where: Browser, token: string): Promise<Answer> {
    return where.post('/api/v1/links/redeem', { token });
  }

  /** Who the policy says is at this browser, for this seat. */
  visitor(where: Browser, seatId: string, policy: 'seat' | 'seat.device' = 'seat.device'): Promise<VisitorPrincipal> {
    const cookies = new Map([['device', where.cookie('device') ?? '']]);
    return this.clinic.app.get(Policies).decide({ policy, input: { seatId }, cookies, byPerson: true }) as Promise<VisitorPrincipal>;
  }

  /** As the page does; the browser keeps the new secret. */
  async enterPin(where: Browser, seatId: string, pin: string, ownDevice = true): Promise<PinAnswer> {
    const answer = await this.clinic.app.get(CheckPin).run(await this.visitor(where, seatId), { pin, ownDevice });
    if (answer.kind !== 'right') return answer;
    if (answer.deviceSecret) where.setCookie('device', answer.deviceSecret);
    return { kind: 'right' };
  }

  /** What the access log says about one thing, in order. */
  async actions(objectId: string): Promise<string[]> {
    const rows = await this.clinic.database.owner<{ line: string }>("select action || ' ' || outcome as line from audit_entry where object_id = $1 order by id", [objectId]);
    return rows.map((row) => row.line);
  }
}
