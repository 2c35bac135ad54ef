import { useId } from 'react';
import { chooseLanguage, useTranslation } from '../i18n/i18n.js';
import { languages } from '../i18n/language.js';
import { Choices } from '../ui/choices.js';
import { chooseTextSize, textSizes, useTextSize } from '../ui/text-size.js';

/** Language and text size, kept on this device and used at once. */
export function Settings() {
  const { t, i18n } = useTranslation('ui');
  return (
    <div className="patient-settings">
      <Choices
        legend={t('language.label')}
        value={i18n.language}
        options={languages.map((language) => ({ value: language, label: <span lang={language}>{t(`language.${language}`)}</span> }))}
        onValue={(language) => void chooseLanguage(language).catch(() => undefined)}
      />
      <TextSizes />
    </div>
  );
}

function TextSizes() {
  const { t } = useTranslation('ui');
  const size = useTextSize();
  const name = useId();
  return (
    <fieldset className="choices">
      <legend>{t('textSize.label')}</legend>
      <div className="patient-sizes">
        {textSizes.map((percent) => (
          <label className="choice" key={percent} data-size={percent}>
            <input type="radio" name={name} value={percent} checked={size === percent} onChange={() => chooseTextSize(percent)} aria-label={t('textSize.percent', { percent })} />
            <span aria-hidden="true">A</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
