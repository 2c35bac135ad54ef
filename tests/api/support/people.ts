import { MakeLink, ResetPin, StaffAccounts } from '#identity';
import type { SeatRole } from '#kernel';
import { systemPrincipal } from '#platform';
import { GiveSeat, PlanSession } from '#scheduling';
import type { TestClinic } from './clinic.js';

export const password = 'a long enough password';

/** Clinics and people for a test, written as the owner; sessions, seats, links, PINs and accounts by the real use cases. */
export class People {
  private staffCount = 0;

  constructor(private readonly clinic: Pick<TestClinic, 'app' | 'database' | 'clock'>) {}

  async clinicNamed(name: string): Promise<string> {
    return this.one("insert into clinic (name, zone, phone) values ($1, 'America/Los_Angeles', '(916) 555-0100') returning id", [name]);
  }

  /** A staff member with an account and these roles; the address is the account. */
  async staff(clinicId: string, email: string, roles: readonly string[]): Promise<string> {
    const userId = await this.clinic.app.get(StaffAccounts, { strict: false }).create({ email, password });
    const personId = await this.one("insert into person (clinic_id, kind, given_name, family_name, shown_name, user_id) values ($1, 'staff', 'Test', $3, 'Dr. Test', $2) returning id", [clinicId, userId, this.staffCount++ === 0 ? 'Staff' : `Staff ${this.staffCount}`]);
    for (const role of roles) await this.clinic.database.owner('insert into role_assignment (clinic_id, person_id, role) values ($1, $2, $3)', [clinicId, personId, role]);
    return personId;
  }

  async patient(clinicId: string, name = 'Patient'): Promise<string> {
    return this.one("insert into person (clinic_id, kind, given_name, family_name) values ($1, 'patient', 'Test', $2) returning id", [clinicId, name]);
  }

  /** A block that begins in so many minutes and lasts three hours. */
  async session(clinicId: string, beginsInMinutes: number): Promise<string> {
    const from = new Date(this.clinic.clock.now().getTime() + beginsInMinutes * 60_000);
    const to = new Date(from.getTime() + 180 * 60_000);
    const wish = { kind: 'block' as const, cohortId: null, title: 'Test block', zone: 'America/Los_Angeles', from, to };
    return this.clinic.app.get(PlanSession, { strict: false }).run(systemPrincipal(clinicId, 'test'), wish);
  }

  async seat(clinicId: string, sessionId: string, personId: string, role: SeatRole = 'patient'): Promise<string> {
    return this.clinic.app.get(GiveSeat, { strict: false }).run(systemPrincipal(clinicId, 'test'), { sessionId, personId, role });
  }

  /** The token of a fresh link of this seat. */
  async link(clinicId: string, sessionId: string, seatId: string): Promise<string> {
    const { address } = await this.clinic.app.get(MakeLink, { strict: false }).run(systemPrincipal(clinicId, 'test'), { sessionId, seatId });
    return address.split('#')[1] ?? '';
  }

  async pin(clinicId: string, sessionId: string, seatId: string): Promise<string> {
    const { pin } = await this.clinic.app.get(ResetPin, { strict: false }).run(systemPrincipal(clinicId, 'test'), { sessionId, seatId });
    return pin;
  }

  private async one(text: string, parameters: readonly unknown[]): Promise<string> {
    const [row] = await this.clinic.database.owner<{ id: string }>(text, parameters);
    return row?.id ?? '';
  }
}

/** Any six digits but these. */
export function wrongPin(pin: string): string {
  return pin === '000000' ? '111111' : '000000';
}
