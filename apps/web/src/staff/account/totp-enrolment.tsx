import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { RouteOutput } from '#contracts/routes';
import { codeOf, type CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { CopyField } from '../../ui/copy-field.js';
import { errorWords } from '../../ui/error-words.js';
import { Field } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { z } from './form-schema.js';
import { grouped, secretOf } from './totp-secret.js';

export interface TotpActs {
  start(password: string): Promise<RouteOutput<'startTotp'>>;
  confirm(code: string): Promise<unknown>;
}

export type TotpStep = { readonly kind: 'off' } | { readonly kind: 'password' } | ({ readonly kind: 'secret' } & RouteOutput<'startTotp'>) | { readonly kind: 'done' };

interface TotpEnrolmentProps {
  readonly enrolled: boolean;
  readonly acts: TotpActs;
  readonly firstStep?: TotpStep;
  onEnrolled: () => void;
}

/** A second step for the sign-in: password, secret for the authenticator app with codes for a lost phone, first code. */
export function TotpEnrolment({ enrolled, acts, firstStep = { kind: 'off' }, onEnrolled }: TotpEnrolmentProps) {
  const { t } = useTranslation('staff');
  const [step, setStep] = useState<TotpStep>(firstStep);
  if (step.kind === 'password') return <PasswordStep acts={acts} onSecret={(secret) => setStep({ kind: 'secret', ...secret })} />;
  if (step.kind === 'secret') return <SecretStep secret={step} acts={acts} onDone={() => (setStep({ kind: 'done' }), onEnrolled())} />;
  return (
    <div className="totp">
      {step.kind === 'done' && <Notice tone="ok" live>{t('totp.done')}</Notice>}
      <p>{t(enrolled || step.kind === 'done' ? 'totp.isOn' : 'totp.isOff')}</p>
      {step.kind === 'off' && (
        <Button look={enrolled ? 'plain' : 'primary'} onClick={() => setStep({ kind: 'password' })}>
          {t(enrolled ? 'totp.again' : 'totp.start')}
        </Button>
      )}
    </div>
  );
}

const passwordForm = z.object({ password: z.string().min(1) });

function PasswordStep({ acts, onSecret }: { acts: TotpActs; onSecret: (secret: RouteOutput<'startTotp'>) => void }) {
  const { t } = useTranslation('staff');
  const [problem, setProblem] = useState<CallErrorCode | null>(null);
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(passwordForm), defaultValues: { password: '' } });
  const submit = handleSubmit(({ password }) => acts.start(password).then(onSecret, (thrown: unknown) => setProblem(codeOf(thrown))));
  return (
    <form className="totp" onSubmit={(event) => void submit(event)} noValidate>
      <Problem code={problem} />
      <Field label={t('totp.password')} hint={t('totp.passwordHint')} error={formState.errors.password && t('signIn.passwordMissing')}>
        {(wiring) => <input className="input" type="password" autoComplete="current-password" {...register('password')} {...wiring} />}
      </Field>
      <Button type="submit" look="primary" busy={formState.isSubmitting}>
        {t('totp.next')}
      </Button>
    </form>
  );
}

const codeForm = z.object({ code: z.string().transform((text) => text.replace(/\s/g, '')).pipe(z.string().regex(/^\d{6}$/)) });

function SecretStep({ secret, acts, onDone }: { secret: RouteOutput<'startTotp'>; acts: TotpActs; onDone: () => void }) {
  const { t } = useTranslation('staff');
  const [problem, setProblem] = useState<CallErrorCode | null>(null);
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(codeForm), defaultValues: { code: '' } });
  const submit = handleSubmit(({ code }) => acts.confirm(code).then(onDone, (thrown: unknown) => setProblem(codeOf(thrown))));
  const key = secretOf(secret.address);
  return (
    <form className="totp" onSubmit={(event) => void submit(event)} noValidate>
      <p>{t('totp.type')}</p>
      <CopyField label={t('totp.key')} text={grouped(key)} className="tabular totp-key" />
      <div className="sheet-acts">
        <a className="button" href={secret.address}>
          {t('totp.openApp')}
        </a>
      </div>
      <p>{t('totp.recovery')}</p>
      <ul className="totp-codes tabular">
        {secret.recoveryCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Problem code={problem} />
      <Field label={t('code.label')} hint={t('code.hint')} error={formState.errors.code && t('code.short')}>
        {(wiring) => <input className="input" inputMode="numeric" autoComplete="one-time-code" {...register('code')} {...wiring} />}
      </Field>
      <Button type="submit" look="primary" busy={formState.isSubmitting}>
        {t('totp.confirm')}
      </Button>
    </form>
  );
}

function Problem({ code }: { code: CallErrorCode | null }) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  if (!code) return null;
  const own = code === 'wrong_code' ? t('signIn.problem_wrong_code') : code === 'wrong_credentials' ? t('totp.wrongPassword') : errorWords(shared, code);
  return <Notice tone="problem">{own}</Notice>;
}
