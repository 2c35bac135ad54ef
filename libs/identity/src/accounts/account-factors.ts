import { DomainError } from '#kernel';
import { Keyring } from '#platform';
import { Injectable } from '@nestjs/common';
import { SignIns } from '../persistence/sign-ins.js';
import { AccountLibrary, type Library } from './account-library.js';

export type PasswordAnswer = { readonly kind: 'right'; readonly userId: string } | { readonly kind: 'code_needed'; readonly userId: string; readonly pending: string } | { readonly kind: 'wrong' };
export type CodeAnswer = { readonly kind: 'right'; readonly userId: string } | { readonly kind: 'wrong'; readonly userId: string } | { readonly kind: 'nothing_pending' } | { readonly kind: 'locked'; readonly userId: string };

/**
 * Password and authenticator code, as the library checks them. Sessions that the library opens on the way are ended within the same
 * call: what a browser holds on to is our own guard row.
 */
@Injectable()
export class AccountFactors {
  constructor(
    private readonly signIns: SignIns,
    private readonly library: AccountLibrary,
    private readonly keys: Keyring,
  ) {}

  /** Takes as long for an unknown address as for a wrong password. `pending` is a secret for the browser, good for ten minutes and five codes. */
  async password(email: string, password: string): Promise<PasswordAnswer> {
    const library = await this.library.get();
    const answer = await refusedAs(library.api.signInEmail({ body: { email, password }, returnHeaders: true }));
    if (!answer) return { kind: 'wrong' };
    if ('token' in answer.response && answer.response.token) {
      await library.context.internalAdapter.deleteSession(answer.response.token);
      return { kind: 'right', userId: answer.response.user.id };
    }
    const pending = pendingCookie(library, answer.headers);
    const userId = await pendingUser(library, pending);
    if (!userId) throw new Error('A second step was opened and cannot be found');
    return { kind: 'code_needed', userId, pending: `${this.keys.newest}.${pending}` };
  }

  /** The second step that this secret stands for, and whose it is; undefined when it is open no more. Its signature is checked with the code. */
  async stepOf(pending: string): Promise<{ stepId: string; userId: string } | undefined> {
    const signed = this.signedStep(pending);
    const userId = await pendingUser(await this.library.get(), signed);
    return userId === undefined ? undefined : { stepId: signed.split('.', 1)[0] ?? '', userId };
  }

  /** The second step: a code of the app, or a recovery code. Each works once, whatever comes at the same time. */
  async code(pending: string, code: string): Promise<CodeAnswer> {
    const library = await this.library.get();
    const signed = this.signedStep(pending);
    const userId = await pendingUser(library, signed);
    if (!userId) return { kind: 'nothing_pending' };
    if (!(await library.canOpenFactors(userId))) return { kind: 'wrong', userId };
    const headers = new Headers({ cookie: `${pendingName(library)}=${encodeURIComponent(signed)}` });
    const isRecovery = code.includes('-');
    const verified = isRecovery ? library.api.verifyBackupCode({ body: { code }, headers }) : library.api.verifyTOTP({ body: { code }, headers });
    const answer = await refusedAs(verified, (status) => (status === 429 ? 'locked' : undefined));
    if (answer === 'locked') return { kind: 'locked', userId };
    if (!answer?.token) return { kind: 'wrong', userId };
    await library.context.internalAdapter.deleteSession(answer.token);
    return isRecovery || (await this.signIns.takeCode(userId, code)) ? { kind: 'right', userId } : { kind: 'wrong', userId };
  }

  /** What the library signed. It signs by its newest key alone, so a step from before a rotation is open no more; nothing is, for what is no step. */
  private signedStep(pending: string): string {
    const start = `${this.keys.newest}.`;
    return pending.startsWith(start) ? pending.slice(start.length) : '';
  }

  /** Begins the enrolment of an authenticator app. Undefined when the password is wrong; throws `conflict` when one is enrolled already. */
  async startTotp(userId: string, password: string): Promise<{ address: string; recoveryCodes: string[] } | undefined> {
    const library = await this.library.get();
    const user = await library.context.internalAdapter.findUserById(userId);
    if ((user as { twoFactorEnabled?: boolean } | null)?.twoFactorEnabled) throw new DomainError('conflict');
    const answer = await asUser(library, userId, (headers) => refusedAs(library.api.enableTwoFactor({ body: { password }, headers })));
    return answer && 'totpURI' in answer && answer.totpURI ? { address: answer.totpURI, recoveryCodes: answer.backupCodes } : undefined;
  }

  /** The first code of the new app; from then on each sign-in asks for one. */
  async confirmTotp(userId: string, code: string): Promise<boolean> {
    const library = await this.library.get();
    const answer = await asUser(library, userId, (headers) => refusedAs(library.api.verifyTOTP({ body: { code }, headers })));
    return answer !== undefined && (await this.signIns.takeCode(userId, code));
  }
}

/** A session of the library for the length of one call; all that the account has are ended after it. */
async function asUser<Result>({ context }: Library, userId: string, work: (headers: Headers) => Promise<Result>): Promise<Result> {
  const session = await context.internalAdapter.createSession(userId);
  try {
    return await work(new Headers({ authorization: `Bearer ${session.token}` }));
  } finally {
    await context.internalAdapter.deleteUserSessions(userId);
  }
}

/** Undefined when the library refused (4xx) instead of answering; `other` may name some statuses. Faults of ours go on as they are. */
async function refusedAs<Result, Named = never>(call: Promise<Result>, other?: (status: number) => Named | undefined): Promise<Result | Named | undefined> {
  try {
    return await call;
  } catch (thrown) {
    const { statusCode } = thrown as { statusCode?: unknown };
    if (thrown instanceof DomainError || typeof statusCode !== 'number' || statusCode >= 500) throw thrown;
    return other?.(statusCode);
  }
}

function pendingName({ context }: Library): string {
  return context.createAuthCookie('two_factor').name;
}

/** The signed value that the library would have set as a cookie of its own. */
function pendingCookie(library: Library, headers: Headers): string {
  const start = `${pendingName(library)}=`;
  const cookie = headers.getSetCookie().find((line) => line.startsWith(start));
  const value = cookie?.slice(start.length).split(';', 1)[0];
  if (!value) throw new Error('The library asked for a second step without saying which');
  return decodeURIComponent(value);
}

/** Whose second step this is. The signature is checked by the library when the code is; here only the row is looked up. */
async function pendingUser({ context }: Library, pending: string): Promise<string | undefined> {
  const identifier = pending.split('.', 1)[0];
  if (!identifier?.startsWith('2fa-') || identifier.startsWith('2fa-attempts-')) return undefined;
  const found = await context.internalAdapter.findVerificationValue(identifier);
  return found && found.expiresAt > new Date() ? found.value : undefined;
}
