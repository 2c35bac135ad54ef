import type { Visit } from '#contracts/routes';
import { useEffect } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { calledBy } from '../../ui/called-by.js';
import { Notice } from '../../ui/notice.js';
import { Rich } from '../../ui/rich.js';
import { atTime, untilWords } from '../../ui/time-words.js';
import type { LobbyFacts } from '../lobby-facts.js';
import type { MediaState } from '../media/own-media.js';
import { VisitPage } from '../visit-page.js';
import { useWakeLock } from '../wake-lock.js';
import { CallClinic } from './call-clinic.js';
import { OwnSide, type MediaActs } from './own-side.js';

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
    <VisitPage title={name ? t('lobby.title', { name }) : t('lobby.titlePlain')} clinic={visit.clinic} wide>
      <div className="patient-split">
        <div className="patient-stack patient-words">
          <Lead visit={visit} facts={facts} now={now} />
          {visit.pronouns && visit.shownName && (
            <p className="patient-quiet">
              <Rich text={t('lobby.shownAs', { name: calledBy(visit.shownName, visit.pronouns) })} />
            </p>
          )}
          {facts.offerCall && facts.lead !== 'call_us' && <p>{t('lobby.long')}</p>}
          {facts.offerCall && <CallClinic clinic={visit.clinic} />}
        </div>
        <div className="patient-stack">
          <OwnSide media={media} acts={acts} />
          {media.microphone && <p className="patient-quiet">{t('lobby.muted')}</p>}
        </div>
      </div>
    </VisitPage>
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
      <Rich text={t(key, values)} />
    </p>
  );
}
