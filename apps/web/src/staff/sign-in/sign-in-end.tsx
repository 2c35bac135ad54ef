import { useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

const aheadMs = 10 * 60_000;
const lookEveryMs = 15_000;

interface SignInEndProps {
  /** When the sign-in ends however much it is used; the server's instant. */
  readonly endsAt: string;
  readonly zone: string;
  /** It has ended already, and the page that is open was refused. */
  readonly over: boolean;
  /** The gallery's fixed time. */
  readonly at?: number;
  onAgain: () => void;
}

/** Says ten minutes ahead that the sign-in ends, because that can fall into an evening group, and leads back to the same page. */
export function SignInEnd({ endsAt, zone, over, at, onAgain }: SignInEndProps) {
  const { t, i18n } = useTranslation('staff');
  const [now, setNow] = useState(() => at ?? Date.now());
  useEffect(() => {
    if (at !== undefined) return undefined;
    const timer = setInterval(() => setNow(Date.now()), lookEveryMs);
    return () => clearInterval(timer);
  }, [at]);
  const ends = Date.parse(endsAt);
  if (!over && now < ends - aheadMs) return null;
  const time = new Intl.DateTimeFormat(i18n.language, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(ends);
  return (
    <Notice live>
      <p>{over || now >= ends ? t('signInEnd.over') : t('signInEnd.soon', { time })}</p>
      <Button onClick={onAgain}>{t('signInEnd.again')}</Button>
    </Notice>
  );
}
