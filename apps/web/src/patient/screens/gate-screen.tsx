import type { GateAnswers } from '#contracts/routes';
import { useRef, useState, type FormEvent } from 'react';
import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { emptyGate, readGate, sameAsLastTime, type GateDraft, type GateGap } from '../gate-answers.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';
import { DrivingScreen } from './closed-screens.js';
import { PlaceQuestions, ReachQuestions } from './gate-questions.js';
import { Problem } from './link-screens.js';

interface GateScreenProps {
  clinic: ClinicCard;
  last: GateAnswers | null;
  busy: boolean;
  problem: CallErrorCode | null;
  /** The answer that the server could not take. */
  about?: string | null;
  onAnswers: (answers: GateAnswers) => void;
}

/** Where the person is today, so that help can find them. Asked each time, answered with one tap when nothing changed. */
export function GateScreen({ clinic, last, busy, problem, about = null, onAnswers }: GateScreenProps) {
  const { t } = useTranslation('patient');
  const [draft, setDraft] = useState<GateDraft>(emptyGate);
  const [gaps, setGaps] = useState<readonly GateGap[]>([]);
  const [filled, setFilled] = useState(false);
  // The server knows better which numbers can be called; until that answer is changed it is marked like one that is missing.
  const [sent, setSent] = useState<GateDraft | null>(null);
  const refused = (Object.keys(emptyGate) as GateGap[]).find((gap) => problem === 'bad_input' && gap === about && draft[gap] === sent?.[gap]);
  const open = refused && gaps.length === 0 ? [refused] : gaps;
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<GateDraft>): void => {
    setDraft({ ...draft, ...part });
    setGaps(gaps.filter((gap) => !(gap in part)));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readGate(draft);
    setSent(draft);
    if (read.kind === 'whole') return onAnswers(read.answers);
    setGaps(read.gaps);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  if (draft.place === 'vehicle' && draft.driving) return <DrivingScreen clinic={clinic} onParked={() => change({ driving: null })} />;
  return (
    <VisitPage title={t('gate.title')} clinic={clinic} progress={{ step: 3, of: 4 }}>
      <p>{t('gate.why')}</p>
      {last && <LastTime last={last} filled={filled} onSame={() => (setDraft({ ...sameAsLastTime(last), alone: draft.alone }), setGaps([]), setFilled(true))} />}
      <form ref={form} className="patient-stack" onSubmit={submit} noValidate>
        <PlaceQuestions draft={draft} gaps={open} clinic={clinic} onChange={change} />
        <ReachQuestions draft={draft} gaps={open} onChange={change} />
        {open.length > 0 && <Notice tone="problem">{t('gate.missing')}</Notice>}
        {open.length === 0 && <Problem code={problem} />}
        <Button look="primary" size="big" type="submit" busy={busy}>
          {t('continue')}
        </Button>
      </form>
    </VisitPage>
  );
}

function LastTime({ last, filled, onSame }: { last: GateAnswers; filled: boolean; onSame: () => void }) {
  const { t } = useTranslation('patient');
  return (
    <>
      {!filled && (
        <Button look="plain" size="big" className="patient-same" onClick={onSame}>
          <span>
            {t('gate.same')}
            <small>{t('gate.sameBody', { place: t(`gate.places.${last.place}`), address: last.address })}</small>
          </span>
        </Button>
      )}
      <div role="status">{filled && <Notice tone="ok">{t('gate.sameDone')}</Notice>}</div>
    </>
  );
}
