import type { Visit } from '#contracts/routes';
import { useEffect, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { OwnPicture } from '../../ui/own-picture.js';
import { Sheet } from '../../ui/sheet.js';
import { atTime, untilWords } from '../../ui/time-words.js';
import type { LobbyFacts } from '../lobby-facts.js';
import type { MediaState } from '../media/own-media.js';
import { Page } from '../page.js';
import { useWakeLock } from '../wake-lock.js';
import { DeviceMenus } from './device-menus.js';
import type { MediaActs } from './device-screen.js';
import { CallClinic } from './link-screens.js';

interface LobbyScreenProps {
  visit: Visit;
  facts: LobbyFacts;
  /** The server's clock, in milliseconds. */
  now: number;
  media: MediaState;
  acts: MediaActs;
  onShown: () => void;
  onGone: () => void;
}

/** The waiting room: one warm sentence, who knows, when it starts in words, the own picture, and where to turn. Nobody else's name. */
export function LobbyScreen({ visit, facts, now, media, acts, onShown, onGone }: LobbyScreenProps) {
  const { t } = useTranslation('patient');
  useWakeLock();
  useEffect(() => {
    onShown();
    return onGone;
  }, [onShown, onGone]);
  const name = visit.shownName ?? visit.givenName;
  return (
    <Page title={name ? t('lobby.title', { name }) : t('lobby.titlePlain')} clinic={visit.clinic} wide>
      <div className="patient-split">
        <OwnSide media={media} acts={acts} />
        <div className="patient-stack patient-words">
          <Lead visit={visit} facts={facts} now={now} />
          {facts.offerCall && facts.lead !== 'call_us' && <p>{t('lobby.long')}</p>}
          {facts.offerCall && <CallClinic clinic={visit.clinic} />}
          {media.microphone && facts.lead !== 'closed' && <p className="patient-quiet">{t('lobby.muted')}</p>}
        </div>
      </div>
    </Page>
  );
}

// What changes by staff's doing is read out; the minutes that pass are not.
function Lead({ visit, facts, now }: Pick<LobbyScreenProps, 'visit' | 'facts' | 'now'>) {
  const { t } = useTranslation('patient');
  const host = facts.host ?? t('lobby.staff');
  const { lead } = facts;
  const calm = lead === 'knows' || lead === 'kept';
  return (
    <div className="patient-lead patient-stack">
      <div role="status" className="patient-stack">
        {facts.dropped && <Notice icon="offline">{t('lobby.dropped')}</Notice>}
        {calm && <p>{t(`lobby.${lead}`, { host })}</p>}
        {(lead === 'soon' || lead === 'after_this_part' || lead === 'call_us') && <Notice tone={lead === 'call_us' ? 'notice' : 'info'} icon={lead === 'call_us' ? 'phone' : 'clock'}>{t(`lobby.hold.${lead}`, { host })}</Notice>}
        {lead === 'host_away' && <Notice>{t('lobby.hostAway', { host })}</Notice>}
        {lead === 'opening' && <Notice tone="ok">{t('lobby.opening')}</Notice>}
      </div>
      {lead !== 'opening' && visit.session && <StartLine session={visit.session} facts={facts} now={now} />}
    </div>
  );
}

function StartLine({ session, facts, now }: { session: NonNullable<Visit['session']>; facts: LobbyFacts; now: number }) {
  const { t, i18n } = useTranslation('patient');
  const ui = useTranslation('ui').t;
  const closed = facts.lead === 'closed';
  if (!closed && facts.start === 'now') return <p>{t('lobby.startsNow')}</p>;
  const instant = closed ? session.lobbyOpensAt : session.startsAt;
  const values = { time: atTime(instant, session.zone, i18n.language), until: untilWords(ui, now, Date.parse(instant)) };
  const key = closed ? 'lobby.closed' : facts.start === 'later' ? 'lobby.starts' : 'lobby.started';
  return (
    <p>
      <Trans t={t} i18nKey={key} values={values} components={{ b: <b /> }} />
    </p>
  );
}

function OwnSide({ media, acts }: Pick<LobbyScreenProps, 'media' | 'acts'>) {
  const { t } = useTranslation('patient');
  const [menus, showMenus] = useState(false);
  return (
    <div className="patient-stack patient-own">
      <OwnPicture stream={media.stream} camera={media.camera} microphone={media.microphone} note={media.camera ? t('devices.onlyYou') : t('devices.listening')} offWords={t('devices.cameraOff')} />
      <div className="patient-two">
        <Button size="big" icon={media.camera ? 'camera' : 'cameraOff'} aria-pressed={media.camera} onClick={() => void acts.setCamera(!media.camera)}>
          {media.camera ? t('lobby.cameraOn') : t('lobby.cameraOff')}
        </Button>
        <Button size="big" icon="more" onClick={() => showMenus(true)}>
          {t('lobby.devices')}
        </Button>
      </div>
      {menus && (
        <Sheet title={t('lobby.devices')} onClose={() => showMenus(false)}>
          <DeviceMenus media={media} acts={acts} always />
        </Sheet>
      )}
    </div>
  );
}
