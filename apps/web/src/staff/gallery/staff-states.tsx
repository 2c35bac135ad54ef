import type { ReactNode } from 'react';
import type { GalleryState } from '../../gallery/gallery-state.js';
import { AccountScreen } from '../account/account-screen.js';
import type { TotpStep } from '../account/totp-enrolment.js';
import { AttendanceScreen } from '../attendance/attendance-screen.js';
import { EvidencePanel } from '../attendance/evidence-panel.js';
import type { Loaded } from '../page-state.js';
import { AccessDialog, type Access } from '../people/access-dialogs.js';
import { AgreementCard, type Agreement } from '../settings/agreement-card.js';
import type { Outcome } from '../settings/change-outcome.js';
import type { Settings } from '../settings/setting-fields.js';
import { SettingsScreen, type SettingsActs } from '../settings/settings-screen.js';
import { ShellFrame } from '../shell-frame.js';
import { SignInScreen } from '../sign-in/sign-in-screen.js';
import type { SignInState } from '../sign-in/sign-in-flow.js';
import { BlockPeopleList } from '../today/block-people-list.js';
import { TodayScreen } from '../today/today-screen.js';
import * as fixed from './staff-fixtures.js';

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;
const state = (id: string, draw: () => ReactNode): GalleryState => ({ id: `staff/${id}`, texts: ['staff', 'room'], draw });
export const noAccess: Access = { newLink: async () => ({ address: 'https://clinic.example.org/j#sample', worksTo: fixed.evening.to }), newPin: async () => ({ pin: '000000' }) };

function framed(children: ReactNode): ReactNode {
  return (
    <ShellFrame
      me={fixed.me}
      onSignOut={nothing}
      links={
        <>
          <a href="#today" aria-current="page">
            Today
          </a>
          <a href="#account">Account</a>
        </>
      }
    >
      {children}
    </ShellFrame>
  );
}

const outside: SignInState = { step: 'credentials', me: null, clinics: [], busy: false, problem: null, because: null };
const door = (id: string, part: Partial<SignInState>, online = true): GalleryState =>
  state(`sign-in${id}`, () => <SignInScreen state={{ ...outside, ...part }} acts={{ look: later, signIn: later, enterCode: later, chooseClinic: later, startAgain: nothing }} online={online} />);

const blocks = [fixed.morning, fixed.evening, fixed.later];
const todayOf = (...day: Parameters<typeof fixed.today>) => ({ kind: 'here' as const, value: fixed.today(...day) });
const peopleList = (titled: boolean, block = fixed.evening): ReactNode => <BlockPeopleList loaded={{ kind: 'here', value: { block, people: [...fixed.people] } }} titled={titled} access={noAccess} onAgain={nothing} />;
const today = (id: string, loaded: Parameters<typeof TodayScreen>[0]['loaded'], seesOthers = false): GalleryState =>
  state(`today${id}`, () => framed(<TodayScreen loaded={loaded} seesOthers={seesOthers} skeletonAt={0} onAgain={nothing} onOpen={nothing} people={() => peopleList(false)} />));

const attendance = (id: string, loaded: Loaded<typeof fixed.attendance>, chosen?: { seatId: string; edge: number }, rows: Loaded<typeof fixed.evidence> = { kind: 'here', value: fixed.evidence }): GalleryState =>
  state(`attendance${id}`, () => framed(<AttendanceScreen loaded={loaded} skeletonAt={0} firstChosen={chosen} onAgain={nothing} onPrint={nothing} evidence={(one, onClose) => <EvidencePanel chosen={one} loaded={rows} skeletonAt={0} onAgain={nothing} onClose={onClose} />} />));

const account = (id: string, codeAtSignIn: boolean, firstStep?: TotpStep): GalleryState =>
  state(`account${id}`, () => framed(<AccountScreen loaded={{ kind: 'here', value: { ...fixed.me, codeAtSignIn } }} acts={{ start: async () => secret, confirm: later }} firstStep={firstStep} onAgain={nothing} onEnrolled={nothing} onSignOut={nothing} />));
const secret = { address: 'otpauth://totp/Stepwell:amara.field%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Stepwell', recoveryCodes: ['f3k9-22mp', '8xqa-71lo', 'pp0d-93wz', 'k2ne-55ty'] };

const unsaved = async () => ({ settings: {}, followed: 0 });
const settingActs: SettingsActs = { clinic: unsaved, program: () => unsaved, cohort: () => unsaved };
const rules = (loaded: Loaded<Agreement>): ReactNode => <AgreementCard loaded={loaded} publish={async () => fixed.agreement} skeletonAt={0} onAgain={nothing} />;
const settings = (id: string, loaded: Loaded<Settings>, firstOutcome?: Outcome, agreement: Loaded<Agreement> = { kind: 'here', value: fixed.agreement }): GalleryState =>
  state(`settings${id}`, () => framed(<SettingsScreen loaded={loaded} acts={settingActs} agreement={rules(agreement)} skeletonAt={0} firstOutcome={firstOutcome} onAgain={nothing} />));
/** Types a word more into the agreement and presses the button below it. */
function changeAndPublish(): void {
  const text = document.querySelector('textarea') as HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(text, `${text.value}\nListen.`);
  text.dispatchEvent(new Event('input', { bubbles: true }));
  document.querySelector<HTMLElement>('.settings-agreement > .button-primary')?.click();
}
const set = { kind: 'here' as const, value: fixed.settings };

const running = { ...fixed.attendance, endedAt: null, asOf: new Date(fixed.now).toISOString() };
const failed = (code: 'offline' | 'unavailable' | 'not_allowed' | 'not_found' | 'internal') => ({ kind: 'failed' as const, code });

/** Staff screens other than the room. */
export const deskStates: readonly GalleryState[] = [
  door('', {}),
  door('-wrong', { problem: 'wrong_credentials' }),
  door('-idle', { because: 'idle' }),
  door('-out', { because: 'signed_out' }),
  door('-tries', { problem: 'too_many_tries' }),
  door('-offline', { problem: 'offline' }, false),
  door('-unreachable', { step: 'unreachable', problem: 'unavailable' }),
  door('-code', { step: 'code' }),
  door('-code-wrong', { step: 'code', problem: 'wrong_code' }),
  door('-clinic', { step: 'clinic', clinics: [{ clinicId: 'a', name: 'Riverbend Recovery' }, { clinicId: 'b', name: 'Delta Street Clinic' }] }),
  today('', todayOf(blocks)),
  today('-desk', todayOf(blocks, fixed.lookingAfter), true),
  today('-plan-only', todayOf(blocks, fixed.planOnly), true),
  today('-empty', todayOf([])),
  today('-loading', { kind: 'loading' }),
  today('-failed', failed('internal')),
  today('-offline', failed('offline')),
  today('-not-allowed', failed('not_allowed')),
  state('people', () => framed(peopleList(true))),
  state('people-looking', () => framed(peopleList(true, { ...fixed.evening, ...fixed.looking }))),
  state('new-link', () => framed(<AccessDialog kind="link" seatId={fixed.idOf('omar')} name="Omar Sample" access={noAccess} onClose={nothing} />)),
  state('new-link-made', () => framed(<AccessDialog kind="link" seatId={fixed.idOf('omar')} name="Omar Sample" access={noAccess} firstShown={{ kind: 'link', address: 'https://clinic.example.org/j#dGhpcyBpcyBhIHNhbXBsZSBsaW5r' }} onClose={nothing} />)),
  state('new-pin-made', () => framed(<AccessDialog kind="pin" seatId={fixed.idOf('omar')} name="Omar Sample" access={noAccess} firstShown={{ kind: 'pin', pin: '000000' }} onClose={nothing} />)),
  attendance('', { kind: 'here', value: fixed.attendance }),
  attendance('-running', { kind: 'here', value: running }),
  attendance('-edge', { kind: 'here', value: fixed.attendance }, { seatId: fixed.idOf('jun'), edge: 1 }),
  attendance('-edge-loading', { kind: 'here', value: fixed.attendance }, { seatId: fixed.idOf('jun'), edge: 1 }, { kind: 'loading' }),
  attendance('-empty', { kind: 'here', value: { ...running, countedFrom: null, people: [] } }),
  attendance('-loading', { kind: 'loading' }),
  attendance('-failed', failed('internal')),
  attendance('-not-allowed', failed('not_allowed')),
  settings('', set),
  settings('-saved', set, { kind: 'saved', was: { clinic_phone: '(555) 014-0100' }, is: { clinic_phone: fixed.settings.clinic.clinic_phone }, followed: 0 }),
  settings('-followed', set, { kind: 'saved', was: { lobby_opens_minutes: 15 }, is: { lobby_opens_minutes: 20 }, followed: 8 }),
  settings('-conflict', set, { kind: 'failed', code: 'conflict' }),
  settings('-not-saved', set, { kind: 'failed', code: 'offline' }),
  settings('-empty', { kind: 'here', value: { ...fixed.settings, programs: [] } }),
  settings('-no-agreement', set, undefined, { kind: 'here', value: null }),
  settings('-agreement-loading', set, undefined, { kind: 'loading' }),
  settings('-agreement-failed', set, undefined, failed('unavailable')),
  { ...settings('', set), id: 'staff/settings-publish', then: changeAndPublish },
  settings('-loading', { kind: 'loading' }),
  settings('-failed', failed('internal')),
  settings('-offline', failed('offline')),
  settings('-not-allowed', failed('not_allowed')),
  account('', false),
  account('-on', true),
  account('-password', false, { kind: 'password' }),
  account('-secret', false, { kind: 'secret', ...secret }),
  account('-done', true, { kind: 'done' }),
];
