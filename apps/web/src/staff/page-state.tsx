import type { ReactNode } from 'react';
import { codeOf, type CallErrorCode } from '../api/call-error.js';
import { useTranslation } from '../i18n/i18n.js';
import { Button } from '../ui/button.js';
import { errorWords } from '../ui/error-words.js';
import { Notice } from '../ui/notice.js';
import { Skeleton } from '../ui/skeleton.js';

/** What a page knows of the thing that it shows. Old data stay on the screen while a new question fails. */
export type Loaded<T> = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly code: CallErrorCode } | { readonly kind: 'here'; readonly value: T };

interface QueryLike<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
}

export function loadedFrom<T>({ data, error }: QueryLike<T>): Loaded<T> {
  if (data !== undefined) return { kind: 'here', value: data };
  return error ? { kind: 'failed', code: codeOf(error) } : { kind: 'loading' };
}

/** Loading, failed or there. `skeletonAt` 0 shows the skeleton at once, for the gallery. */
export function PageState<T>({ loaded, onAgain, skeletonAt, children }: { loaded: Loaded<T>; onAgain: () => void; skeletonAt?: number; children: (value: T) => ReactNode }) {
  const { t } = useTranslation('ui');
  if (loaded.kind === 'loading') return <Skeleton at={skeletonAt} />;
  if (loaded.kind === 'here') return <>{children(loaded.value)}</>;
  return (
    <div className="page-fault">
      <Notice tone={loaded.code === 'not_allowed' ? 'info' : 'problem'}>
        <p>{errorWords(t, loaded.code)}</p>
      </Notice>
      {loaded.code !== 'not_allowed' && loaded.code !== 'not_found' && <Button onClick={onAgain}>{t('tryAgain')}</Button>}
    </div>
  );
}
