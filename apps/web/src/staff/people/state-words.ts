import type { SessionPerson } from '#contracts/routes';
import { useTranslation } from '../../i18n/i18n.js';
import { useNow } from '../../ui/use-now.js';

/** "0:42", "12:05", "1:02:07". Never negative. */
function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, '0')) as [string, string, string];
  return parts[0]! > 0 ? `${Number(hours)}:${minutes}:${rest}` : `${Number(minutes)}:${rest}`;
}

const timed: readonly SessionPerson['state'][] = ['waiting', 'held', 'admitted', 'dropped', 'checking'];

export interface StateWords {
  /** "dropped 0:42 ago"; only the state where its length says nothing. */
  state(state: SessionPerson['state'], since: string | null): string;
  /** How long ago, as on a stopwatch. */
  ago(since: string): string;
}

/** States in words with how long they have lasted, renewed each second. `aheadMs`: the server's clock minus ours. */
export function useStateWords(aheadMs = 0): StateWords {
  const { t } = useTranslation('staff');
  const now = useNow(1_000, aheadMs);
  const ago = (since: string): string => stopwatch(now - Date.parse(since));
  return {
    ago,
    state: (state, since) => (since === null || !timed.includes(state) ? t(`state.${state}`) : t('state.for', { state: t(`state.${state}`), time: ago(since) })),
  };
}
