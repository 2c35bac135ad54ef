/** Everybody in the demo clinic. All are made up: example domains and 555 numbers. */

export interface DemoStaff {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  /** What the group sees. */
  readonly shownName: string;
  readonly role: 'clinician' | 'coordinator' | 'admin';
}

export interface DemoPatient {
  readonly givenName: string;
  readonly familyName: string;
  readonly phone: string;
  readonly locale: 'en' | 'es';
  /** Whether the newcomer comes in as this person; the simulator takes the others. */
  readonly forNewcomer: boolean;
}

export const demoClinic = { name: 'Stepwell Demo Clinic', zone: 'America/Los_Angeles', phone: '(916) 555-0134' } as const;

export const demoStaff: readonly DemoStaff[] = [
  { email: 'amara.field@clinic.example', givenName: 'Amara', familyName: 'Field', shownName: 'Dr. Amara Field', role: 'clinician' },
  { email: 'sam.ortiz@clinic.example', givenName: 'Sam', familyName: 'Ortiz', shownName: 'Sam Ortiz', role: 'clinician' },
  { email: 'lee.park@clinic.example', givenName: 'Lee', familyName: 'Park', shownName: 'Lee Park', role: 'coordinator' },
  { email: 'dana.reed@clinic.example', givenName: 'Dana', familyName: 'Reed', shownName: 'Dana Reed', role: 'admin' },
];

export const demoPatients: readonly DemoPatient[] = [
  { givenName: 'Ana', familyName: 'Testperson', phone: '(916) 555-0151', locale: 'en', forNewcomer: true },
  { givenName: 'Mateo', familyName: 'Muestra', phone: '(916) 555-0152', locale: 'es', forNewcomer: true },
  { givenName: 'Theo', familyName: 'Sample', phone: '(916) 555-0153', locale: 'en', forNewcomer: false },
  { givenName: 'Bea', familyName: 'Placeholder', phone: '(916) 555-0154', locale: 'en', forNewcomer: false },
  { givenName: 'Jun', familyName: 'Specimen', phone: '(916) 555-0155', locale: 'en', forNewcomer: false },
  { givenName: 'Coop', familyName: 'Madeup', phone: '(916) 555-0156', locale: 'en', forNewcomer: false },
  { givenName: 'Nadia', familyName: 'Example', phone: '(916) 555-0157', locale: 'en', forNewcomer: false },
  { givenName: 'Marisol', familyName: 'Fictional', phone: '(916) 555-0158', locale: 'es', forNewcomer: false },
];
