import { useTranslation } from '../../i18n/i18n.js';
import type { CallErrorCode } from '../../api/call-error.js';
import { Button } from '../../ui/button.js';
import { errorWords } from '../../ui/error-words.js';
import { Notice } from '../../ui/notice.js';
import { typed, type SettingKey, type SettingValues } from './setting-fields.js';

/** What became of a change. `was` and `is` have the same keys; `followed`: how many planned sessions were changed with it. */
export type Outcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly code: CallErrorCode }
  | { readonly kind: 'saved' | 'undone'; readonly was: SettingValues; readonly is: SettingValues; readonly followed: number };

interface ChangeOutcomeProps {
  readonly outcome: Outcome;
  onUndo: (was: SettingValues, is: SettingValues) => void;
  onAgain: () => void;
}

/** Says what was changed, with the way back; or why nothing was. */
export function ChangeOutcome({ outcome, onUndo, onAgain }: ChangeOutcomeProps) {
  const { t } = useTranslation('staff');
  if (outcome.kind === 'same') return <Notice tone="info" live>{t('settings.same')}</Notice>;
  if (outcome.kind === 'failed') return <NotSaved code={outcome.code} onAgain={onAgain} />;
  const { was, is, followed } = outcome;
  const words = (value: SettingValues[SettingKey]): string => typed(value) || t('settings.none');
  return (
    <Notice tone="ok" live>
      <p>{t(outcome.kind === 'saved' ? 'settings.saved' : 'settings.undone')}</p>
      <ul className="settings-changes">
        {(Object.keys(is) as SettingKey[]).map((key) => (
          <li key={key}>{t('settings.change', { field: t(`settings.field.${key}`), from: words(was[key]), to: words(is[key]) })}</li>
        ))}
      </ul>
      {followed > 0 && <p>{t('settings.followed', { count: followed })}</p>}
      {outcome.kind === 'saved' && (
        <p>
          <Button onClick={() => onUndo(was, is)}>{t('settings.undo')}</Button>
        </p>
      )}
    </Notice>
  );
}

/** Why nothing was saved. What somebody else changed can be looked at; what was typed stays until then. */
export function NotSaved({ code, onAgain }: { code: CallErrorCode; onAgain: () => void }) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  return (
    <Notice tone="problem">
      <p>{code === 'conflict' ? t('settings.conflict') : errorWords(shared, code)}</p>
      {code === 'conflict' && (
        <p>
          <Button onClick={onAgain}>{t('settings.lookAgain')}</Button>
        </p>
      )}
    </Notice>
  );
}
