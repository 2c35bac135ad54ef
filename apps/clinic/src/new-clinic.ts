import { addPerson, giveRole, personOfAccount } from '#identity';
import type { ClinicRole } from '#kernel';
import { systemPrincipal, type Database } from '#platform';
import pg from 'pg';

export interface NewClinic {
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly phone: string;
}

export interface NewStaff {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly shownName: string;
  readonly role: ClinicRole;
  /** The account in schema auth. */
  readonly userId: string;
}

/**
 * The id of the clinic with this name, made when there is none. Only the owner of the database may make a clinic, so this takes the
 * owner's address. Two at once make one: the second waits for the first.
 */
export async function ensureClinic(ownerUrl: string, clinic: NewClinic): Promise<{ clinicId: string; isNew: boolean }> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query("select pg_advisory_xact_lock(hashtext('stepwell:new clinic'))");
    const known = await owner.query<{ id: string }>('select id from clinic where name = $1 order by created_at limit 1', [clinic.name]);
    const made = known.rows[0] ?? (await owner.query<{ id: string }>('insert into clinic (name, zone, phone) values ($1, $2, $3) returning id', [clinic.name, clinic.zone, clinic.phone])).rows[0];
    await owner.query('commit');
    return { clinicId: made?.id ?? '', isNew: known.rows.length === 0 };
  } finally {
    await owner.end();
  }
}

/** The person of a staff member with their role, made when the account has none in this clinic. Returns the person's id. */
export async function ensureStaff(database: Database, clinicId: string, staff: NewStaff): Promise<string> {
  return database.withPrincipal(systemPrincipal(clinicId, 'make staff'), async () => {
    const known = await personOfAccount(staff.userId);
    if (known) return known;
    const { role, ...person } = staff;
    const personId = await addPerson({ kind: 'staff', ...person });
    await giveRole(personId, role);
    return personId;
  });
}
