import type { Me, RouteOutput } from '#contracts/routes';
import { codeOf, type CallErrorCode } from '../../api/call-error.js';
import type { StaffCall } from '../../api/staff-call.js';

type Clinic = Extract<RouteOutput<'signIn'>, { kind: 'choose_clinic' }>['clinics'][number];

/**
 * Where a member of staff stands before the pages behind the sign-in are loaded.
 * `locked`: signed out after a time without use; what stood on the page is kept and comes back.
 */
export interface SignInState {
  readonly step: 'looking' | 'unreachable' | 'credentials' | 'code' | 'clinic' | 'inside';
  readonly me: Me | null;
  readonly clinics: readonly Clinic[];
  readonly busy: boolean;
  readonly problem: CallErrorCode | null;
  readonly because: 'idle' | 'signed_out' | null;
}

const start: SignInState = { step: 'looking', me: null, clinics: [], busy: false, problem: null, because: null };

/** E-mail and password, then a code if one is enrolled, then a clinic if there are several. No method throws. */
export class SignInFlow {
  private now: SignInState = start;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly call: StaffCall) {}

  readonly state = (): SignInState => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether this browser is signed in already. */
  readonly look = async (): Promise<void> => {
    this.set({ step: 'looking', problem: null });
    try {
      this.set({ step: 'inside', me: await this.call('getMe', {}), because: null });
    } catch (thrown) {
      this.outside(codeOf(thrown));
    }
  };

  readonly signIn = (email: string, password: string): Promise<void> => this.act(() => this.call('signIn', { email, password }));
  readonly enterCode = (code: string): Promise<void> => this.act(() => this.call('enterCode', { code }));
  readonly chooseClinic = (clinicId: string): Promise<void> => this.act(() => this.call('chooseClinic', { clinicId }));

  readonly startAgain = (): void => this.set({ step: 'credentials', problem: null, busy: false });

  /** A page behind the sign-in was refused: back to the door, with the reason. */
  readonly refused = (code: CallErrorCode): void => {
    if (this.now.step === 'inside') this.outside(code);
  };

  /** Signs in anew before the end comes, or after it came under an open room: the address stays, so that the same page comes back. */
  readonly signInAgain = (): void => this.set({ step: 'credentials', because: null, problem: null });

  readonly signOut = async (): Promise<void> => {
    await this.call('signOut', {}).catch(() => undefined);
    this.set({ ...start, step: 'credentials', because: 'signed_out' });
  };

  private outside(code: CallErrorCode): void {
    if (code === 'code_needed') return this.set({ step: 'code' });
    const known = code === 'not_signed_in' || code === 'signed_out_idle' || code === 'clinic_needed' || code === 'not_allowed';
    if (!known) return this.set({ step: 'unreachable', problem: code });
    this.set({ step: 'credentials', because: code === 'signed_out_idle' ? 'idle' : null });
  }

  private async act(work: () => Promise<RouteOutput<'signIn'>>): Promise<void> {
    if (this.now.busy) return;
    this.set({ busy: true, problem: null });
    try {
      const step = await work();
      if (step.kind === 'code_needed') this.set({ step: 'code' });
      else if (step.kind === 'choose_clinic') this.set({ step: 'clinic', clinics: step.clinics });
      else await this.look();
    } catch (thrown) {
      const code = codeOf(thrown);
      // The first step is forgotten after ten minutes: then the code has nothing to belong to.
      this.set({ problem: code, ...(code === 'not_signed_in' && { step: 'credentials' }) });
    } finally {
      this.set({ busy: false });
    }
  }

  private set(part: Partial<SignInState>): void {
    this.now = { ...this.now, ...part };
    for (const listener of this.listeners) listener();
  }
}
