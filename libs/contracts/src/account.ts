import { clinicRoles, westernDigits } from '#kernel';
import { z } from 'zod';
import { route } from './contract.js';
import { AnyId, digits, Instant, nothing, secret, Zone } from './fields.js';
import { accountPaths as paths } from './account-paths.js';
import { ClinicMay } from './may.js';

const ClinicChoice = z.strictObject({ clinicId: AnyId, name: z.string() });

/** What a sign-in step led to. Cookies are set by the server; nothing here is a secret. */
export const SignInStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('signed_in') }),
  z.strictObject({ kind: z.literal('code_needed') }),
  z.strictObject({ kind: z.literal('choose_clinic'), clinics: z.array(ClinicChoice) }),
]);

export const signIn = route(paths.signIn, {
  policy: 'public',
  input: z.strictObject({ email: z.email().max(254), password: secret(256) }),
  output: SignInStep,
  errors: ['wrong_credentials', 'too_many_tries'],
});

export const enterCode = route(paths.enterCode, {
  policy: 'public',
  /** Of the app, or one of the recovery codes that were shown at its enrolment. */
  input: z.strictObject({ code: z.string().max(64).transform((given) => westernDigits(given).trim()).pipe(z.string().regex(/^(\d{6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5})$/)) }),
  output: SignInStep,
  errors: ['wrong_code', 'not_signed_in', 'too_many_tries'],
});

/** Also switches clinics later; the cookie is rotated. */
export const chooseClinic = route(paths.chooseClinic, { policy: 'account', input: z.strictObject({ clinicId: AnyId }), output: SignInStep, errors: ['not_allowed'] });

export const signOut = route(paths.signOut, { policy: 'public', input: nothing, output: nothing });

export const Me = z.strictObject({
  personId: AnyId,
  shownName: z.string(),
  email: z.string(),
  /** For people to read; what a page offers follows from `may`. */
  roles: z.array(z.enum(clinicRoles)),
  may: ClinicMay,
  clinic: z.strictObject({ clinicId: AnyId, name: z.string(), phone: z.string(), zone: Zone }),
  clinics: z.array(ClinicChoice),
  codeAtSignIn: z.boolean(),
  /** When the sign-in ends however much it is used: the page says so ten minutes ahead. */
  signInEndsAt: Instant,
});

export const getMe = route(paths.getMe, { policy: 'staff', input: nothing, output: Me, byPerson: false });

export const startTotp = route(paths.startTotp, {
  policy: 'staff',
  input: z.strictObject({ password: secret(256) }),
  output: z.strictObject({ address: z.string(), recoveryCodes: z.array(z.string()) }),
  /** `conflict`: an app is enrolled already. */
  errors: ['wrong_credentials', 'conflict', 'too_many_tries'],
});

export const confirmTotp = route(paths.confirmTotp, { policy: 'staff', input: z.strictObject({ code: digits(6) }), output: nothing, errors: ['wrong_code', 'too_many_tries'] });
