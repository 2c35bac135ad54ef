import { useTranslation } from '../../i18n/i18n.js';
import { CopyField } from '../../ui/copy-field.js';
import type { Platform } from '../media/media-problem.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';
import { CallClinic } from './call-clinic.js';

interface OtherBrowserScreenProps {
  clinic: ClinicCard;
  platform: Platform;
  /** The person's own link, to be opened elsewhere. Null once it has opened the visit: then it is in their message. */
  address: string | null;
}

/** A browser that cannot hold a video call: which one can, the link to take there, and the clinic's number. */
export function OtherBrowserScreen({ clinic, platform, address }: OtherBrowserScreenProps) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('otherBrowser.title')} clinic={clinic}>
      <p>{t('otherBrowser.body')}</p>
      <p>{t(`otherBrowser.${platform}`)}</p>
      {address ? <CopyField label={t('otherBrowser.link')} text={address} size="big" /> : <p>{t('otherBrowser.message')}</p>}
      <p>{t('stopped.call')}</p>
      <CallClinic clinic={clinic} />
    </VisitPage>
  );
}

/** A browser that keeps no cookies forgets who has opened the link. Tapping it again would lead here again, so the page says what does help. */
export function NoCookiesScreen({ clinic }: { clinic: ClinicCard }) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('noCookies.title')} clinic={clinic}>
      <p>{t('noCookies.body')}</p>
      <p>{t('noCookies.mend')}</p>
      <p>{t('stopped.call')}</p>
      <CallClinic clinic={clinic} />
    </VisitPage>
  );
}
