import { CallError, type CallErrorCode } from '../../api/call-error.js';
import type { Call } from '../../api/call.js';
import { SignInFlow } from './sign-in-flow.js';

const me = { personId: 'p', shownName: 'Dr. Field' };
type Answer = unknown;
const refuse = (code: CallErrorCode): CallError => new CallError(code);

function flowWith(answers: Record<string, Answer[]>): SignInFlow {
  const call = (async (name: string) => {
    const answer = answers[name]?.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  }) as unknown as Call;
  return new SignInFlow(call);
}

describe('signing in', () => {
  it('goes straight in when the browser is signed in', async () => {
    const flow = flowWith({ getMe: [me] });
    await flow.look();
    expect(flow.state()).toMatchObject({ step: 'inside', me });
  });

  it('asks for a code when one is enrolled, then for the clinic when there are several', async () => {
    const clinics = [{ clinicId: 'a', name: 'A' }, { clinicId: 'b', name: 'B' }];
    const flow = flowWith({ signIn: [{ kind: 'code_needed' }], enterCode: [{ kind: 'choose_clinic', clinics }], chooseClinic: [{ kind: 'signed_in' }], getMe: [me] });
    await flow.signIn('field@example.org', 'a long sentence');
    expect(flow.state().step).toBe('code');
    await flow.enterCode('123456');
    expect(flow.state()).toMatchObject({ step: 'clinic', clinics });
    await flow.chooseClinic('b');
    expect(flow.state()).toMatchObject({ step: 'inside', busy: false });
  });

  it.each<[string, CallErrorCode, object]>([
    ['a wrong password stays on the page and says so', 'wrong_credentials', { step: 'credentials', problem: 'wrong_credentials', busy: false }],
    ['too many tries', 'too_many_tries', { step: 'credentials', problem: 'too_many_tries' }],
    ['no network', 'offline', { step: 'credentials', problem: 'offline' }],
  ])('%s', async (_what, code, expected) => {
    const flow = flowWith({ getMe: [refuse('not_signed_in')], signIn: [refuse(code)] });
    await flow.look();
    await flow.signIn('field@example.org', 'wrong');
    expect(flow.state()).toMatchObject(expected);
  });

  it('starts again when the code came too late', async () => {
    const flow = flowWith({ signIn: [{ kind: 'code_needed' }], enterCode: [refuse('not_signed_in')] });
    await flow.signIn('field@example.org', 'a long sentence');
    await flow.enterCode('123456');
    expect(flow.state()).toMatchObject({ step: 'credentials', problem: 'not_signed_in' });
  });

  it('says why after a time without use', async () => {
    const flow = flowWith({ getMe: [me] });
    await flow.look();
    flow.refused('signed_out_idle');
    expect(flow.state()).toMatchObject({ step: 'credentials', because: 'idle' });
  });

  it('a server that cannot be reached is no reason to ask for a password', async () => {
    const flow = flowWith({ getMe: [refuse('unavailable'), me] });
    await flow.look();
    expect(flow.state()).toMatchObject({ step: 'unreachable', problem: 'unavailable' });
    await flow.look();
    expect(flow.state().step).toBe('inside');
  });
});
