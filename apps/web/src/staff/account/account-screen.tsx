import './account.css';
import { useTranslation } from 'react-i18next';
import type { Me } from '#contracts/routes';
import { Button } from '../../ui/button.js';
import { Heading } from '../../ui/heading.js';
import { Card, Chip } from '../../ui/notice.js';
import { PageState, type Loaded } from '../page-state.js';
import { TotpEnrolment, type TotpActs, type TotpStep } from './totp-enrolment.js';

interface AccountScreenProps {
  readonly loaded: Loaded<Me>;
  readonly acts: TotpActs;
  readonly firstStep?: TotpStep;
  onAgain: () => void;
  onEnrolled: () => void;
  onSignOut: () => void;
}

export function AccountScreen({ loaded, acts, firstStep, onAgain, onEnrolled, onSignOut }: AccountScreenProps) {
  const { t } = useTranslation('staff');
  return (
    <div className="account">
      <Heading>{t('account.title')}</Heading>
      <PageState loaded={loaded} onAgain={onAgain}>
        {(me) => (
          <>
            <Card>
              <dl className="answers">
                <Fact what={t('account.name')} words={me.shownName} />
                <Fact what={t('account.email')} words={me.email} />
                <Fact what={t('account.clinic')} words={me.clinic.name} />
                <Fact what={t('account.roles')} words={me.roles.map((role) => t(`role.${role}`)).join(', ')} />
              </dl>
              <p>
                <Button onClick={onSignOut}>{t('nav.signOut')}</Button>
              </p>
            </Card>
            <Card>
              <h2>
                {t('totp.title')} {me.codeAtSignIn && <Chip tone="ok" icon="check">{t('totp.on')}</Chip>}
              </h2>
              <TotpEnrolment enrolled={me.codeAtSignIn} acts={acts} firstStep={firstStep} onEnrolled={onEnrolled} />
            </Card>
          </>
        )}
      </PageState>
    </div>
  );
}

function Fact({ what, words }: { what: string; words: string }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{words}</dd>
    </div>
  );
}
