import './sign-in.css';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { CallErrorCode } from '../../api/call-error.js';
import { chooseLanguage, useTranslation } from '../../i18n/i18n.js';
import { languages } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { errorWords } from '../../ui/error-words.js';
import { TextField } from '../../ui/field.js';
import { Heading } from '../../ui/heading.js';
import { Notice } from '../../ui/notice.js';
import { OfflineStrip } from '../../ui/offline-strip.js';
import type { SignInFlow, SignInState } from './sign-in-flow.js';

export type SignInActs = Pick<SignInFlow, 'look' | 'signIn' | 'enterCode' | 'chooseClinic' | 'startAgain'>;

/** The door: one question at a time. No router, form library or component library is loaded for it. */
export function SignInScreen({ state, acts, online }: { state: SignInState; acts: SignInActs; online?: boolean }) {
  return (
    <div className="door">
      <OfflineStrip online={online} />
      <main className="door-main">
        <p className="door-name">Stepwell</p>
        <div className="card door-card">
          {state.step === 'unreachable' && <Unreachable state={state} acts={acts} />}
          {state.step === 'credentials' && <Credentials state={state} acts={acts} />}
          {state.step === 'code' && <Code state={state} acts={acts} />}
          {state.step === 'clinic' && <Clinics state={state} acts={acts} />}
        </div>
        <LanguageChoice />
      </main>
    </div>
  );
}

interface StepProps {
  state: SignInState;
  acts: SignInActs;
}

function Credentials({ state, acts }: StepProps) {
  const { t } = useTranslation('staff');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<{ email: boolean; password: boolean }>({ email: false, password: false });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacks = { email: !/^\S+@\S+\.\S+$/.test(email.trim()), password: password === '' };
    setMissing(lacks);
    if (!lacks.email && !lacks.password) void acts.signIn(email.trim(), password);
  };
  return (
    <form className="door-form" onSubmit={submit} noValidate>
      <Heading>{t('signIn.title')}</Heading>
      {state.because && <Notice tone="info">{t(`signIn.because_${state.because}`)}</Notice>}
      <Problem code={state.problem} />
      <TextField label={t('signIn.email')} type="email" autoComplete="username" value={email} onValue={setEmail} error={missing.email && t('signIn.emailMissing')} />
      <TextField label={t('signIn.password')} type="password" autoComplete="current-password" value={password} onValue={setPassword} error={missing.password && t('signIn.passwordMissing')} />
      <Button type="submit" look="primary" size="target" busy={state.busy}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}

function Code({ state, acts }: StepProps) {
  const { t } = useTranslation('staff');
  const [code, setCode] = useState('');
  const [short, setShort] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const digits = code.replace(/\s/g, '');
    setShort(!/^\d{6}$/.test(digits));
    if (/^\d{6}$/.test(digits)) void acts.enterCode(digits);
  };
  return (
    <form className="door-form" onSubmit={submit} noValidate>
      <Heading>{t('code.title')}</Heading>
      <Problem code={state.problem} />
      <TextField label={t('code.label')} hint={t('code.hint')} inputMode="numeric" autoComplete="one-time-code" value={code} onValue={setCode} error={short && t('code.short')} />
      <Button type="submit" look="primary" size="target" busy={state.busy}>
        {t('code.submit')}
      </Button>
      <Button look="quiet" size="target" onClick={acts.startAgain}>
        {t('code.again')}
      </Button>
    </form>
  );
}

function Clinics({ state, acts }: StepProps) {
  const { t } = useTranslation('staff');
  return (
    <div className="door-form">
      <Heading>{t('clinic.title')}</Heading>
      <Problem code={state.problem} />
      {state.clinics.map((clinic) => (
        <Button key={clinic.clinicId} size="target" busy={state.busy} onClick={() => void acts.chooseClinic(clinic.clinicId)}>
          {clinic.name}
        </Button>
      ))}
    </div>
  );
}

function Unreachable({ state, acts }: StepProps) {
  const { t } = useTranslation('staff');
  const ui = useTranslation('ui').t;
  return (
    <div className="door-form">
      <Heading>{t('signIn.unreachable')}</Heading>
      <Problem code={state.problem} />
      <Button look="primary" size="target" onClick={() => void acts.look()}>
        {ui('tryAgain')}
      </Button>
    </div>
  );
}

function Problem({ code }: { code: CallErrorCode | null }): ReactNode {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  if (!code) return null;
  const own = code === 'wrong_credentials' || code === 'wrong_code' || code === 'not_signed_in' ? t(`signIn.problem_${code}`) : errorWords(shared, code);
  return <Notice tone="problem">{own}</Notice>;
}

function LanguageChoice() {
  const { t, i18n } = useTranslation('ui');
  return (
    <div className="door-languages" role="group" aria-label={t('language.label')}>
      {languages.map((language) => (
        <Button key={language} look="quiet" lang={language} aria-pressed={i18n.language === language} onClick={() => void chooseLanguage(language)}>
          {t(`language.${language}`)}
        </Button>
      ))}
    </div>
  );
}
