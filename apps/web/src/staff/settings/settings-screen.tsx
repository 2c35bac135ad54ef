import './settings.css';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Heading } from '../../ui/heading.js';
import { Card } from '../../ui/notice.js';
import { PageState, type Loaded } from '../page-state.js';
import type { Outcome } from './change-outcome.js';
import { clinicFields, cohortFields, programFields, type Settings } from './setting-fields.js';
import { SettingForm, type SaveSettings } from './setting-form.js';

export interface SettingsActs {
  clinic: SaveSettings;
  program(programId: string): SaveSettings;
  cohort(cohortId: string): SaveSettings;
}

interface SettingsScreenProps {
  readonly loaded: Loaded<Settings>;
  readonly acts: SettingsActs;
  /** The group agreement, which is read and published by itself. */
  readonly agreement: ReactNode;
  readonly skeletonAt?: number;
  /** For the gallery. */
  readonly firstOutcome?: Outcome;
  onAgain: () => void;
}

/** What an administrator sets for the clinic; each part is saved by itself. */
export function SettingsScreen({ loaded, acts, agreement, skeletonAt, firstOutcome, onAgain }: SettingsScreenProps) {
  const { t } = useTranslation('staff');
  return (
    <div className="settings">
      <Heading>{t('settings.title')}</Heading>
      <PageState loaded={loaded} onAgain={onAgain} skeletonAt={skeletonAt}>
        {({ clinic, programs }) => (
          <>
            <Card>
              <h2>{t('settings.clinic')}</h2>
              <SettingForm fields={clinicFields} values={clinic} save={acts.clinic} firstOutcome={firstOutcome} onAgain={onAgain} />
            </Card>
            {programs.length === 0 && <p className="page-sub">{t('settings.noPrograms')}</p>}
            {programs.map(({ programId, name, settings, cohorts }) => (
              <Card key={programId}>
                <h2>{name}</h2>
                <SettingForm fields={programFields} values={settings} save={acts.program(programId)} onAgain={onAgain} />
                {cohorts.map((cohort) => (
                  <section key={cohort.cohortId} className="settings-part" aria-label={cohort.name}>
                    <h3>{cohort.name}</h3>
                    <SettingForm fields={cohortFields} values={cohort.settings} save={acts.cohort(cohort.cohortId)} onAgain={onAgain} />
                  </section>
                ))}
              </Card>
            ))}
            {agreement}
          </>
        )}
      </PageState>
    </div>
  );
}
