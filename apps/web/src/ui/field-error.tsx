import type { ReactNode } from 'react';
import { Icon } from './icon.js';

/** The line below a field or a group of choices that says what is wrong. Nothing when there is nothing. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <span className="field-error" id={id}>
      <Icon name="warn" />
      <span>{children}</span>
    </span>
  );
}
