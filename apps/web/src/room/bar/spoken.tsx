import { useTranslation } from '../../i18n/i18n.js';
import type { RoomView } from '../link/room-view.js';

/** What is only said, by a screen reader: who came and went in one sentence, and at once when staff muted us. */
export function Spoken({ view }: { view: Pick<RoomView, 'movement' | 'mutedByStaff' | 'microphone'> }) {
  const { t, i18n } = useTranslation('room');
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const { came = [], went = [] } = view.movement ?? {};
  const words = [came.length > 0 && t('spoken.came', { count: came.length, names: list.format(came) }), went.length > 0 && t('spoken.went', { count: went.length, names: list.format(went) })];
  return (
    <>
      <p className="visually-hidden" role="status">
        {words.filter(Boolean).join(' ')}
      </p>
      <p className="visually-hidden" role="alert">
        {view.mutedByStaff > 0 && !view.microphone.wanted && t('spoken.mutedByStaff')}
      </p>
    </>
  );
}
